/* SPDX-License-Identifier: MIT */
/* crafted_index.h: an index whose files a script changes, with right checksums, and everything that can be done with
 * it: what the fuzz targets of index bytes share. */
#ifndef QN_TESTS_SUPPORT_CRAFTED_INDEX_H
#define QN_TESTS_SUPPORT_CRAFTED_INDEX_H

#include "support/crafted_file.h"
#include "support/index_files.h"

typedef struct crafted_index {
  char *dir, *other; /* in memory, where the system has a place for such files */
  index_files pristine;
  crafted_file files[INDEX_FILES_MAX]; /* while an input runs */
} crafted_index;

/* Makes the index that every input begins with. */
void crafted_index_begin(crafted_index *index, void (*make)(const char *dir));
void crafted_index_end(crafted_index *index);

/* Takes the pristine files apart. */
void crafted_index_open(crafted_index *index);

/* Makes the manifest mean the segments as they are now, and their fingerprints right: otherwise hardly any change would
 * pass the first comparisons. */
void crafted_index_agree(crafted_index *index);

/* Makes the segments those of other versions of Unicode and of the stemmers, after the above. */
void crafted_index_make_foreign(crafted_index *index);

/* Puts the files together and writes them to `dir`. */
void crafted_index_write(crafted_index *index);

/* What an input does with the index: two bytes.  The first names a row of index_writes, or nothing above them; the
 * second chooses readings (index_readings_take). */
enum { CRAFTED_USE_SIZE = 2 };

/* Reads the index in `dir`, writes to it, and reads what there is then.  Ends the program where a check passes and a
 * reading fails nevertheless. */
void crafted_index_use(const crafted_index *index, const uint8_t use[CRAFTED_USE_SIZE]);

#endif
