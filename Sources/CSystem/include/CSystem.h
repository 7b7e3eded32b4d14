// CSystem: the few system calls that Swift cannot make safely by itself: spawn, limits, namespaces,
// privileges, descriptors over sockets. Each returns 0 or a value, or -1 with the reason in errno.
#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <stdint.h>
#include <sys/types.h>

/// Starts a program as leader of its own session, without a terminal, with exactly `count` open
/// descriptors: `descriptors[i]` becomes i. They must not themselves be below `count`. No signal is
/// blocked.
pid_t csystem_spawn(
    const char *path, char *const arguments[], char *const environment[], const int *descriptors,
    int count);

/// `fork`, which Swift does not offer: only for a process with a single thread.
pid_t csystem_fork(void);

/// The reading and the writing end of a pipe, closed on exec.
int csystem_pipe(int ends[2]);

/// A copy of the descriptor at 16 or above, closed on exec.
int csystem_raise_descriptor(int descriptor);

/// A descriptor that stands for a running process, whatever becomes of its id.
int csystem_open_process(pid_t process);

/// Signals the process that a descriptor stands for.
int csystem_signal_process(int descriptor, int signal);

/// Has this process killed when the other end of the socket is closed.
int csystem_die_with_peer(int socket);

/// Sends one byte that carries a descriptor.
int csystem_send_descriptor(int socket, int descriptor);

/// Receives one byte and the descriptor it carries, closed on exec; -1 when it carries none.
int csystem_receive_descriptor(int socket);

/// Leaves the network and the process ids of the host: this process gets a network of its own at
/// once, its next child is the first of its own process ids. Without privileges it enters a user
/// namespace, as the same user, first.
int csystem_unshare(void);

/// Whether `csystem_unshare` and `csystem_raise_loopback` succeed, tried in a short-lived child:
/// some systems grant a namespace that is good for nothing, and there is no way back out of it.
_Bool csystem_can_unshare(void);

/// Brings up the loopback interface of this network namespace.
int csystem_raise_loopback(void);

/// A socket that listens on 127.0.0.1, at a port that the kernel chooses.
int csystem_listen(uint16_t *port);

/// Becomes the user `user` for good, keeping only the right to read every file, for the programs
/// it starts too.
int csystem_drop_to_user(uid_t user);

/// Gives up every capability, for good.
int csystem_drop_capabilities(void);

/// Makes orphaned descendants children of this process.
int csystem_adopt_orphans(void);

/// Has this process killed when its parent dies.
int csystem_die_with_parent(void);

typedef enum {
    CSystemAddressSpace,
    CSystemFileSize,
    CSystemOpenFiles,
    CSystemProcesses,
    CSystemProcessorSeconds,
    CSystemCoreSize,
    CSystemResources,
} CSystemResource;

/// What a program is shut into before it starts.
typedef struct {
    /// Its working directory; NULL keeps this process's.
    const char *directory;
    /// Whether it is to have no network, as far as the system allows that.
    _Bool isolates_network;
    /// A limit for each `CSystemResource`; 0 sets none.
    uint64_t limits[CSystemResources];
} CSystemConfinement;

/// As `csystem_spawn`, into a confinement; works beside other threads.
pid_t csystem_spawn_confined(
    const char *path, char *const arguments[], char *const environment[], const int *descriptors,
    int count, const CSystemConfinement *confinement);

/// Lowers a resource limit, soft and hard.
int csystem_limit(CSystemResource resource, uint64_t value);

/// Has two paths of one file system change places, in one step.
int csystem_exchange(const char *one, const char *other);

/// Whether a process may still fork under this limit of processes, tried in a short-lived child. It
/// may in a user namespace of a kernel that counts the processes of each namespace by themselves.
_Bool csystem_can_fork_within(uint64_t processes);

/// Kills every process of a user, from a short-lived child that becomes that user.
int csystem_kill_user(uid_t user);

/// Kills every descendant of this process that /proc shows.
int csystem_kill_descendants(void);

/// The number of tasks that run as this user, as RLIMIT_NPROC counts them.
int csystem_tasks_of_user(void);

#endif
