/* SPDX-License-Identifier: MIT */
/* clock.h: time that has passed, by a clock that never jumps. */
#ifndef QN_CORE_BASE_CLOCK_H
#define QN_CORE_BASE_CLOCK_H

#include <time.h>

/* Seconds since some moment before the process began. */
static inline double qn__seconds_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

#endif
