/* SPDX-License-Identifier: MIT */
/* variants.h: here is the term of a word as someone typed it: which other terms do the words have that are spelled so
 * but for marks, apostrophes and the like?  Keys (keys.h): the terms of plain spellings (text/spellings.h) of forms,
 * where they are not the forms' own terms.  Most terms have no variants, and a filter says so of most of these.
 * Bytes: index-data/FORMAT.md, "Variants". */
#ifndef QN_CORE_DICTIONARY_VARIANTS_H
#define QN_CORE_DICTIONARY_VARIANTS_H

#include "base/hash.h"
#include "dictionary/keys.h"

typedef struct qn__variant {
  uint64_t term;     /* its ordinal among the segment's terms */
  uint32_t doc_freq; /* the sum of those of its forms that have such a spelling */
} qn__variant;

/* The filter has 2^n bits, n the smallest with eight bits for each key.  A key sets the bit whose number is the lowest
 * n bits of its hash: one in eight to sixteen of the terms without variants is looked up in vain. */
enum { QN__FILTER_BITS_MIN = 3, QN__FILTER_BITS_MAX = 32 };

static inline uint32_t qn__filter_hash(const void *key, size_t size) {
  return (uint32_t)qn__hash(key, size, 0);
}

/* --- variants_write.c --- */

typedef struct qn__variants_writer {
  qn__keys_writer keys;
  qn__buffer key;      /* whose variants are being added; empty: none */
  qn__buffer variants; /* qn__variant each */
  qn__buffer hashes;   /* of all keys, uint32_t each */
  qn__buffer value;
} qn__variants_writer;

void qn__variants_begin(qn__variants_writer *writer, qn__output *output);

/* Keys come in ascending order; the variants of one in any order, and a term several times if several of its forms are
 * spelled so. */
void qn__variants_add(qn__variants_writer *writer, const void *key, size_t size, qn__variant variant);
void qn__variants_end(qn__variants_writer *writer);

/* --- variants_read.c --- */

typedef struct qn__variants {
  qn__keys keys;
  qn__section filter;
} qn__variants;

qn_status qn__variants_open(qn__variants *variants, const qn__section *section, qn_error *error);

/* Sets *has to false if the term has no variants; true says that it may have some. */
qn_status qn__variants_may_have(const qn__variants *variants, const void *term, size_t size, bool *has,
                                qn_error *error);

/* The variants of one term, in ascending order of their terms. */
typedef struct qn__variant_list {
  const qn__section *section;
  qn__reader values; /* from the next variant on */
  uint64_t n_left, next_term;
} qn__variant_list;

/* Finds the variants of a term, with its language tag byte; the list is empty if it has none. */
qn_status qn__variants_find(qn__variant_list *list, const qn__variants *variants, const void *term, size_t size,
                            qn_error *error);

/* Takes the next of n_left variants. */
qn_status qn__variants_next(qn__variant_list *list, qn__variant *out, qn_error *error);

/* The variants of the current key, whose value begins at cursor->values: a walk goes on with list.values. */
qn__variant_list qn__variants_at(const qn__keys_cursor *cursor);

#endif
