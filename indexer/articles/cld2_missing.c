/* SPDX-License-Identifier: MIT */
/* cld2_missing.c: stands in for cld2.cpp where there is no libcld2: Debian has none for big-endian processors. */
#include "articles/cld2.h"

qn__cld2_answer qn__cld2_detect(const char *text, size_t size, const char **code) {
  (void)text;
  (void)size;
  *code = NULL;
  return QN__CLD2_MISSING;
}
