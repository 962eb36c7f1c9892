// Stands in front of the C library, counts whatever a program writes and syncs, and strikes at the chosen call.
//
//   HUDDLE_FAULT        kill   end the process as SIGKILL does, before the call
//                       tear   write half of it first
//                       EIO, ENOSPC   let the call fail, and it alone
//                       full   let it and all that follow fail with ENOSPC
//   HUDDLE_FAULT_AT     which call, from 1 on
//   HUDDLE_FAULT_CALLS  all, write or sync: which calls count
//   HUDDLE_FAULT_LOG    a file that gets a line for each call that counts, such as "sync /home/log.sqlite-wal"
//
// Only files, folders, pipes and sockets count: what threads use to wake each other differs from run to run.

#ifdef __linux__
#define _GNU_SOURCE
#include "FaultShim.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum fault { NONE, KILL, TEAR, FAIL, FULL };
enum kind { WRITE = 1, SYNC = 2 };

static enum fault fault = NONE;
static int failure = EIO;
static long strike_at = 0;
static int counted = WRITE | SYNC;
static int log_file = -1;
static atomic_long calls = 0;

__attribute__((constructor)) static void read_settings(void) {
    const char *name = getenv("HUDDLE_FAULT"), *at = getenv("HUDDLE_FAULT_AT");
    const char *which = getenv("HUDDLE_FAULT_CALLS"), *log = getenv("HUDDLE_FAULT_LOG");
    if (which && !strcmp(which, "write")) counted = WRITE;
    if (which && !strcmp(which, "sync")) counted = SYNC;
    if (log) log_file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (!name || !at) return;
    strike_at = atol(at);
    if (!strcmp(name, "kill")) fault = KILL;
    if (!strcmp(name, "tear")) fault = TEAR;
    if (!strcmp(name, "EIO")) fault = FAIL;
    if (!strcmp(name, "ENOSPC") || !strcmp(name, "full")) failure = ENOSPC, fault = name[0] == 'f' ? FULL : FAIL;
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

// The file's type, 0 where it does not count.
static mode_t type_of(int file) {
    struct stat status;
    if (syscall(SYS_fstat, file, &status) != 0) return 0;
    mode_t type = status.st_mode & S_IFMT;
    return type == S_IFREG || type == S_IFDIR || type == S_IFIFO || type == S_IFSOCK ? type : 0;
}

static void note(const char *what, int file, const char *named) {
    char link[64], path[512], line[640];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = named ? 0 : readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    length = snprintf(line, sizeof line, "%s %s\n", what, named ? named : path);
    syscall(SYS_write, log_file, line, (size_t)length);
}

// What is to happen instead of the call: NONE where it goes on as it is. Leaves errno alone, or sets it.
static enum fault strike(enum kind kind, const char *what, int file, const char *named) {
    int before = errno;
    mode_t type = named ? S_IFREG : type_of(file);
    errno = before;
    if (!(counted & kind) || !type) return NONE;
    long call = atomic_fetch_add(&calls, 1) + 1;
    if (log_file >= 0) note(what, file, named);
    errno = before;
    if (fault == NONE || (fault == FULL ? call < strike_at : call != strike_at)) return NONE;
    if (fault == KILL) die();
    if (fault == TEAR) return TEAR;
    // A full disk can still sync and delete, and what is printed goes elsewhere.
    if (fault == FULL && (kind == SYNC || type != S_IFREG || (file >= 0 && file <= 2) || !strcmp(what, "unlink"))) return NONE;
    errno = failure;
    return FAIL;
}

#define GUARDED(kind, what, file, named, half, call)               \
    switch (strike(kind, what, file, named)) {                     \
    case FAIL: return -1;                                          \
    case TEAR: (void)(half); die(); return -1;                     \
    default: return call;                                          \
    }

ssize_t write(int file, const void *bytes, size_t count) {
    GUARDED(WRITE, "write", file, NULL, syscall(SYS_write, file, bytes, count / 2), syscall(SYS_write, file, bytes, count))
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
    GUARDED(
        WRITE, "write", file, NULL, syscall(SYS_pwrite64, file, bytes, count / 2, offset),
        syscall(SYS_pwrite64, file, bytes, count, offset))
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
    return pwrite64(file, bytes, count, offset);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    GUARDED(WRITE, "write", file, NULL, 0, syscall(SYS_writev, file, parts, count))
}

ssize_t send(int file, const void *bytes, size_t count, int flags) {
    GUARDED(
        WRITE, "send", file, NULL, syscall(SYS_sendto, file, bytes, count / 2, flags, NULL, 0),
        syscall(SYS_sendto, file, bytes, count, flags, NULL, 0))
}

ssize_t sendmsg(int file, const struct msghdr *message, int flags) {
    GUARDED(WRITE, "send", file, NULL, 0, syscall(SYS_sendmsg, file, message, flags))
}

int ftruncate64(int file, off64_t length) {
    GUARDED(WRITE, "truncate", file, NULL, 0, (int)syscall(SYS_ftruncate, file, length))
}

int ftruncate(int file, off_t length) {
    return ftruncate64(file, length);
}

int fsync(int file) {
    GUARDED(SYNC, "sync", file, NULL, 0, (int)syscall(SYS_fsync, file))
}

int fdatasync(int file) {
    GUARDED(SYNC, "sync", file, NULL, 0, (int)syscall(SYS_fdatasync, file))
}

int rename(const char *from, const char *to) {
    GUARDED(WRITE, "rename", -1, to, 0, (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0))
}

int unlink(const char *path) {
    GUARDED(WRITE, "unlink", -1, path, 0, (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0))
}
#endif
