/* SPDX-License-Identifier: MIT */
/* ascii_runs.h: eight bytes of text at a time, where they are ASCII that is printed: letters, digits, signs and spaces.
 * Most text of most languages is that; what is not, its reader takes character by character. */
#ifndef QN_CORE_TEXT_ASCII_RUNS_H
#define QN_CORE_TEXT_ASCII_RUNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/portability.h"

enum { QN__ASCII_RUN = 8 };

/* Eight times the same byte. */
#define QN__EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* A set high bit for the first byte that is `byte`, and none if no byte is; those after it may be set or not.  So the
 * lowest bit of several of them together is right, too. */
QN_ALWAYS_INLINE uint64_t qn__find_byte(uint64_t bytes, unsigned byte) {
  const uint64_t other = bytes ^ QN__EACH(byte);
  return (other - QN__EACH(1)) & ~other & QN__EACH(0x80);
}

/* Reads eight bytes; false if one of them is not printed or not ASCII. */
QN_ALWAYS_INLINE bool qn__printed_run(const char *text, uint64_t *bytes) {
  *bytes = qn__load_u64((const uint8_t *)text);
  return ((*bytes | (*bytes - QN__EACH(' ')) | (*bytes + QN__EACH(1))) & QN__EACH(0x80)) == 0;
}

/* A set high bit for each space among eight bytes that are printed. */
QN_ALWAYS_INLINE uint64_t qn__spaces_of(uint64_t bytes) {
  return ~((bytes ^ QN__EACH(' ')) + QN__EACH(0x7f)) & QN__EACH(0x80);
}

#endif
