/* SPDX-License-Identifier: MIT */
/* terms.h: here is a term: how frequent is it, and where are its postings?  Bytes: index-data/FORMAT.md, "Terms".
 *
 * A term with one posting has no postings bytes: its article is in the dictionary; with one occurrence its position
 * too. */
#ifndef QN_CORE_DICTIONARY_TERMS_H
#define QN_CORE_DICTIONARY_TERMS_H

#include "dictionary/keys.h"

typedef struct qn__term_info {
  uint32_t doc_freq;                         /* articles with the term */
  uint64_t coll_freq;                        /* occurrences */
  uint32_t doc;                              /* doc_freq == 1: the article */
  uint32_t position;                         /* coll_freq == 1: the position */
  uint64_t postings_offset, postings_size;   /* in the postings section; size 0 if doc_freq == 1 */
  uint64_t positions_offset, positions_size; /* in the positions section; size 0 if coll_freq == 1 */
  uint64_t exact_size;                       /* of its exact forms, after its positions; 0 if it has one form */
} qn__term_info;

/* --- terms_write.c --- */

typedef struct qn__terms_writer {
  qn__keys_writer keys;
  qn__buffer value;
  uint64_t postings_offset, positions_offset; /* of the next term */
} qn__terms_writer;

void qn__terms_begin(qn__terms_writer *writer, qn__output *output);

/* Terms come in order, and their postings and positions lie in the sections in that order without gaps: the offsets of
 * `info` are not looked at. */
void qn__terms_add(qn__terms_writer *writer, const void *term, size_t size, const qn__term_info *info);
void qn__terms_end(qn__terms_writer *writer);

/* --- terms_read.c --- */

typedef struct qn__terms {
  qn__keys keys;
} qn__terms;

qn_status qn__terms_open(qn__terms *terms, const qn__section *section, qn_error *error);
qn_status qn__terms_find(const qn__terms *terms, const void *term, size_t size, qn__term_info *info, bool *found,
                         qn_error *error);

/* Walks all terms in order. */
typedef struct qn__terms_cursor {
  qn__keys_cursor keys; /* .key, .size and .ordinal are the current term's */
  qn__term_info info;
} qn__terms_cursor;

/* Goes to the first term of all; `cursor->keys.ordinal == terms->keys.n_keys` when there is none. */
qn_status qn__terms_first(qn__terms_cursor *cursor, const qn__terms *terms, qn_error *error);
/* Goes to the first term >= `term` (with its language tag byte). */
qn_status qn__terms_seek(qn__terms_cursor *cursor, const qn__terms *terms, const void *term, size_t size,
                         qn_error *error);
/* Goes to the term of a rank below keys.n_keys. */
qn_status qn__terms_at(qn__terms_cursor *cursor, const qn__terms *terms, uint64_t ordinal, qn_error *error);
qn_status qn__terms_next(qn__terms_cursor *cursor, qn_error *error);

#endif
