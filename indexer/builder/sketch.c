/* SPDX-License-Identifier: MIT */
/* sketch.c: a MinHash of one permutation, with one bit a bin.  A run of three words has a 64-bit hash, whose upper bits
 * say which bin it is in; the lowest hash of each bin gives one bit.  Two texts that share a part J of their runs have
 * the same lowest hash in about that part of the bins, and differ in about 32 * (1 - J) bits. */
#include "builder/sketch.h"

#include "base/hash.h"
#include "columns/sketches.h"

#include <string.h>

enum { BINS = QN__SKETCH_BITS, BIN_SHIFT = 58 };
#define EMPTY UINT64_MAX

/* The hash of three words is a sum of one product each. */
#define THIRD (QN__HASH_A * QN__HASH_B)

static void find_lowest(uint64_t lowest[BINS], const qn__lexicon_form *forms, qn__form_list text) {
  uint64_t first = forms[text.forms[0]].hash, second = forms[text.forms[1]].hash;
  memset(lowest, 0xff, BINS * sizeof *lowest);
  for (size_t i = 2; i < text.n; i++) {
    const uint64_t third = forms[text.forms[i]].hash;
    const uint64_t hash = first * QN__HASH_A + second * QN__HASH_B + third * THIRD;
    uint64_t *bin = &lowest[hash >> BIN_SHIFT];
    if (hash < *bin)
      *bin = hash;
    first = second;
    second = third;
  }
}

/* An empty bin takes the hash of the next one that is not; what its bit is depends on the bin, too. */
static uint64_t sketch_long(const qn__lexicon_form *forms, qn__form_list text) {
  uint64_t lowest[BINS], sketch = 0, hash = EMPTY;
  find_lowest(lowest, forms, text);
  for (unsigned bin = 0; bin < BINS && hash == EMPTY; bin++)
    hash = lowest[bin];
  for (unsigned bin = BINS; bin-- > 0;) {
    if (lowest[bin] != EMPTY)
      hash = lowest[bin];
    sketch = sketch << 1 | (qn__multiply_mix(hash ^ QN__HASH_A, bin ^ QN__HASH_B) & 1);
  }
  return sketch;
}

static uint64_t hash_words(uint64_t hash, const qn__lexicon_form *forms, qn__form_list words) {
  for (size_t i = 0; i < words.n; i++)
    hash = qn__multiply_mix(hash ^ forms[words.forms[i]].hash, QN__HASH_B);
  return hash;
}

uint64_t qn__sketch_of(const qn__lexicon_form *forms, qn__form_list title, qn__form_list text) {
  if (title.n + text.n == 0)
    return 0;
  const uint64_t sketch = text.n < QN__SKETCH_WORDS ? hash_words(hash_words(QN__HASH_A, forms, title), forms, text)
                                                    : sketch_long(forms, text);
  return sketch == 0 ? 1 : sketch;
}
