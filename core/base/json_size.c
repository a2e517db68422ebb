/* SPDX-License-Identifier: MIT */
/* json_size.c: looks at brackets, commas and quotes only. */
#include "base/json_size.h"

#include <stdbool.h>
#include <string.h>

enum {
  NODE = 64,    /* bytes of cJSON's struct */
  NUMBER = 16,  /* bytes of a number, which some releases copy */
  STRING = 24,  /* bytes of a string in addition to its own */
  LONGEST = 26, /* bytes of a number with an exponent, as cJSON prints it; others become a third longer at most */
  ESCAPE = 6,   /* bytes of a control character that it prints */
  DOUBLING = 5, /* sizes of a buffer that doubles up to some size, and the copy of that size, in all */
  FIRST_BUFFER = 256,
};

/* What a text has. */
typedef struct census {
  size_t depth, n_values, n_strings, n_controls, n_exponents;
} census;

/* The byte after the string that begins at p, after its quote. */
static const char *skip_string(const char *p, const char *end, census *of) {
  of->n_strings++;
  for (; p < end && *p != '"'; p++) {
    of->n_controls += (unsigned char)*p < 0x20;
    if (*p == '\\' && end - p > 1)
      p++;
  }
  return p < end ? p + 1 : end;
}

static census count(const char *json, size_t size) {
  census of = {.n_values = 1};
  size_t depth = 0;
  for (const char *p = json, *end = json + size; p < end;) {
    char c = *p++;
    if (c == '"') {
      p = skip_string(p, end, &of);
    } else if (c == '[' || c == '{') {
      of.n_values++;
      if (++depth > of.depth)
        of.depth = depth;
    } else if (c == ']' || c == '}') {
      depth -= depth > 0;
    } else {
      of.n_values += c == ',';
      of.n_exponents += c == 'e' || c == 'E';
    }
  }
  return of;
}

qn__json_size qn__json_measure(const char *json, size_t size) {
  const census of = count(json, size);
  const size_t printed = size + size / 3 + of.n_exponents * LONGEST + of.n_controls * ESCAPE + FIRST_BUFFER;
  return (qn__json_size){of.depth,
                         of.n_values * (QN__JSON_BLOCK(NODE) + QN__JSON_BLOCK(NUMBER)) +
                             of.n_strings * QN__JSON_BLOCK(STRING) + size,
                         DOUBLING * printed};
}
