/* SPDX-License-Identifier: MIT */
/* file_types.h: the types of files that --type knows, by the names of files. */
#ifndef QN_INDEXER_WALK_FILE_TYPES_H
#define QN_INDEXER_WALK_FILE_TYPES_H

#include <stdbool.h>
#include <stddef.h>

/* A type's name and its globs, separated by spaces. */
typedef struct qn__file_type {
  const char *name, *globs;
} qn__file_type;

/* The types, sorted by name; NULL past the last one. */
const qn__file_type *qn__file_type_at(size_t i);
const qn__file_type *qn__file_type_find(const char *name);

/* Whether a file of this name, which may end in .gz or the like, is of the type. */
bool qn__file_type_has(const qn__file_type *type, const char *name, size_t size);

#endif
