/* SPDX-License-Identifier: MIT */
/* fault_changes.h: what the tests of faults do to an index.  One row is one command; a new one is a row in
 * fault_changes.c. */
#ifndef QN_TESTS_FAULT_FAULT_CHANGES_H
#define QN_TESTS_FAULT_FAULT_CHANGES_H

#include "fault/failing_calls.h"
#include "support/index_contents.h"
#include "support/support.h"

/* How large everything is, and with how much it is done. */
typedef struct fault_scale {
  const char *name;
  unsigned threads;
  size_t memory;   /* of the writer, less than its options allow: little text fills a spool then; 0: the default */
  unsigned n_bulk; /* articles of 24 KiB that each addition has */
  /* The short form of the tests tries one of so many changes, and of each one of so many calls; the long form tries all
   * calls with so many rounds. */
  uint32_t change_in, call_in;
  unsigned long all;
} fault_scale;

/* The index that is there before. */
typedef enum fault_base {
  BASE_NONE,     /* nothing, not even a directory */
  BASE_SYNCED,   /* seven segments, one with a deleted article */
  BASE_UNSYNCED, /* the last of them was not synced */
  N_BASES,
} fault_base;

/* Indexes that are made once for a scale. */
typedef struct fault_sources {
  char *bases[N_BASES];
  char *other;  /* to merge */
  char *broken; /* to salvage: one of its segments is damaged */
} fault_sources;

/* What a change reports of itself. */
typedef struct fault_outcome {
  bool ended; /* the process was not killed */
  qn_status status;
  qn_error error;
  unsigned n_lost; /* losses that salvage reports */
  unsigned hit;    /* the kind of the call that failed */
  long calls[N_CALL_KINDS];
} fault_outcome;

typedef struct fault_change {
  const char *name;
  fault_base base;
  bool unsynced;
  qn_status (*make)(qn_writer *writer, const fault_scale *scale, const fault_sources *sources, fault_outcome *outcome);
} fault_change;

extern const fault_change fault_changes[];
extern const size_t n_fault_changes;

void fault_sources_make(fault_sources *sources, const fault_scale *scale);
void fault_sources_remove(fault_sources *sources);

/* Opens a writer in `dir`, makes the change and closes it; fills in all of the outcome but the calls. */
void fault_change_run(const fault_change *change, const fault_scale *scale, const fault_sources *sources,
                      const char *dir, fault_outcome *outcome);

#endif
