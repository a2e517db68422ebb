/* SPDX-License-Identifier: MIT */
/* term_ends.h: here is the end of a word: which terms end so?  The terms that may be compounds, sorted by their last
 * letters: of languages that write words together, with enough letters for two words.  For parts of compounds, and for
 * words whose beginning is not known.  Bytes: index-data/FORMAT.md, "Term ends".
 *
 * Only the order is kept, as ranks among the terms: the letters are read from the dictionary. */
#ifndef QN_CORE_DICTIONARY_TERM_ENDS_H
#define QN_CORE_DICTIONARY_TERM_ENDS_H

#include "codec/packed.h"
#include "dictionary/terms.h"

enum {
  QN__TERM_END_LEAST = 6,    /* letters of a term that may be two words: three of each */
  QN__TERM_END_LETTERS = 11, /* that terms are sorted by */
};

/* The language tag and the last letters of a term, the last one highest, as a number that orders as they do; 0 if it is
 * not one of those that are kept: its tag's language writes no compounds, it is too short, or not of a to z alone. */
uint64_t qn__term_end_key(const void *term, size_t size);

/* --- term_ends_write.c --- */

typedef struct qn__term_ends_writer {
  qn__buffer entries;
} qn__term_ends_writer;

void qn__term_ends_init(qn__term_ends_writer *writer);

/* Terms come in order; those that are not kept are passed over. */
void qn__term_ends_add(qn__term_ends_writer *writer, const void *term, size_t size, uint64_t ordinal);

/* Whether none has been kept so far: the section is not needed. */
bool qn__term_ends_none(const qn__term_ends_writer *writer);

/* Writes into the output's open section, and frees the writer's memory. */
void qn__term_ends_end(qn__term_ends_writer *writer, qn__output *output);

/* --- term_ends_read.c --- */

typedef struct qn__term_ends {
  qn__section section;
  qn__packed ordinals; /* n: 0 if the segment has no such terms */
} qn__term_ends;

qn_status qn__term_ends_open(qn__term_ends *ends, const qn__section *section, qn_error *error);

/* Moves a cursor to the i-th of the ends.ordinals.n terms. */
qn_status qn__term_ends_at(qn__terms_cursor *cursor, const qn__term_ends *ends, const qn__terms *terms, uint32_t i,
                           qn_error *error);

/* The first one that ends in these letters, given with the language tag before them, or in letters that are sorted
 * after; and the end of those that do.  Of more letters than QN__TERM_END_LETTERS only the last ones count. */
qn_status qn__term_ends_find(const qn__term_ends *ends, const qn__terms *terms, const char *letters, size_t size,
                             uint32_t *first, uint32_t *end, qn_error *error);

#endif
