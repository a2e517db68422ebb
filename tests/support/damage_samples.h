/* SPDX-License-Identifier: MIT */
/* damage_samples.h: the indexes that tests of damage begin with.  All of them have the words of index_readings.c, and
 * every kind of structure that the format has at their size. */
#ifndef QN_TESTS_SUPPORT_DAMAGE_SAMPLES_H
#define QN_TESTS_SUPPORT_DAMAGE_SAMPLES_H

#include <stddef.h>

/* Three articles in one segment, one of them deleted: three files of some 1,300 bytes together. */
void make_tiny_index(const char *dir);

/* The same before the article was deleted. */
void make_tiny_articles(const char *dir);

/* One segment of `n` articles with all kinds of columns, several languages, titles, and lists of several blocks. */
void make_segment_of(const char *dir, size_t n);

/* Three segments and two files of deletes. */
void make_index_of_segments(const char *dir);
void make_articles_of_segments(const char *dir);

/* One segment of so many different words that each of its larger sections takes several chunks. */
void make_index_of_chunks(const char *dir);

/* One segment whose texts are long enough for a store dictionary, which needs 1 MiB of them. */
void make_index_with_dictionary(const char *dir);

#endif
