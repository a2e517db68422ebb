/* SPDX-License-Identifier: MIT */
/* foreign_index.h: an index as another system would have made it. */
#ifndef QN_TESTS_SUPPORT_FOREIGN_INDEX_H
#define QN_TESTS_SUPPORT_FOREIGN_INDEX_H

/* Makes the index say that other versions of Unicode and of the stemmers made its segments, in which nothing else
 * changes. */
void make_index_foreign(const char *dir);

#endif
