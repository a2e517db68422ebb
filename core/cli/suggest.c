/* SPDX-License-Identifier: MIT */
/* suggest.c: names by their distance. */
#include "cli/suggest.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
  LONGEST = 40,     /* bytes of names that are compared */
  SHARE = 3,        /* of the letters, one in so many may differ */
  ABBREVIATION = 2, /* letters at least */
};

cli_suggestions cli_suggest(const char *written, size_t size) {
  return (cli_suggestions){.written = written, .size = size, .distance = SIZE_MAX};
}

static int folded(char c) {
  return c == '_' ? '-' : tolower((unsigned char)c);
}

static size_t smaller(size_t a, size_t b) {
  return a < b ? a : b;
}

/* How many letters must be inserted, deleted, changed or exchanged with their neighbour to make `a` of `b`; both have
 * at most LONGEST bytes.  Row i has the distances of a's first i letters to each beginning of b. */
static size_t distance_of(const char *a, size_t a_size, const char *b, size_t b_size) {
  size_t rows[3][LONGEST + 1], *before = rows[0], *above = rows[1], *row = rows[2];
  for (size_t j = 0; j <= b_size; j++)
    row[j] = j;
  for (size_t i = 1; i <= a_size; i++) {
    size_t *oldest = before;
    before = above;
    above = row;
    row = oldest;
    row[0] = i;
    for (size_t j = 1; j <= b_size; j++) {
      size_t changed = above[j - 1] + (folded(a[i - 1]) != folded(b[j - 1]));
      row[j] = smaller(changed, smaller(above[j], row[j - 1]) + 1);
      if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) && folded(a[i - 2]) == folded(b[j - 1]))
        row[j] = smaller(row[j], before[j - 2] + 1);
    }
  }
  return row[b_size];
}

/* SIZE_MAX: not near. */
static size_t nearness(const char *written, size_t size, const char *name) {
  size_t name_size = strlen(name);
  if (size > LONGEST || name_size > LONGEST)
    return SIZE_MAX;
  size_t distance = distance_of(written, size, name, name_size);
  if (distance > 1 && size >= ABBREVIATION && size < name_size && distance_of(written, size, name, size) == 0)
    distance = 1;
  else if (distance * SHARE > (size > name_size ? size : name_size))
    distance = SIZE_MAX;
  return distance;
}

void cli_suggest_name(cli_suggestions *suggestions, const char *name) {
  size_t distance = nearness(suggestions->written, suggestions->size, name);
  if (distance == SIZE_MAX || distance > suggestions->distance)
    return;
  if (distance < suggestions->distance)
    suggestions->n = 0;
  suggestions->distance = distance;
  if (suggestions->n < CLI_MOST_SUGGESTIONS)
    suggestions->names[suggestions->n++] = name;
}

const char *cli_suggested(const cli_suggestions *suggestions, const char *prefix, char out[CLI_SUGGESTED_MAX]) {
  size_t size = 0;
  out[0] = '\0';
  for (size_t i = 0; i < suggestions->n && size < CLI_SUGGESTED_MAX; i++) {
    const char *separator = i == 0 ? "; did you mean " : i + 1 < suggestions->n ? ", " : " or ";
    size += (size_t)snprintf(out + size, CLI_SUGGESTED_MAX - size, "%s%s%s%s", separator, prefix, suggestions->names[i],
                             i + 1 < suggestions->n ? "" : "?");
  }
  return out;
}
