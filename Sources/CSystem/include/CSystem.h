// CSystem: the few system calls that Swift cannot make safely by itself: spawn, fork, limits.
