/* SPDX-License-Identifier: MIT */
/* failing_calls.c: definitions that take the place of the C library's in a test program that is linked with them. */
#undef _FORTIFY_SOURCE /* checked functions are inline, and cannot be defined here */

#include "fault/failing_calls.h"

#include "base/portability.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- which call --------------------------------------------------------------------------------------------------- */

static const call_fault *current; /* NULL: all calls work */
static long chosen_call;
static bool refuses_maps;
static atomic_long numbered, counts[N_CALL_KINDS];
static atomic_uint hit_kind;

void fault_refuse_maps(bool refuse) {
  refuses_maps = refuse;
}

void fault_begin(const call_fault *fault, long chosen) {
  chosen_call = chosen;
  numbered = 0;
  hit_kind = 0;
  for (unsigned i = 0; i < N_CALL_KINDS; i++)
    counts[i] = 0;
  current = fault;
}

unsigned fault_end(long calls[N_CALL_KINDS]) {
  current = NULL;
  for (unsigned i = 0; i < N_CALL_KINDS; i++)
    calls[i] = counts[i];
  return hit_kind;
}

/* Counts a call; true if it is the chosen one, or one after it where that counts. */
static bool is_chosen(unsigned kind) {
  const call_fault *fault = current;
  if (fault == NULL)
    return false;
  atomic_fetch_add(&counts[qn__lowest_bit(kind)], 1);
  if ((fault->calls & kind) == 0)
    return false;
  long number = atomic_fetch_add(&numbered, 1);
  if (number != chosen_call && (fault->manner != FAULT_STICKY || number < chosen_call))
    return false;
  hit_kind = kind;
  if (fault->manner == FAULT_SIGNALS)
    raise(fault->number);
  return fault->manner != FAULT_SIGNALS;
}

/* The chosen call does not return, or sets errno and is to return a failure. */
static bool goes_wrong(unsigned kind) {
  if (!is_chosen(kind))
    return false;
  if (current->manner == FAULT_KILLS)
    raise(SIGKILL);
  errno = current->number;
  return true;
}

/* --- the calls ---------------------------------------------------------------------------------------------------- */

/* `offset` is of pread alone: other calls do not look at it. */
static ssize_t transfer(long call, unsigned kind, int fd, void *bytes, size_t size, off_t offset) {
  if (!is_chosen(kind))
    return syscall(call, fd, bytes, size, offset);
  const call_fault *fault = current;
  ssize_t done = 0;
  if (size > 1 && (fault->manner == FAULT_PARTLY || (kind == CALL_WRITE && fault->number != EINTR)))
    done = syscall(call, fd, bytes, size / 2, offset);
  if (fault->manner == FAULT_PARTLY)
    return size > 1 ? done : syscall(call, fd, bytes, size, offset);
  if (fault->manner == FAULT_KILLS)
    raise(SIGKILL);
  errno = fault->number;
  return -1;
}

ssize_t write(int fd, const void *bytes, size_t size) {
  return transfer(SYS_write, CALL_WRITE, fd, (void *)(uintptr_t)bytes, size, 0);
}

ssize_t read(int fd, void *bytes, size_t size) {
  return transfer(SYS_read, CALL_READ, fd, bytes, size, 0);
}

ssize_t pread(int fd, void *bytes, size_t size, off_t offset) {
  return transfer(SYS_pread64, CALL_READ, fd, bytes, size, offset);
}

static int open_at(int dir, const char *path, int flags, int mode) {
  return goes_wrong(flags & O_CREAT ? CALL_MAKE : CALL_OPEN) ? -1 : (int)syscall(SYS_openat, dir, path, flags, mode);
}

int openat(int dir, const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  int mode = flags & O_CREAT ? va_arg(arguments, int) : 0;
  va_end(arguments);
  return open_at(dir, path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  int mode = flags & O_CREAT ? va_arg(arguments, int) : 0;
  va_end(arguments);
  return open_at(AT_FDCWD, path, flags, mode);
}

/* The descriptor is closed, whatever is returned, as on Linux. */
int close(int fd) {
  bool wrong = goes_wrong(CALL_CLOSE);
  int number = errno, failed = (int)syscall(SYS_close, fd);
  if (wrong)
    errno = number;
  return wrong ? -1 : failed;
}

int fsync(int fd) {
  (void)fd;
  return goes_wrong(CALL_SYNC) ? -1 : 0;
}

int rename(const char *from, const char *to) {
  return goes_wrong(CALL_RENAME) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat(int from_dir, const char *from, int to_dir, const char *to) {
  return goes_wrong(CALL_RENAME) ? -1 : (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, 0);
}

int unlink(const char *path) {
  return goes_wrong(CALL_UNLINK) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int unlinkat(int dir, const char *path, int flags) {
  return goes_wrong(CALL_UNLINK) ? -1 : (int)syscall(SYS_unlinkat, dir, path, flags);
}

int link(const char *from, const char *to) {
  return goes_wrong(CALL_LINK) ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int mkdir(const char *path, mode_t mode) {
  return goes_wrong(CALL_MKDIR) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int flock(int fd, int operation) {
  return goes_wrong(CALL_LOCK) ? -1 : (int)syscall(SYS_flock, fd, operation);
}

void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset) {
  if (fd >= 0 && goes_wrong(CALL_MAP))
    return MAP_FAILED;
  if (fd >= 0 && current != NULL && refuses_maps) {
    errno = ENODEV;
    return MAP_FAILED;
  }
  return (void *)syscall(SYS_mmap, address, size, protection, flags, fd, offset);
}

int fstat(int fd, struct stat *found) {
  return goes_wrong(CALL_STAT) ? -1 : (int)syscall(SYS_newfstatat, fd, "", found, AT_EMPTY_PATH);
}

int fstatat(int dir, const char *path, struct stat *found, int flags) {
  return goes_wrong(CALL_STAT) ? -1 : (int)syscall(SYS_newfstatat, dir, path, found, flags);
}

int stat(const char *path, struct stat *found) {
  return fstatat(AT_FDCWD, path, found, 0);
}

DIR *opendir(const char *path) {
  int fd = open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  return fd < 0 ? NULL : fdopendir(fd);
}

/* The C library's is asked for by its name: where offsets have 64 bits by request, readdir is readdir64 here, too. */
struct dirent *readdir(DIR *directory) {
  static struct dirent *(*next)(DIR *);
  if (next == NULL)
    *(void **)&next = dlsym(RTLD_NEXT, "readdir64");
  return goes_wrong(CALL_LIST) ? NULL : next(directory);
}
