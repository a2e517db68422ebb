/* SPDX-License-Identifier: MIT */
/* reference_sketch.c: the sketch of FORMAT.md ("Sketches"), bin by bin. */
#include "reference/reference_sketch.h"

#include <stdbool.h>

#include "reference/reference_hash.h"

static const uint64_t constant_a = UINT64_C(0x9e3779b97f4a7c15), constant_b = UINT64_C(0xd1b54a32d192ed03);

/* The lowest hash of three words of the text in a bin. */
static bool lowest_in(const uint32_t *words, size_t n, unsigned bin, uint64_t *lowest) {
  bool found = false;
  for (size_t i = 0; i + 2 < n; i++) {
    uint64_t hash = words[i] * constant_a + words[i + 1] * constant_b + words[i + 2] * (constant_a * constant_b);
    if (hash >> 58 == bin && (!found || hash < *lowest)) {
      *lowest = hash;
      found = true;
    }
  }
  return found;
}

static uint64_t of_bins(const uint32_t *words, size_t n) {
  uint64_t sketch = 0, lowest = 0;
  for (unsigned i = 0; i < 64; i++) {
    unsigned bin = i;
    while (!lowest_in(words, n, bin, &lowest))
      bin = (bin + 1) % 64;
    sketch |= (reference_fold(lowest ^ constant_a, i ^ constant_b) & 1) << i;
  }
  return sketch;
}

uint64_t reference_sketch(const uint32_t *words, size_t n_title, size_t n_text) {
  uint64_t sketch = constant_a;
  if (n_title + n_text == 0)
    return 0;
  for (size_t i = 0; i < n_title + n_text; i++)
    sketch = reference_fold(sketch ^ words[i], constant_b);
  if (n_text >= 16)
    sketch = of_bins(words + n_title, n_text);
  return sketch == 0 ? 1 : sketch;
}
