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

/* The row of a message's kind, the last row for all that have no room. */
static problem_kind *kind_row(problem_kinds *kinds, const char *message) {
  const uint64_t hash = kind_of(message);
  unsigned i = 0;
  while (i < kinds->n && kinds->kinds[i].hash != hash)
    i++;
  if (i == MOST_PROBLEM_KINDS)
    return &kinds->kinds[i - 1];
  if (i == kinds->n)
    kinds->kinds[kinds->n++] = (problem_kind){.hash = hash};
  return &kinds->kinds[i];
}

bool problem_kinds_note(problem_kinds *kinds, const char *message) {
  problem_kind *kind = kind_row(kinds, message);
  snprintf(kind->message, sizeof kind->message, "%s", message);
  kind->count++;
  kinds->count++;
  if (!kinds->all && (kind->shown == SHOWN_OF_KIND || kinds->shown == SHOWN_PROBLEMS))
    return false;
  kind->shown++;
  kinds->shown++;
  return true;
}

void problem_kinds_report(const problem_kinds *kinds) {
  char number[CLI_NUMBER_MAX];
  unsigned n_hidden = 0;
  for (unsigned i = 0; i < kinds->n; i++)
    n_hidden += kinds->kinds[i].count > kinds->kinds[i].shown;
  if (n_hidden > SHOWN_COUNTS)
    cli_message("and %s more problems of %u kinds", cli_count(number, kinds->count - kinds->shown), n_hidden);
  for (unsigned i = 0; i < kinds->n && n_hidden <= SHOWN_COUNTS; i++) {
    const problem_kind *kind = &kinds->kinds[i];
    if (kind->count > kind->shown)
      cli_message("and %s more: %s", cli_count(number, kind->count - kind->shown), kind->message);
  }
  if (n_hidden > 0)
    cli_message("--all-problems shows every one");
}
