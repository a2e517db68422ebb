/* SPDX-License-Identifier: MIT */
/* json_records.h: finds the array of articles within an object, as in {"results": {"docs": [...]}}. */
#ifndef QN_INDEXER_ARTICLES_JSON_RECORDS_H
#define QN_INDEXER_ARTICLES_JSON_RECORDS_H

#include <stdbool.h>
#include <stddef.h>

/* A search that may be interrupted for more input. */
typedef struct qn__json_records {
  bool found;

  /* private to json_records.c */
  const char *path, *key; /* keys with dots between; the one that is looked for */
  size_t depth, matched;  /* brackets that are open; those of them that the keys before led into */
  size_t same;            /* characters of the key that the string has so far */
  bool in_string, escaped, differs, is_key, is_value;
} qn__json_records;

void qn__json_records_init(qn__json_records *search, const char *path);

/* Goes on through these bytes.  Returns how many it passed: all, unless it found the array, which begins after them. */
size_t qn__json_records_find(qn__json_records *search, const char *data, size_t size);

#endif
