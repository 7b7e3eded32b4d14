#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int attributes(posix_spawnattr_t *attribute) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(attribute, &none);
    posix_spawnattr_setsigdefault(attribute, &all);
    return posix_spawnattr_setflags(
        attribute, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
}

pid_t csystem_spawn(
    const char *path, char *const arguments[], char *const environment[], const int *descriptors,
    int count
) {
    posix_spawnattr_t attribute;
    posix_spawn_file_actions_t actions;
    pid_t child = -1;
    posix_spawnattr_init(&attribute);
    posix_spawn_file_actions_init(&actions);
    int failure = attributes(&attribute);
    for (int number = 0; number < count && !failure; number++)
        failure = posix_spawn_file_actions_adddup2(&actions, descriptors[number], number);
    if (!failure) failure = posix_spawn_file_actions_addclosefrom_np(&actions, count);
    if (!failure) failure = posix_spawn(&child, path, &actions, &attribute, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attribute);
    errno = failure;
    return failure ? -1 : child;
}

pid_t csystem_fork(void) { return fork(); }

int csystem_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int csystem_raise_descriptor(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 16); }

int csystem_open_process(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int csystem_signal_process(int descriptor, int signal) {
    return (int)syscall(SYS_pidfd_send_signal, descriptor, signal, NULL, 0);
}

int csystem_die_with_peer(int socket) {
    if (fcntl(socket, F_SETOWN, getpid()) < 0 || fcntl(socket, F_SETSIG, SIGKILL) < 0) return -1;
    return fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_ASYNC);
}

typedef union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
} Control;

int csystem_send_descriptor(int socket, int descriptor) {
    char byte = 0;
    Control control = {.bytes = {0}};
    struct iovec vector = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &vector, .msg_iovlen = 1, .msg_control = &control,
        .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof descriptor);
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    return sendmsg(socket, &message, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

int csystem_receive_descriptor(int socket) {
    char byte = 0;
    int descriptor = -1;
    Control control = {.bytes = {0}};
    struct iovec vector = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &vector, .msg_iovlen = 1, .msg_control = &control,
        .msg_controllen = sizeof control};
    // The socket does not block; what announced the descriptor may have come before it.
    struct pollfd entry = {.fd = socket, .events = POLLIN};
    while (poll(&entry, 1, 5000) < 0 && errno == EINTR) {}
    if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1) return -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
        memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
    return descriptor;
}
