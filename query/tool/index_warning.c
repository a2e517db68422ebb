/* SPDX-License-Identifier: MIT */
/* index_warning.c: warns of segments that other versions made. */
#include "tool/index_warning.h"

const char *index_warning(const qn_index *index) {
  qn_index_info info;
  qn_index_get_info(index, &info);
  return info.n_foreign_segments == 0
             ? NULL
             : "the index was made with other versions of Unicode or of the stemmers: words that it has are found, but "
               "other forms of them may not be; quern-index compact brings it up to date";
}
