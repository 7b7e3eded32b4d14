#define _GNU_SOURCE
#include "CSystem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int csystem_kill_user(uid_t user) {
    // Raw calls: the C library's would signal the threads of a process that this child is not.
    pid_t child = fork();
    if (child == 0) {
        if (syscall(SYS_setresuid, user, user, user) == 0) kill(-1, SIGKILL);
        _exit(0);
    }
    int status;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return child > 0 ? 0 : -1;
}

typedef struct {
    pid_t process, parent;
    int descends;
} Entry;

static pid_t parent_of(pid_t process) {
    char path[64], line[512];
    snprintf(path, sizeof path, "/proc/%d/stat", process);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = descriptor < 0 ? -1 : read(descriptor, line, sizeof line - 1);
    if (descriptor >= 0) close(descriptor);
    if (length <= 0) return -1;
    line[length] = 0;
    // The name is the process's own choice: what follows its last parenthesis is not.
    char *after = strrchr(line, ')');
    return after && strlen(after) > 4 ? (pid_t)atoi(after + 4) : -1;
}

static int processes(Entry *entries, int capacity) {
    int count = 0;
    DIR *directory = opendir("/proc");
    struct dirent *item;
    while (directory && count < capacity && (item = readdir(directory))) {
        pid_t process = atoi(item->d_name);
        if (process <= 0) continue;
        entries[count++] = (Entry){process, parent_of(process), 0};
    }
    if (directory) closedir(directory);
    return count;
}

static int mark_descendants(Entry *entries, int count) {
    int marked = 0, changed = 1;
    pid_t self = getpid();
    while (changed) {
        changed = 0;
        for (int index = 0; index < count; index++) {
            if (entries[index].descends) continue;
            int descends = entries[index].parent == self;
            for (int other = 0; other < count && !descends; other++)
                descends =
                    entries[other].descends && entries[other].process == entries[index].parent;
            entries[index].descends = descends;
            changed |= descends;
            marked += descends;
        }
    }
    return marked;
}

int csystem_kill_descendants(void) {
    enum { capacity = 8192, rounds = 16 };
    Entry *entries = malloc(capacity * sizeof *entries);
    if (!entries) return -1;
    int before = -1, marked = 0;
    // Stopped processes keep their places under the limit, so a fork bomb runs out of them.
    for (int round = 0; round < rounds && marked != before; round++) {
        before = marked;
        int count = processes(entries, capacity);
        marked = mark_descendants(entries, count);
        int last = marked == before || round == rounds - 1;
        for (int index = 0; index < count; index++)
            if (entries[index].descends) kill(entries[index].process, last ? SIGKILL : SIGSTOP);
    }
    free(entries);
    return marked;
}

int csystem_tasks_of_user(void) {
    char path[300];
    int tasks = 0;
    struct stat status;
    struct dirent *item;
    DIR *directory = opendir("/proc");
    while (directory && (item = readdir(directory))) {
        if (atoi(item->d_name) <= 0) continue;
        snprintf(path, sizeof path, "/proc/%s/task", item->d_name);
        // A directory has two links and one for each task in it.
        if (stat(path, &status) == 0 && status.st_uid == getuid()) {
            tasks += (int)status.st_nlink - 2;
        }
    }
    if (directory) closedir(directory);
    return tasks;
}
