/* SPDX-License-Identifier: MIT */
/* boot.c: the boot id, as Linux gives it: a UUID in text.  Other systems have none here, and are asked for none. */
#include "base/boot.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static int digit_value(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool qn__boot_id(uint8_t id[QN__BOOT_ID_SIZE]) {
  char text[64];
  ssize_t size;
  unsigned n_digits = 0;
  memset(id, 0, QN__BOOT_ID_SIZE);
  int fd = qn__open_retrying("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return false;
  do
    size = read(fd, text, sizeof text);
  while (size < 0 && errno == EINTR);
  close(fd);
  for (ssize_t i = 0; i < size && n_digits < 2 * QN__BOOT_ID_SIZE; i++) {
    int value = digit_value(text[i]);
    if (value >= 0)
      id[n_digits / 2] |= (uint8_t)(n_digits % 2 == 0 ? value << 4 : value);
    n_digits += value >= 0;
  }
  return n_digits == 2 * QN__BOOT_ID_SIZE;
}
