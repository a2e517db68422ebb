/* SPDX-License-Identifier: MIT */
/* allowance.c: how much is for reading, and what to say when it is not enough. */
#include "articles/allowance.h"

enum { MEBIBYTE = 1 << 20, SHARE = 8 }; /* a part of so many is for reading */

size_t qn__memory_for_writing(size_t memory) {
  size_t rest = memory - memory / SHARE;
  if (rest >= QN__WRITING_LEAST)
    return rest;
  return memory < QN__WRITING_LEAST ? memory : QN__WRITING_LEAST;
}

size_t qn__memory_for_reading(size_t memory) {
  return QN__READING_LEAST + memory - qn__memory_for_writing(memory);
}

/* The inverse, in mebibytes: up to some memory all that exceeds the writer's least is for reading. */
static size_t suggest(size_t mebibytes) {
  const size_t reading = QN__READING_LEAST / MEBIBYTE, writing = QN__WRITING_LEAST / MEBIBYTE;
  const size_t more = mebibytes > reading ? mebibytes - reading : 0;
  return more * SHARE <= writing + more ? writing + more : more * SHARE;
}

qn_status qn__allow(const qn__allowance *allowance, size_t needed, qn_error *error) {
  if (qn__is_cancelled(&allowance->cancel))
    return qn__fail(error, QN_CANCELLED, "cancelled");
  return needed <= allowance->memory ? QN_OK : qn__refuse_to_read(allowance, needed, error);
}

qn_status qn__refuse_to_read(const qn__allowance *allowance, size_t needed, qn_error *error) {
  const size_t allowed = allowance->memory / MEBIBYTE;
  if (needed == 0)
    return qn__fail(error, QN_TOO_LARGE,
                    "too large: more than %zu MiB would be read into memory at once; split it into several articles, "
                    "or give it more memory (--memory)",
                    allowed);
  return qn__fail(error, QN_TOO_LARGE,
                  "too large: reading it takes %zu MiB of memory, and %zu MiB are for that; --memory %zuM suffices",
                  needed / MEBIBYTE + 1, allowed, suggest(needed / MEBIBYTE + 1));
}
