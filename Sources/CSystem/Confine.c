#define _GNU_SOURCE
#include "CSystem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int write_file(const char *path, const char *text) {
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return -1;
    ssize_t written = write(descriptor, text, strlen(text));
    close(descriptor);
    return written < 0 ? -1 : 0;
}

static int keep_identity(uid_t user, gid_t group) {
    char line[64];
    if (write_file("/proc/self/setgroups", "deny") < 0) return -1;
    snprintf(line, sizeof line, "%u %u 1", group, group);
    if (write_file("/proc/self/gid_map", line) < 0) return -1;
    snprintf(line, sizeof line, "%u %u 1", user, user);
    return write_file("/proc/self/uid_map", line);
}

int csystem_unshare(void) {
    if (unshare(CLONE_NEWNET | CLONE_NEWPID) == 0) return 0;
    uid_t user = geteuid();
    gid_t group = getegid();
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWPID) < 0) return -1;
    return keep_identity(user, group);
}

int csystem_raise_loopback(void) {
    struct ifreq request = {.ifr_name = "lo"};
    int socket_ = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket_ < 0) return -1;
    int result = ioctl(socket_, SIOCGIFFLAGS, &request);
    request.ifr_flags |= IFF_UP | IFF_RUNNING;
    if (result == 0) result = ioctl(socket_, SIOCSIFFLAGS, &request);
    close(socket_);
    return result;
}

static _Bool ends_well(pid_t child) {
    int status = -1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return status == 0;
}

_Bool csystem_can_unshare(void) {
    pid_t child = fork();
    if (child == 0) _exit(csystem_unshare() == 0 && csystem_raise_loopback() == 0 ? 0 : 1);
    return ends_well(child);
}

int csystem_listen(uint16_t *port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0) return -1;
    if (bind(listener, (struct sockaddr *)&address, length) < 0 || listen(listener, 128) < 0
        || getsockname(listener, (struct sockaddr *)&address, &length) < 0) {
        close(listener);
        return -1;
    }
    *port = ntohs(address.sin_port);
    return listener;
}

static int set_capabilities(uint32_t low) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{low, low, low}, {0, 0, 0}};
    if (syscall(SYS_capset, &header, data) < 0) return -1;
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

int csystem_drop_to_user(uid_t user) {
    if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0 || setgroups(0, NULL) < 0) return -1;
    if (setresgid(user, user, user) < 0 || setresuid(user, user, user) < 0) return -1;
    // A container may not have the right to read everything: then there is none to keep.
    if (set_capabilities(1u << CAP_DAC_READ_SEARCH) < 0) return set_capabilities(0);
    // A program that the guest starts may read no less: its interpreter again, for instance.
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH, 0, 0);
    return 0;
}

int csystem_drop_capabilities(void) { return set_capabilities(0); }

int csystem_adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

int csystem_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }

int csystem_limit(CSystemResource resource, uint64_t value) {
    static const int kinds[] = {
        [CSystemAddressSpace] = RLIMIT_AS,         [CSystemFileSize] = RLIMIT_FSIZE,
        [CSystemOpenFiles] = RLIMIT_NOFILE,        [CSystemProcesses] = RLIMIT_NPROC,
        [CSystemProcessorSeconds] = RLIMIT_CPU,    [CSystemCoreSize] = RLIMIT_CORE,
    };
    struct rlimit limit;
    if (getrlimit(kinds[resource], &limit) < 0) return -1;
    if (value > limit.rlim_max) value = limit.rlim_max;
    limit.rlim_cur = limit.rlim_max = value;
    return setrlimit(kinds[resource], &limit);
}

_Bool csystem_can_fork_within(uint64_t processes) {
    pid_t child = fork();
    if (child == 0) {
        if (csystem_limit(CSystemProcesses, processes) < 0) _exit(1);
        pid_t grandchild = fork();
        _exit(grandchild == 0 || ends_well(grandchild) ? 0 : 1);
    }
    return ends_well(child);
}
