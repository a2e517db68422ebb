/* SPDX-License-Identifier: MIT */
/* followed_record.c: a file that was rotated or truncated does not begin with what was read. */
#include "tool/followed_record.h"

#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { N_HASHED = 4096 }; /* bytes */
#define HASH_SEED UINT64_C(0x7461696c)

uint64_t hash_before(int fd, uint64_t at) {
  uint8_t bytes[N_HASHED];
  const size_t size = at < N_HASHED ? (size_t)at : N_HASHED;
  size_t n = 0;
  while (n < size) {
    const ssize_t got = pread(fd, bytes + n, size - n, (off_t)(at - size + n));
    if (got == 0 || (got < 0 && errno != EINTR))
      return 0;
    n += got > 0 ? (size_t)got : 0;
  }
  return qn__hash(bytes, size, HASH_SEED);
}

bool is_followed_file(const qn_source *known, int fd) {
  struct stat status;
  return known->followed && fstat(fd, &status) == 0 && known->bytes <= (uint64_t)status.st_size &&
         known->content != 0 && known->content == hash_before(fd, known->bytes);
}

/* A line gives one record at most: where there are more records than lines, some are of an earlier file. */
bool is_first_followed(const qn_source *known, const char *path) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  const bool is_first = fd >= 0 && is_followed_file(known, fd) && known->n_given <= known->n_lines;
  if (fd >= 0)
    close(fd);
  return is_first;
}
