/* SPDX-License-Identifier: MIT */
/* forms.h: here is a word as it is written: which term stands for it, and how many articles have it so?  For prefixes,
 * wildcards, fuzzy words and suggestions.  Keys (keys.h): the space byte of the form's term, then the form.  Value: the
 * term's ordinal among the segment's terms, then the articles with this form, two varints. */
#ifndef QN_FORMS_H
#define QN_FORMS_H

#include "format/keys.h"

/* --- forms_write.c --- */

void qn__forms_begin(qn__keys_writer *writer, qn__output *output);
void qn__forms_add(qn__keys_writer *writer, const char *form, size_t size, uint64_t term, uint32_t doc_freq);
void qn__forms_end(qn__keys_writer *writer);

/* --- forms_read.c --- */

typedef struct qn__forms_cursor {
  qn__keys_cursor keys; /* .key, .size and .ordinal are the current form's */
  uint64_t term;
  uint32_t doc_freq;
} qn__forms_cursor;

/* Goes to the first form >= `form` (with its space byte); `cursor->keys.ordinal == forms->n_keys`: there is
 * none. */
qn_status qn__forms_seek(qn__forms_cursor *cursor, const qn__keys *forms, const char *form, size_t size,
                         qn_error *error);
qn_status qn__forms_next(qn__forms_cursor *cursor, qn_error *error);

#endif
