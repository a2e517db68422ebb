/* SPDX-License-Identifier: MIT */
/* skip_counts.c: a small table of kinds. */
#include "tool/skip_counts.h"

#include "cli/numbers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  const char *one, *many, *reason;
} walk_kinds[] = {
    [QN__SKIP_IGNORED] = {"ignored", "ignored", "an ignore file leaves it out"},
    [QN__SKIP_HIDDEN] = {"hidden", "hidden", "hidden (--hidden)"},
    [QN__SKIP_GLOB] = {"not asked for", "not asked for", "a glob leaves it out, or none takes it"},
    [QN__SKIP_TYPE] = {"of another type", "of another type", "of another type"},
    [QN__SKIP_LINK] = {"link", "links", "a symbolic link (--follow, or name it)"},
    [QN__SKIP_SPECIAL] = {"special file", "special files", "neither a file nor a folder"},
    [QN__SKIP_INDEX] = {"index", "indexes", "a quern index; `quern-index merge` adds its articles"},
    [QN__SKIP_VERSIONS] = {"repository", "repositories", "of a version-control system"},
    [QN__SKIP_SEEN] = {"folder met again", "folders met again", "a folder that was walked before"},
};

const char *skip_reason(qn__skip why) {
  return walk_kinds[why].reason;
}

void skip_counts_note_walk(skip_counts *counts, qn__skip why) {
  skip_counts_note(counts, walk_kinds[why].one, walk_kinds[why].many);
}

void skip_counts_note(skip_counts *counts, const char *one, const char *many) {
  size_t i = 0;
  while (i < counts->n_kinds && strcmp(counts->kinds[i].one, one) != 0)
    i++;
  if (i == MOST_SKIP_KINDS) {
    i--;
    counts->kinds[i] = (skip_count){"other", "others", counts->kinds[i].n};
  } else if (i == counts->n_kinds) {
    counts->kinds[counts->n_kinds++] = (skip_count){one, many, 0};
  }
  counts->kinds[i].n++;
  counts->n++;
}

static int by_frequency(const void *a, const void *b) {
  const skip_count *x = a, *y = b;
  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return strcmp(x->one, y->one);
}

size_t skip_counts_print(const skip_counts *counts, char *out, size_t size) {
  char number[CLI_NUMBER_MAX];
  skip_count sorted[MOST_SKIP_KINDS];
  if (counts->n == 0)
    return 0;
  memcpy(sorted, counts->kinds, sizeof sorted);
  qsort(sorted, counts->n_kinds, sizeof *sorted, by_frequency);
  size_t n = (size_t)snprintf(out, size, ", %s skipped", cli_count(number, counts->n));
  for (size_t i = 0; i < counts->n_kinds && n < size; i++)
    n += (size_t)snprintf(out + n, size - n, "%s%s %s", i == 0 ? " (" : ", ", cli_count(number, sorted[i].n),
                          sorted[i].n == 1 ? sorted[i].one : sorted[i].many);
  if (n < size)
    n += (size_t)snprintf(out + n, size - n, ")");
  return n < size ? n : size - 1;
}
