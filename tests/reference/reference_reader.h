/* SPDX-License-Identifier: MIT */
/* reference_reader.h: a second reader of the format, slow and obvious, written from index-data/FORMAT.md and nothing
 * else: it shares no code with the library.  It decodes a whole index into plain structures.  An index that is not as
 * the document says ends the program with a message. */
#ifndef QN_TESTS_REFERENCE_REFERENCE_READER_H
#define QN_TESTS_REFERENCE_REFERENCE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct reference_bytes {
  uint8_t *data; /* with a zero after it */
  size_t size;
} reference_bytes;

typedef struct reference_article {
  reference_bytes id, title, text, url, date, lang, fields, source_map;
  bool deleted;
  uint32_t length, title_words;
  uint64_t sketch;
} reference_article;

typedef struct reference_posting {
  uint32_t doc, freq;
  uint32_t *positions;
  uint32_t *ranks; /* of the form at each position, among the term's */
} reference_posting;

typedef struct reference_term {
  reference_bytes term;
  uint32_t doc_freq, n_forms;
  uint64_t coll_freq;
  reference_posting *postings;
} reference_term;

typedef struct reference_form {
  reference_bytes form;
  uint64_t term;
  uint32_t doc_freq, rank;
} reference_form;

typedef struct reference_variant {
  reference_bytes key;
  uint32_t n;
  uint64_t *terms;
  uint32_t *doc_freqs;
} reference_variant;

/* One value of an article in a column. */
typedef struct reference_value {
  uint32_t doc;
  int64_t seconds;
  double number;
  reference_bytes keyword;
} reference_value;

typedef struct reference_column {
  reference_bytes name;
  unsigned type; /* 1 date, 2 number, 3 keyword */
  uint32_t n_values;
  reference_value *values;
} reference_column;

typedef struct reference_segment {
  uint32_t fingerprint;
  uint64_t languages; /* bit i: the default language, or some articles are of language i */
  uint32_t n_docs, n_columns;
  uint64_t n_terms, n_forms, n_variants, n_term_ends;
  reference_article *articles;
  reference_term *terms;
  reference_form *forms;
  reference_variant *variants;
  uint64_t *term_ends;
  reference_column *columns;
} reference_segment;

/* A file that articles came from. */
typedef struct reference_source {
  reference_bytes path;          /* from the root of the file system */
  reference_bytes name;          /* what its first id is compared with */
  bool named, whole;             /* itself; its root with all that is in it */
  reference_bytes root, options; /* its root's path and options */
  bool followed;
  uint64_t n_lines, n_given; /* if it is followed */
  uint64_t bytes, device, inode, content, reading, n_refused, n_ids;
  int64_t modified, read;
  reference_bytes *ids;
} reference_source;

typedef struct reference_index {
  uint64_t generation;
  uint32_t fingerprint;
  unsigned language, title_weight;
  uint32_t n_segments;
  reference_segment *segments;
  size_t n_sources;
  reference_source *sources;
  void **memory; /* everything that was allocated */
  size_t n_memory;
} reference_index;

reference_index *reference_read(const char *dir);
void reference_free(reference_index *index);

#endif
