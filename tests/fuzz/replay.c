/* SPDX-License-Identifier: MIT */
/* replay.c: runs a fuzz target without a fuzzer.
 *     fuzz_X                    the seeds and some thousands of mutations of them, the same ones every time
 *     fuzz_X -v                 the same; prints each input's number before it runs
 *     fuzz_X -n NUMBER          with this number of mutations; $QUERN_ROUNDS times as many, if that is set
 *     fuzz_X --seeds DIRECTORY  writes the seeds as files, for libFuzzer
 *     fuzz_X FILE...            runs these files */
#include "fuzz/fuzz.h"
#include "support/scaffold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3000, INPUT_MAX = 4096 };

typedef struct input {
  uint8_t bytes[INPUT_MAX];
  size_t size;
} input;

static size_t count_seeds(void) {
  size_t n = 0;
  while (fuzz_seeds[n] != NULL)
    n++;
  return n;
}

/* Puts `size` bytes in place of `removed` ones at `at`, as far as there is room. */
static void splice(input *in, size_t at, size_t removed, const void *bytes, size_t size) {
  if (in->size - removed + size > INPUT_MAX)
    return;
  memmove(in->bytes + at + size, in->bytes + at + removed, in->size - at - removed);
  memmove(in->bytes + at, bytes, size);
  in->size = in->size - removed + size;
}

static void mutate(input *in, random_source *random, size_t n_seeds) {
  static const uint8_t special[] = {0x00, 0xff, 0x80, 0xc0, 0xed, 0xf4, '"', '(',
                                    ')',  '\\', '<',  '{',  '[',  '\n', '-', 0x7f};
  size_t at = random_below(random, (uint32_t)in->size + 1);
  size_t length = in->size == at ? 0 : random_below(random, (uint32_t)(in->size - at < 32 ? in->size - at : 32)) + 1;
  uint8_t piece[32];
  switch (random_below(random, 6)) {
  case 0: /* a bit */
    if (length > 0)
      in->bytes[at] ^= (uint8_t)(1u << random_below(random, 8));
    break;
  case 1: /* a special byte written over or put in */
    splice(in, at, random_below(random, 2) && length > 0, &special[random_below(random, sizeof special)], 1);
    break;
  case 2: /* a piece removed */
    splice(in, at, length, piece, 0);
    break;
  case 3: /* a piece doubled */
    memcpy(piece, in->bytes + at, length);
    splice(in, at, 0, piece, length);
    break;
  case 4: { /* the end replaced by another seed's */
    const char *other = fuzz_seeds[random_below(random, (uint32_t)n_seeds)];
    size_t from = random_below(random, (uint32_t)strlen(other) + 1);
    size_t size = strlen(other + from);
    splice(in, at, in->size - at, other + from, size < INPUT_MAX ? size : INPUT_MAX);
    break;
  }
  default: /* any bytes */
    for (size_t i = 0; i < length; i++)
      in->bytes[at + i] = (uint8_t)random_next(random);
  }
}

/* A heap block of just the input's size lets a sanitizer see a read past it. */
static void run(const uint8_t *bytes, size_t size) {
  uint8_t *copy = malloc(size > 0 ? size : 1);
  if (copy == NULL)
    scaffold_failed("replay", "no memory");
  memcpy(copy, bytes, size);
  LLVMFuzzerTestOneInput(copy, size);
  free(copy);
}

static void run_mutations(const char *name, size_t rounds, int verbose) {
  static input in;
  size_t n_seeds = count_seeds();
  random_source random = random_start(name, 1);
  for (size_t round = 0; round < n_seeds + rounds; round++) {
    const char *seed = fuzz_seeds[round % n_seeds];
    in.size = strlen(seed) < INPUT_MAX ? strlen(seed) : INPUT_MAX;
    memcpy(in.bytes, seed, in.size);
    for (uint64_t n = round < n_seeds ? 0 : 1 + random_skewed(&random, 5); n > 0; n--)
      mutate(&in, &random, n_seeds);
    if (verbose)
      fprintf(stderr, "input %zu: %zu bytes\n", round, in.size);
    run(in.bytes, in.size);
  }
  printf("%s: %zu inputs\n", name, n_seeds + rounds);
}

static void write_seeds(const char *dir) {
  for (size_t i = 0; fuzz_seeds[i] != NULL; i++) {
    char name[32];
    snprintf(name, sizeof name, "seed-%zu", i);
    char *path = path_in(dir, name);
    write_file(path, fuzz_seeds[i], strlen(fuzz_seeds[i]));
    free(path);
  }
}

static size_t times(size_t rounds) {
  const char *factor = getenv("QUERN_ROUNDS");
  return factor != NULL ? rounds * strtoul(factor, NULL, 10) : rounds;
}

int main(int argc, char **argv) {
  const char *slash = strrchr(argv[0], '/');
  const char *name = slash != NULL ? slash + 1 : argv[0];
  if (argc == 1 || strcmp(argv[1], "-v") == 0) {
    run_mutations(name, times(ROUNDS), argc > 1);
  } else if (argc >= 3 && strcmp(argv[1], "-n") == 0) {
    run_mutations(name, times(strtoul(argv[2], NULL, 10)), argc > 3);
  } else if (argc == 3 && strcmp(argv[1], "--seeds") == 0) {
    write_seeds(argv[2]);
  } else {
    for (int i = 1; i < argc; i++) {
      size_t size;
      char *bytes = read_file(argv[i], &size);
      run((const uint8_t *)bytes, size);
      free(bytes);
    }
  }
  return 0;
}
