/* SPDX-License-Identifier: MIT */
/* reference_parts.h: what the files of the reference reader share. */
#ifndef QN_TESTS_REFERENCE_REFERENCE_PARTS_H
#define QN_TESTS_REFERENCE_REFERENCE_PARTS_H

#include "reference/reference_reader.h"

/* Ends the program unless the index is as the document says. */
void reference_require(bool good, const char *what);

/* Memory that lives as long as the index. */
void *reference_alloc(reference_index *index, size_t size);
reference_bytes reference_copy(reference_index *index, const uint8_t *data, size_t size);

/* Bytes that are taken from the front. */
typedef struct reference_cursor {
  const uint8_t *next, *end;
} reference_cursor;

reference_cursor reference_from(reference_bytes bytes, uint64_t offset, uint64_t size);
size_t reference_left(const reference_cursor *cursor);
const uint8_t *reference_take(reference_cursor *cursor, size_t size);
uint64_t reference_number(reference_cursor *cursor, unsigned size);
uint64_t reference_varint(reference_cursor *cursor);

/* Number i of a packed array of numbers of `width` bits. */
uint64_t reference_packed(const uint8_t *array, uint64_t i, unsigned width);

/* Takes a packed array. */
const uint8_t *reference_take_packed(reference_cursor *cursor, uint64_t n, unsigned width);

/* A set of keys: each key, and a cursor at the values of its block, whose `index`-th is its own. */
typedef struct reference_key {
  reference_bytes key;
  unsigned index; /* in its block */
  reference_cursor values;
} reference_key;

reference_key *reference_keys(reference_index *index, reference_bytes section, uint64_t *n);

/* --- reference_terms.c: terms, postings, positions, forms, variants --- */
void reference_read_terms(reference_index *index, reference_segment *segment, reference_bytes terms,
                          reference_bytes postings, reference_bytes positions, reference_bytes forms);
void reference_read_variants(reference_index *index, reference_segment *segment, reference_bytes variants);

/* --- reference_term_ends.c --- */
void reference_read_term_ends(reference_index *index, reference_segment *segment, reference_bytes term_ends);

/* --- reference_sources.c --- */
void reference_read_sources(reference_index *index, reference_bytes section, reference_bytes starts,
                            reference_bytes groups);

/* --- reference_store.c: articles and columns --- */
void reference_read_store(reference_index *index, reference_segment *segment, reference_bytes store,
                          reference_bytes dictionary);
void reference_read_columns(reference_index *index, reference_segment *segment, reference_bytes columns);

#endif
