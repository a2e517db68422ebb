/* SPDX-License-Identifier: MIT */
/* arena.h: memory that is given back all at once. */
#ifndef QN_CORE_BASE_ARENA_H
#define QN_CORE_BASE_ARENA_H

#include <stddef.h>

typedef struct qn__arena_block qn__arena_block;

typedef struct qn__arena {
  qn__arena_block *blocks; /* newest first */
  char *next;              /* free bytes of the newest */
  size_t left;
  size_t total; /* bytes held by all blocks */
} qn__arena;

void qn__arena_init(qn__arena *arena);

/* `size` bytes, aligned for any type, or NULL.  They live until reset or clear. */
void *qn__arena_alloc(qn__arena *arena, size_t size);

/* A zero-terminated copy. */
char *qn__arena_copy(qn__arena *arena, const char *data, size_t size);

/* Forgets everything and keeps as much memory as there was, in one block: work that repeats stops allocating. */
void qn__arena_reset(qn__arena *arena);

/* Gives everything back. */
void qn__arena_clear(qn__arena *arena);

#endif
