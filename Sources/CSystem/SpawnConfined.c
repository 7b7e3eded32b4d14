#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// What runs between fork and exec in a process that may have had other threads: system calls only.

static void reset_signals(void) {
    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static int place(const int *descriptors, int count, int report) {
    for (int number = 0; number < count; number++)
        if (dup2(descriptors[number], number) < 0) return -1;
    // The report's end closes with the exec.
    if (syscall(SYS_close_range, count, report - 1, 0) == 0
        && syscall(SYS_close_range, report + 1, ~0u, 0) == 0)
        return 0;
    for (int number = count; number < 4096; number++)
        if (number != report) close(number);
    return 0;
}

static int confine(const CSystemConfinement *confinement) {
    if (confinement->directory && chdir(confinement->directory) < 0) return -1;
    // Where the system refuses it, the program shares the network of its parent.
    if (confinement->isolates_network && unshare(CLONE_NEWNET) < 0)
        (void)unshare(CLONE_NEWUSER | CLONE_NEWNET);
    for (int index = 0; index < CSystemResources; index++) {
        uint64_t value = confinement->limits[index];
        if (value && csystem_limit((CSystemResource)index, value) < 0) return -1;
    }
    return csystem_limit(CSystemCoreSize, 0);
}

static void become(
    const char *path, char *const arguments[], char *const environment[], const int *descriptors,
    int count, const CSystemConfinement *confinement, int report
) {
    setsid();
    if (place(descriptors, count, report) == 0 && confine(confinement) == 0) {
        reset_signals();
        execve(path, arguments, environment);
    }
    int reason = errno;
    (void)!write(report, &reason, sizeof reason);
    _exit(127);
}

pid_t csystem_spawn_confined(
    const char *path, char *const arguments[], char *const environment[], const int *descriptors,
    int count, const CSystemConfinement *confinement
) {
    int ends[2], reason = 0;
    if (pipe2(ends, O_CLOEXEC) < 0) return -1;
    int report = fcntl(ends[1], F_DUPFD_CLOEXEC, 16);
    close(ends[1]);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t child = fork();
    if (child == 0)
        become(path, arguments, environment, descriptors, count, confinement, report);
    int failure = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(report);
    ssize_t length = 0;
    while (child > 0 && (length = read(ends[0], &reason, sizeof reason)) < 0 && errno == EINTR) {}
    close(ends[0]);
    if (child > 0 && length == sizeof reason) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
        child = -1;
        failure = reason;
    }
    errno = failure;
    return child;
}
