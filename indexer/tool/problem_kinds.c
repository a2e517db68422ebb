/* SPDX-License-Identifier: MIT */
/* problem_kinds.c: a small table; messages of more kinds than it holds are all shown. */
#include "tool/problem_kinds.h"

#include "base/hash.h"
#include "cli/console.h"
#include "cli/numbers.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The hash of what a message says whatever its numbers and its quotations. */
static uint64_t kind_of(const char *message) {
  char words[200];
  size_t size = 0;
  bool quoted = false;
  for (const char *p = message; *p != '\0' && size < sizeof words; p++) {
    quoted ^= *p == '"';
    if (!quoted && !isdigit((unsigned char)*p))
      words[size++] = *p;
  }
  return qn__hash(words, size, 0);
}

bool problem_kinds_note(problem_kinds *kinds, const char *message) {
  const uint64_t hash = kind_of(message);
  unsigned i = 0;
  if (kinds->all)
    return true;
  while (i < kinds->n && kinds->kinds[i].hash != hash)
    i++;
  if (i == MOST_PROBLEM_KINDS)
    return true;
  problem_kind *kind = &kinds->kinds[i];
  if (i == kinds->n) {
    kinds->n++;
    *kind = (problem_kind){.hash = hash};
  }
  snprintf(kind->message, sizeof kind->message, "%s", message);
  return ++kind->count <= SHOWN_PROBLEMS;
}

void problem_kinds_report(const problem_kinds *kinds) {
  char number[CLI_NUMBER_MAX];
  bool some = false;
  for (unsigned i = 0; i < kinds->n; i++)
    if (kinds->kinds[i].count > SHOWN_PROBLEMS) {
      cli_message("and %s more: %s", cli_count(number, kinds->kinds[i].count - SHOWN_PROBLEMS),
                  kinds->kinds[i].message);
      some = true;
    }
  if (some)
    cli_message("--all-problems shows every one");
}
