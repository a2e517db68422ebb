/* SPDX-License-Identifier: MIT */
/* random.c: random numbers from a seed that is printed (SplitMix64, Steele, Lea and Flood 2014). */
#include "support/scaffold.h"

#include <stdio.h>
#include <stdlib.h>

random_source random_start(const char *name, uint64_t seed) {
  const char *wanted = getenv("QUERN_SEED");
  random_source source = {wanted != NULL ? strtoull(wanted, NULL, 0) : seed};
  fprintf(stderr, "%s: QUERN_SEED=%llu\n", name, (unsigned long long)source.state);
  return source;
}

uint64_t random_next(random_source *source) {
  uint64_t z = source->state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return z ^ z >> 31;
}

uint32_t random_below(random_source *source, uint32_t limit) {
  return (uint32_t)((random_next(source) >> 32) * limit >> 32);
}

uint64_t random_skewed(random_source *source, unsigned bits) {
  unsigned width = random_below(source, bits + 1);
  return width == 0 ? 0 : random_next(source) >> (64 - width);
}
