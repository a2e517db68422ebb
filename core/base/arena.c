/* SPDX-License-Identifier: MIT */
/* arena.c: blocks that double up to 1 MiB; larger requests get a block of their own. */
#include "base/arena.h"

#include "base/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

struct qn__arena_block {
  qn__arena_block *older;
  size_t size; /* of data */
  alignas(max_align_t) char data[];
};

enum { FIRST_BLOCK = 4096, LAST_BLOCK = 1 << 20 };

void qn__arena_init(qn__arena *arena) {
  *arena = (qn__arena){NULL, NULL, 0, 0};
}

static int add_block(qn__arena *arena, size_t size) {
  qn__arena_block *block = qn__malloc(sizeof *block + size);
  if (block == NULL)
    return 0;
  *block = (qn__arena_block){.older = arena->blocks, .size = size};
  arena->blocks = block;
  arena->next = block->data;
  arena->left = size;
  arena->total += size;
  return 1;
}

void *qn__arena_alloc(qn__arena *arena, size_t size) {
  if (size > SIZE_MAX / 2)
    return NULL;
  size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
  if (size > arena->left || arena->blocks == NULL) { /* a request for nothing has an address, too */
    size_t wanted = arena->total < FIRST_BLOCK ? FIRST_BLOCK : arena->total;
    if (wanted > LAST_BLOCK)
      wanted = LAST_BLOCK;
    if (!add_block(arena, wanted < size ? size : wanted))
      return NULL;
  }
  void *memory = arena->next;
  arena->next += size;
  arena->left -= size;
  return memory;
}

char *qn__arena_copy(qn__arena *arena, const char *data, size_t size) {
  char *copy = qn__arena_alloc(arena, size + 1);
  if (copy != NULL) {
    if (size)
      memcpy(copy, data, size);
    copy[size] = '\0';
  }
  return copy;
}

void qn__arena_reset(qn__arena *arena) {
  qn__arena_block *newest = arena->blocks;
  if (newest != NULL && newest->older == NULL) {
    arena->next = newest->data;
    arena->left = newest->size;
    return;
  }
  size_t total = arena->total;
  qn__arena_clear(arena);
  if (total > 0)
    add_block(arena, total); /* without memory the next request fails */
}

void qn__arena_clear(qn__arena *arena) {
  for (qn__arena_block *block = arena->blocks, *older; block != NULL; block = older) {
    older = block->older;
    qn__free(block);
  }
  qn__arena_init(arena);
}
