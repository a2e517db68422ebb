/* SPDX-License-Identifier: MIT */
/* fuzz_segment.c: a segment that somebody changed, with right checksums, is read or reported: searched, checked,
 * exported, added to, compacted, merged and salvaged without a crash, and without a failure where the check passes.
 * Input: a byte that chooses the segment, what is done with the index (crafted_index.h), then the steps of
 * crafted_file.h. */
#include "fuzz/fuzz.h"

#include "support/crafted_index.h"
#include "support/damage_samples.h"
#include "support/scaffold.h"

#include <stdlib.h>

const char *const fuzz_seeds[] = {
    "00\xff",
    "11\xff"
    "D0\x81\x01\x01@", /* the terms: a number near the start */
    "22\xff"
    "F1\xff\xff\xff\xff", /* the end of a section filled */
    "03\x0f"
    "G2\x01\x01\x02\x01", /* a piece of the postings removed */
    "14\xf0"
    "J3ab\x02\xc1H4ab\x01\xfe", /* bounds */
    "25\x33"
    "K5aa\x01\x02", /* two sections exchanged */
    "06\xcc"
    "L7aa\x01\x02", /* the content cut */
    "17\x55"
    "A8\x80\x08\x02\x3f"
    "A1\x80\x08\x03\x7f", /* tables at the ends of sections */
    "20\xaa"
    "B6\x01\x02\x01\xff"
    "C5\x03\x04\x7f\x01",
    "01\xff"
    "I2\x01\x02\x20\x80"
    "I4\x01\x02\x20\x80",
    "37\x41"
    "D2\x81\x01\x01@",
    NULL,
};

enum { SAMPLES = 4 };
static crafted_index samples[SAMPLES];

static void make_small(const char *dir) {
  make_segment_of(dir, 12);
}

static void make_blocks(const char *dir) {
  make_segment_of(dir, 150);
}

static void end_samples(void) {
  for (size_t i = 0; i < SAMPLES; i++)
    if (samples[i].dir != NULL)
      crafted_index_end(&samples[i]);
}

/* The i-th sample, made when it is first wanted. */
static crafted_index *sample(unsigned i) {
  static void (*const makers[SAMPLES])(const char *dir) = {make_tiny_index, make_small, make_blocks,
                                                           make_index_with_dictionary};
  static bool begun;
  if (!begun)
    atexit(end_samples);
  begun = true;
  if (samples[i].dir == NULL)
    crafted_index_begin(&samples[i], makers[i]);
  return &samples[i];
}

/* The file that steps are for. */
static crafted_file *segment_of(crafted_index *index) {
  for (size_t i = 0; i < index->pristine.n; i++)
    if (index->files[i].kind == QN__FILE_SEGMENT)
      return &index->files[i];
  scaffold_failed("a sample", "has no segment");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 1 + CRAFTED_USE_SIZE)
    return 0;
  /* The one with a dictionary is slow to read, and rarely chosen. */
  crafted_index *index = sample(data[0] == '3' ? 3 : data[0] % 3);
  crafted_index_open(index);
  for (size_t at = 1 + CRAFTED_USE_SIZE; at + CRAFTED_STEP_SIZE <= size; at += CRAFTED_STEP_SIZE)
    crafted_file_change(segment_of(index), data + at);
  crafted_index_agree(index);
  crafted_index_write(index);
  crafted_index_use(index, data + 1);
  return 0;
}
