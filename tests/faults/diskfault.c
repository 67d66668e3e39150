/* A disk that fails on purpose, preloaded into the program under test (LD_PRELOAD).
 *
 * It stands between the program with everything it loads (SQLite, Chroma, Python) and the C library, counts the calls that change files
 * below certain folders, and lets the nth of them fail. Clocks can be set off as well. What is not armed passes through untouched.
 * Loaded once per process; armed and disarmed by the test through `disk_arm` and `disk_disarm`, never while other threads write.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { ONCE = 0, FROM_THEN_ON = 1, SHORT_THEN_FROM_THEN_ON = 2, KILL = 3 };

static char folders[4][4096];
static int folder_count;
static atomic_long seen;
static long fails_at; /* 0: never */
static int error_number;
static int how;
static atomic_long failed;
static long clock_offset;

#define REAL(type, name, ...)                                      \
    static type (*real)(__VA_ARGS__);                              \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

/* Arm: fail the nth change below any of the folders (separated by newlines). n = 0 only counts. */
void disk_arm(const char *where, long n, int error, int mode) {
    folder_count = 0;
    while (*where && folder_count < 4) {
        const char *end = strchr(where, '\n');
        size_t length = end ? (size_t)(end - where) : strlen(where);
        memcpy(folders[folder_count], where, length);
        folders[folder_count++][length] = 0;
        where += length + (end != NULL);
    }
    seen = 0;
    failed = 0;
    error_number = error;
    how = mode;
    fails_at = n;
}

/* Disarm and return how many changes there were. */
long disk_disarm(void) {
    folder_count = 0;
    fails_at = 0;
    return seen;
}

/* Return how many calls were made to fail. */
long disk_failed(void) { return failed; }

void disk_set_clock(long seconds) { clock_offset = seconds; }

static int below(const char *path) {
    for (int i = 0; i < folder_count; i++) {
        size_t length = strlen(folders[i]);
        if (!strncmp(path, folders[i], length) && (path[length] == '/' || !path[length])) return 1;
    }
    return 0;
}

/* Count a change; tell whether it has to fail. `grows`: it takes space, so that a full disk refuses it. */
static int fails(int inside, int grows) {
    if (!inside) return 0;
    long number = ++seen;
    if (!fails_at || number < fails_at) return 0;
    if (how == KILL) {
        if (number == fails_at) kill(getpid(), 9);
        return 0;
    }
    if (number > fails_at && (how == ONCE || !grows)) return 0;
    failed++;
    return 1;
}

static int fd_inside(int fd) {
    if (!folder_count) return 0;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return below(path);
}

static int path_inside(int folder, const char *path) {
    if (!folder_count) return 0;
    if (path[0] == '/') return below(path);
    char whole[8192];
    if (folder == AT_FDCWD) {
        if (!getcwd(whole, 4000)) return 0;
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, whole, 4000);
        if (length <= 0) return 0;
        whole[length] = 0;
    }
    strcat(whole, "/");
    strncat(whole, path, 4000);
    return below(whole);
}

#define REFUSE(value)         \
    do {                      \
        errno = error_number; \
        return value;         \
    } while (0)

/* What a disk does that fills up within a write: some of it is taken, and only the next call is refused. */
static int takes_part(size_t length) { return how == SHORT_THEN_FROM_THEN_ON && seen == fails_at && length > 1; }

ssize_t write(int fd, const void *data, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (fails(fd_inside(fd), 1)) {
        if (takes_part(length)) return real(fd, data, length / 2);
        REFUSE(-1);
    }
    return real(fd, data, length);
}

ssize_t writev(int fd, const struct iovec *data, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    if (fails(fd_inside(fd), 1)) REFUSE(-1);
    return real(fd, data, count);
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t at) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    if (fails(fd_inside(fd), 1)) {
        if (takes_part(length)) return real(fd, data, length / 2, at);
        REFUSE(-1);
    }
    return real(fd, data, length, at);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    if (fails(fd_inside(fd), 1)) {
        if (takes_part(length)) return real(fd, data, length / 2, at);
        REFUSE(-1);
    }
    return real(fd, data, length, at);
}

ssize_t sendfile(int out, int in, off_t *at, size_t length) {
    REAL(ssize_t, "sendfile", int, int, off_t *, size_t);
    if (fails(fd_inside(out), 1)) REFUSE(-1);
    return real(out, in, at, length);
}

ssize_t sendfile64(int out, int in, off64_t *at, size_t length) {
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    if (fails(fd_inside(out), 1)) REFUSE(-1);
    return real(out, in, at, length);
}

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t length, unsigned flags) {
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    if (fails(fd_inside(out), 1)) REFUSE(-1);
    return real(in, from, out, to, length, flags);
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    if (fails(fd_inside(fd), 0)) REFUSE(-1);
    return real(fd);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    if (fails(fd_inside(fd), 0)) REFUSE(-1);
    return real(fd);
}

int ftruncate(int fd, off_t length) {
    REAL(int, "ftruncate", int, off_t);
    if (fails(fd_inside(fd), 0)) REFUSE(-1);
    return real(fd, length);
}

int ftruncate64(int fd, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    if (fails(fd_inside(fd), 0)) REFUSE(-1);
    return real(fd, length);
}

int fallocate(int fd, int mode, off_t at, off_t length) {
    REAL(int, "fallocate", int, int, off_t, off_t);
    if (fails(fd_inside(fd), 1)) REFUSE(-1);
    return real(fd, mode, at, length);
}

int posix_fallocate(int fd, off_t at, off_t length) {
    REAL(int, "posix_fallocate", int, off_t, off_t);
    if (fails(fd_inside(fd), 1)) return error_number;
    return real(fd, at, length);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    if (fails(path_inside(AT_FDCWD, to), 0)) REFUSE(-1);
    return real(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    if (fails(path_inside(to_folder, to), 0)) REFUSE(-1);
    return real(from_folder, from, to_folder, to);
}

int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    if (fails(path_inside(AT_FDCWD, to), 1)) REFUSE(-1);
    return real(from, to);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    if (fails(path_inside(AT_FDCWD, path), 1)) REFUSE(-1);
    return real(path, mode);
}

/* A new file takes space as well: its name. */
#define OPENING(name)                                                                          \
    int name(const char *path, int flags, ...) {                                               \
        REAL(int, #name, const char *, int, ...);                                              \
        va_list rest;                                                                          \
        va_start(rest, flags);                                                                 \
        mode_t mode = va_arg(rest, mode_t);                                                    \
        va_end(rest);                                                                          \
        if ((flags & O_CREAT) && folder_count && access(path, F_OK)                            \
            && fails(path_inside(AT_FDCWD, path), 1)) REFUSE(-1);                              \
        return real(path, flags, mode);                                                        \
    }

OPENING(open)
OPENING(open64)

int clock_gettime(clockid_t id, struct timespec *now) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int result = real(id, now);
    if (!result && id == CLOCK_REALTIME) now->tv_sec += clock_offset;
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    REAL(int, "gettimeofday", struct timeval *restrict, void *restrict);
    int result = real(now, zone);
    if (!result) now->tv_sec += clock_offset;
    return result;
}

time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}
