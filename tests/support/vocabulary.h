/* SPDX-License-Identifier: MIT */
/* vocabulary.h: the words of Snowball's vocabularies: of the package snowball-data, or of the folder SNOWBALL_DATA. */
#ifndef QN_TESTS_SUPPORT_VOCABULARY_H
#define QN_TESTS_SUPPORT_VOCABULARY_H

#include <zlib.h>

#include "support/scaffold.h"

enum { VOCABULARY_WORD_ROOM = 512 };

/* Opens the list `name` ("voc", "output") of a stemmer; NULL: it is not installed. */
gzFile vocabulary_open(const char *stemmer, const char *name);

/* Reads the next word; false at the end. */
bool vocabulary_next(gzFile file, char word[VOCABULARY_WORD_ROOM]);

/* How many words a stemmer's vocabulary has; 0: it is not installed. */
size_t vocabulary_size(const char *stemmer);

#endif
