/* SPDX-License-Identifier: MIT */
/* lock_holder.c: reads /proc/locks, which Linux has.  A line is
 *     1: FLOCK  ADVISORY  WRITE 22604 fe:00:11159970 0 EOF
 * with the process, the device and the inode.  Some file systems have other numbers of devices there than stat(2) says:
 * then the inode alone must do, if one file only has it. */
#include "base/lock_holder.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum { LINE_MAX_SIZE = 200 };

typedef struct holder {
  unsigned major, minor;
  uint64_t inode;
  long process;  /* that locks the file */
  long by_inode; /* that locks a file of this inode */
  unsigned n_by_inode;
} holder;

static void take_line(holder *h, const char *line) {
  unsigned major_number, minor_number;
  unsigned long long inode;
  long process;
  if (sscanf(line, "%*u: FLOCK %*s WRITE %ld %x:%x:%llu ", &process, &major_number, &minor_number, &inode) != 4 ||
      inode != h->inode || process <= 0)
    return;
  h->by_inode = process;
  h->n_by_inode++;
  if (major_number == h->major && minor_number == h->minor)
    h->process = process;
}

/* Lines that are longer than any of interest are taken in pieces, which do not match. */
static void take_lines(holder *h, int fd) {
  char text[LINE_MAX_SIZE];
  size_t size = 0;
  ssize_t got;
  while ((got = read(fd, text + size, sizeof text - 1 - size)) > 0 || (got < 0 && errno == EINTR)) {
    if (got < 0)
      continue;
    size += (size_t)got;
    text[size] = '\0';
    char *line = text;
    for (char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
      *end = '\0';
      take_line(h, line);
    }
    size -= (size_t)(line - text);
    memmove(text, line, size);
    if (size == sizeof text - 1)
      size = 0;
  }
}

long qn__lock_holder(int fd) {
  struct stat status;
  int locks = qn__open_retrying("/proc/locks", O_RDONLY | O_CLOEXEC, 0);
  if (locks < 0)
    return 0;
  long process = 0;
  if (fstat(fd, &status) == 0) {
    holder h = {.major = major(status.st_dev), .minor = minor(status.st_dev), .inode = status.st_ino};
    take_lines(&h, locks);
    process = h.process == 0 && h.n_by_inode == 1 ? h.by_inode : h.process;
  }
  close(locks);
  return process > 0 && (kill((pid_t)process, 0) == 0 || errno == EPERM) ? process : 0;
}
