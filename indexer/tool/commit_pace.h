/* SPDX-License-Identifier: MIT */
/* commit_pace.h: --commit-every N or Ns: how often `add` commits on its way. */
#ifndef QN_INDEXER_TOOL_COMMIT_PACE_H
#define QN_INDEXER_TOOL_COMMIT_PACE_H

#include "tool/command.h"

typedef struct commit_pace {
  const char *given; /* as it was given; NULL: not */
  uint64_t articles; /* 0: not by their number */
  double seconds;    /* 0: not by the time */
  double last;       /* when the last commit was made, or adding began */
} commit_pace;

/* Reads what was given; `seconds` is what counts if no time was.  False: call->exit is how to end. */
bool commit_pace_check(commit_pace *pace, double seconds, invocation *call);

/* A commit was made, or adding begins. */
void commit_pace_restart(commit_pace *pace);

/* Whether to commit now, after so many articles since the last time. */
bool commit_pace_is_due(const commit_pace *pace, uint64_t n_articles);

#endif
