/* SPDX-License-Identifier: MIT */
/* fuzz.h: what a fuzz target is: a function that must survive any bytes, and inputs to start from.  replay.c feeds it
 * seeds and their mutations in every test run; libFuzzer searches on from the same seeds (`make fuzz`). */
#ifndef QN_TESTS_FUZZ_FUZZ_H
#define QN_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Texts; NULL ends them. */
extern const char *const fuzz_seeds[];

/* Ends the program unless the condition holds. */
#define FUZZ_REQUIRE(condition)                                                                                        \
  do {                                                                                                                 \
    if (!(condition))                                                                                                  \
      scaffold_failed(__FILE__, #condition);                                                                           \
  } while (0)

#endif
