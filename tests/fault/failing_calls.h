/* SPDX-License-Identifier: MIT */
/* failing_calls.h: the calls to the system that indexing and reading make, defined in front of the C library's.  Each
 * is counted, and the chosen one fails, is interrupted, transfers a part, or kills the process.
 *
 * Calls are numbered in the order in which the process makes them.  With several threads that order changes from run to
 * run: a number then stands for one call or another, and each run is a test of some call.
 *
 * What the C library and other libraries call themselves is not seen here.  fsync never waits for the disk. */
#ifndef QN_TESTS_FAULT_FAILING_CALLS_H
#define QN_TESTS_FAULT_FAILING_CALLS_H

#include <stdbool.h>

/* Kinds of calls, as bits. */
enum {
  CALL_OPEN = 1 << 0, /* openat and opendir, too */
  CALL_MAKE = 1 << 1, /* an open that may create a file */
  CALL_READ = 1 << 2, /* pread, too */
  CALL_WRITE = 1 << 3,
  CALL_SYNC = 1 << 4,
  CALL_RENAME = 1 << 5,
  CALL_UNLINK = 1 << 6,
  CALL_LINK = 1 << 7,
  CALL_MKDIR = 1 << 8,
  CALL_CLOSE = 1 << 9,
  CALL_LOCK = 1 << 10,
  CALL_MAP = 1 << 11,
  CALL_STAT = 1 << 12,
  CALL_LIST = 1 << 13, /* readdir */
  N_CALL_KINDS = 14,
  CALL_ANY = (1 << N_CALL_KINDS) - 1,
};

typedef enum fault_manner {
  FAULT_ONCE,    /* the chosen call fails; a write has done half of its work */
  FAULT_STICKY,  /* and all after it */
  FAULT_PARTLY,  /* it transfers half of the bytes, and succeeds */
  FAULT_SIGNALS, /* the process gets a signal, whose number is in place of errno, and the call works */
  FAULT_KILLS,   /* the process is killed in it */
} fault_manner;

typedef struct call_fault {
  const char *name;
  fault_manner manner;
  int number;     /* errno, or of a signal */
  unsigned calls; /* the kinds that it can hit: others have no number */
} call_fault;

/* Whether files cannot be mapped meanwhile (ENODEV): then they are read. */
void fault_refuse_maps(bool refuse);

/* From now on, the call with this number fails, from 0. */
void fault_begin(const call_fault *fault, long chosen);

/* Returns the kind of the call that failed, 0 if none did; calls[i]: how many there were of the kind 1 << i. */
unsigned fault_end(long calls[N_CALL_KINDS]);

#endif
