/* SPDX-License-Identifier: MIT */
/* progress.h: how far adding has come, on standard error. */
#ifndef QN_INDEXER_TOOL_PROGRESS_H
#define QN_INDEXER_TOOL_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum progress_form { PROGRESS_NONE, PROGRESS_LINE, PROGRESS_JSON } progress_form;

typedef struct progress {
  progress_form form;
  double started, shown; /* seconds on a steady clock */
  uint64_t total;        /* bytes of all files; 0: unknown */
  bool on_line;          /* the line of the terminal shows the progress */
} progress;

void progress_start(progress *p, progress_form form);

/* Shows how far it is, a few times a second. */
void progress_show(progress *p, uint64_t articles, uint64_t bytes);

/* Shows that all is read and the commit is under way, which takes time, too. */
void progress_committing(progress *p, uint64_t articles, uint64_t bytes);

/* Clears the line, so that something else can be printed. */
void progress_hide(progress *p);

/* Seconds since the start. */
double progress_seconds(const progress *p);

#endif
