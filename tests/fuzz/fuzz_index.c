/* SPDX-License-Identifier: MIT */
/* fuzz_index.c: an index of several segments and deletes, whose files somebody changed, is read or reported, whatever
 * is done with it.  Input: whether the files agree (bit 0), whether the segments are those of other versions of the
 * stemmers (bit 1), what is done with the index (crafted_index.h), then groups of a byte that chooses the file and a
 * step of crafted_file.h. */
#include "fuzz/fuzz.h"

#include "support/crafted_index.h"
#include "support/damage_samples.h"
#include "support/scaffold.h"

#include <stdlib.h>

const char *const fuzz_seeds[] = {
    "10\xff",
    "01\xff"
    "0C0ab\x20\x01",
    "12\xff"
    "1A1\x80\x08\x02\x3f",
    "13\x0f"
    "2A0\x80\x01\x02\x01"
    "3B2\x01\x02\x01\x01",
    "14\xf0"
    "3C0ab\x04\x01",
    "15\x33"
    "4E0ab\x04\x01"
    "5A0\x80\x01\x02\x01",
    "01\xcc"
    "1G2\x80\x01\x20\x01",
    "30\xff",
    "32\x0f"
    "2A0\x80\x01\x02\x01",
    "33\xff"
    "1G2\x80\x01\x20\x01",
    NULL,
};

static crafted_index sample;

static void end_sample(void) {
  crafted_index_end(&sample);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (sample.dir == NULL) {
    crafted_index_begin(&sample, make_index_of_segments);
    atexit(end_sample);
  }
  if (size < 1 + CRAFTED_USE_SIZE)
    return 0;
  crafted_index_open(&sample);
  for (size_t at = 1 + CRAFTED_USE_SIZE; at + 1 + CRAFTED_STEP_SIZE <= size; at += 1 + CRAFTED_STEP_SIZE)
    crafted_file_change(&sample.files[data[at] % sample.pristine.n], data + at + 1);
  if (data[0] & 1)
    crafted_index_agree(&sample);
  if (data[0] & 2)
    crafted_index_make_foreign(&sample);
  crafted_index_write(&sample);
  crafted_index_use(&sample, data + 1);
  return 0;
}
