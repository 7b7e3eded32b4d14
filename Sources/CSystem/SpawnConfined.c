#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// What runs between clone and exec shares the memory of a process that may have other threads:
// system calls only. In return no page table is copied, however large that process is.

static void reset_signals(void) {
    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static int place(const int *descriptors, int count) {
    for (int number = 0; number < count; number++)
        if (dup2(descriptors[number], number) < 0) return -1;
    if (syscall(SYS_close_range, count, ~0u, 0) == 0) return 0;
    for (int number = count; number < 4096; number++) close(number);
    return 0;
}

static int confine(const CSystemConfinement *confinement) {
    if (confinement->directory && chdir(confinement->directory) < 0) return -1;
    for (int index = 0; index < CSystemResources; index++) {
        uint64_t value = confinement->limits[index];
        if (value && csystem_limit((CSystemResource)index, value) < 0) return -1;
    }
    return csystem_limit(CSystemCoreSize, 0);
}

typedef struct {
    const char *path;
    char *const *arguments, *const *environment;
    const int *descriptors;
    int count;
    const CSystemConfinement *confinement;
    int failure;
} Program;

static int become(void *argument) {
    Program *program = argument;
    setsid();
    if (place(program->descriptors, program->count) == 0 && confine(program->confinement) == 0) {
        reset_signals();
        execve(program->path, program->arguments, program->environment);
    }
    program->failure = errno;
    _exit(127);
}

static pid_t start(Program *program, int namespaces) {
    _Alignas(16) char stack[64 * 1024];
    return clone(
        become, stack + sizeof stack, CLONE_VM | CLONE_VFORK | namespaces | SIGCHLD, program);
}

// Where the system refuses a network of its own, the program shares that of its parent.
static pid_t start_isolated(Program *program) {
    pid_t child = start(program, CLONE_NEWNET);
    if (child < 0) child = start(program, CLONE_NEWUSER | CLONE_NEWNET);
    return child < 0 ? start(program, 0) : child;
}

pid_t csystem_spawn_confined(
    const char *path, char *const arguments[], char *const environment[], const int *descriptors,
    int count, const CSystemConfinement *confinement
) {
    Program program = {path, arguments, environment, descriptors, count, confinement, 0};
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t child = confinement->isolates_network ? start_isolated(&program) : start(&program, 0);
    if (child < 0) program.failure = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (child > 0 && program.failure) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
        child = -1;
    }
    errno = program.failure;
    return child;
}
