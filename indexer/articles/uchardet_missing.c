/* SPDX-License-Identifier: MIT */
/* uchardet_missing.c: stands in for uchardet.cpp where there is no libuchardet. */
#include "articles/uchardet.h"

bool qn__uchardet_guess(const char *text, size_t size, char *name, size_t name_size) {
  (void)text, (void)size, (void)name_size;
  name[0] = '\0';
  return true;
}
