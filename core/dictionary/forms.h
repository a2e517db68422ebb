/* SPDX-License-Identifier: MIT */
/* forms.h: here is a word as it is written: which term stands for it, how many articles have it so, and which of the
 * term's forms is it?  For exact words, prefixes, wildcards, fuzzy words and suggestions.  Keys (keys.h): the space
 * byte of the form's term, then the form.  Bytes: index-data/FORMAT.md, "Forms". */
#ifndef QN_CORE_DICTIONARY_FORMS_H
#define QN_CORE_DICTIONARY_FORMS_H

#include "dictionary/keys.h"

enum { QN__FORM_RANKS = 3 }; /* that take no byte of their own */

/* --- forms_write.c --- */

void qn__forms_begin(qn__keys_writer *writer, qn__output *output);
void qn__forms_add(qn__keys_writer *writer, const char *form, size_t size, uint64_t term, uint32_t doc_freq,
                   uint32_t rank);
void qn__forms_end(qn__keys_writer *writer);

/* --- forms_read.c --- */

typedef struct qn__form_info {
  uint64_t term; /* its ordinal among the segment's terms */
  uint32_t doc_freq;
  uint32_t rank; /* among the term's forms: 0 for the one in most articles, the first by bytes of several such */
} qn__form_info;

/* Looks a form up, with its language tag byte. */
qn_status qn__forms_find(const qn__keys *forms, const void *form, size_t size, qn__form_info *info, bool *found,
                         qn_error *error);

/* The value of the form that a walk over keys is at, and that reads values in no other way: those before it in its
 * block are read first, if they were not yet. */
qn_status qn__forms_value(qn__keys_cursor *cursor, qn__form_info *info, qn_error *error);

typedef struct qn__forms_cursor {
  qn__keys_cursor keys; /* .key, .size and .ordinal are the current form's */
  qn__form_info info;
} qn__forms_cursor;

/* Goes to the first form >= `form` (with its language tag byte); `cursor->keys.ordinal == forms->n_keys`: there is
 * none. */
qn_status qn__forms_seek(qn__forms_cursor *cursor, const qn__keys *forms, const char *form, size_t size,
                         qn_error *error);
qn_status qn__forms_next(qn__forms_cursor *cursor, qn_error *error);

#endif
