/* SPDX-License-Identifier: MIT */
/* budget.c: as many workers as asked for if their batches can be of a useful size, else fewer. */
#include "builder/budget.h"

enum {
  MEGABYTE = 1 << 20,
  MAX_BATCH = 16, /* megabytes: larger ones do not pay */
  MAX_WORDS = 400000,
  MIN_WORDS = 7000,  /* for each megabyte of a batch, so that a lexicon lives longer than one */
  WORD_MEMORY = 220, /* bytes of a lexicon for each word that it may know, as words of ordinary text are */
  TOKEN_MEMORY = 12, /* a term, a position, and their bytes in the run */
  TOKEN_BYTES = 5,   /* of text, fewer than most languages have */
  WORKER_FIXED = 3 * MEGABYTE,
  DICTIONARY = 6 * MEGABYTE, /* of the store */
};

/* Strings of a batch, and the units encoded from it. */
static uint64_t batch_memory(uint64_t batch) {
  return batch + batch / 2;
}

/* The memory of everything except the lexicons; the first batch, which is for training, may be the largest. */
static uint64_t fixed_memory(unsigned threads, unsigned n_jobs, uint64_t batch) {
  uint64_t first = batch < QN__TRAINING_SIZE ? QN__TRAINING_SIZE : batch;
  return threads * (batch / TOKEN_BYTES * TOKEN_MEMORY + WORKER_FIXED) + (n_jobs - 1) * batch_memory(batch) +
         batch_memory(first) + DICTIONARY;
}

static size_t clamp(uint64_t words) {
  return words < MIN_WORDS ? MIN_WORDS : words > MAX_WORDS ? MAX_WORDS : (size_t)words;
}

void qn__budget_plan(qn__budget *budget, size_t memory, unsigned threads) {
  size_t usable = memory - memory / 8; /* the rest: the output, lengths, columns, the caller's article */
  for (unsigned n = threads; n >= 1; n--) {
    unsigned n_jobs = n == 1 ? 1 : n + 1;
    size_t least = n == 1 ? 1 : 4;
    for (size_t batch = MAX_BATCH; batch >= least; batch--) {
      uint64_t fixed = fixed_memory(n, n_jobs, batch * MEGABYTE); /* of more than 32 bits, perhaps */
      size_t left = fixed < memory ? (memory - (size_t)fixed) / n : 0;
      uint64_t words = fixed < usable ? (usable - fixed) / n / WORD_MEMORY : 0;
      *budget = (qn__budget){.threads = n,
                             .n_jobs = n_jobs,
                             .batch = batch * MEGABYTE,
                             .ordinary = memory / 16,
                             .keep = memory / 16,
                             .limits = {batch * MEGABYTE / TOKEN_BYTES, clamp(words), left}};
      if (words >= batch * MIN_WORDS)
        return;
    }
  }
}
