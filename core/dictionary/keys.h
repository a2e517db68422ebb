/* SPDX-License-Identifier: MIT */
/* keys.h: a sorted set of byte strings, front-coded in blocks, each key with a value that only its owner understands.
 * Terms, forms and ids are such sets.  Used in place: a look-up is one branch-free search over 8-byte prefixes and a
 * walk through one block.  Bytes: index-data/FORMAT.md, "Keys".
 *
 *     section:  block block ... | prefix of each block's first key | offset of each block | n_keys, n_blocks
 *     block:    size of the keys part | key key ... | value value ...                          */
#ifndef QN_CORE_DICTIONARY_KEYS_H
#define QN_CORE_DICTIONARY_KEYS_H

#include "base/buffer.h"
#include "base/reader.h"
#include "container/container.h"

enum {
  QN__KEYS_PER_BLOCK = 16,
  QN__KEY_MAX = 2047, /* bytes */
};

/* --- keys_write.c --- */

typedef struct qn__keys_writer {
  qn__output *output;
  qn__buffer keys, values;      /* of the block being filled */
  qn__buffer prefixes, offsets; /* of the blocks written */
  qn__buffer last;              /* the last key */
  uint64_t n_keys;
  uint64_t start; /* of the section's bytes in the output's section */
} qn__keys_writer;

/* Writes into the output's open section, which must hold nothing else. */
void qn__keys_begin(qn__keys_writer *writer, qn__output *output);

/* Keys come in ascending order of bytes, each once.  The value's bytes are stored as they are.  The value of every
 * QN__KEYS_PER_BLOCKth key, from the first, starts a block: an owner whose values are relative restarts there. */
void qn__keys_add(qn__keys_writer *writer, const void *key, size_t size, const void *value, size_t value_size);

/* Ends the section and frees the writer's memory.  Failures are the output's (sticky). */
void qn__keys_end(qn__keys_writer *writer);

/* --- keys_read.c --- */

typedef struct qn__keys {
  qn__section section;
  uint64_t n_keys;
  uint32_t n_blocks;
  const uint8_t *prefixes, *offsets;
} qn__keys;

/* Where a key is.  `values` stands at the first value of the key's block: the owner reads `index` values to skip. */
typedef struct qn__key_place {
  uint64_t ordinal; /* rank among all keys, from 0 */
  unsigned index;   /* in its block */
  qn__reader values;
} qn__key_place;

qn_status qn__keys_open(qn__keys *keys, const qn__section *section, qn_error *error);

/* Where in the section the blocks [first, end) are, which are some; their bytes are not verified. */
qn_status qn__keys_range(const qn__keys *keys, uint32_t first, uint32_t end, uint64_t *start, uint64_t *size,
                         qn_error *error);

/* Looks a key up; *found says whether it is there. */
qn_status qn__keys_find(const qn__keys *keys, const void *key, size_t size, qn__key_place *place, bool *found,
                        qn_error *error);

/* Walks keys in order.  Zero-initialise is not enough: use qn__keys_seek. */
typedef struct qn__keys_cursor {
  const qn__keys *keys;
  uint64_t ordinal; /* of the current key; n_keys at the end */
  unsigned index;
  bool block_start; /* the current key is its block's first: `values` has just been set to the block's values */
  qn__reader front; /* keys part, after the current key */
  qn__reader values;
  unsigned n_values; /* for the owner: of the block's, that it has read; 0 where the block begins */
  size_t shared;     /* bytes that the current key has in common with the one before; 0 at a block's start */
  size_t size;       /* of the current key */
  uint8_t key[QN__KEY_MAX + 1];
} qn__keys_cursor;

/* Whether the cursor is at a key that begins with these bytes. */
static inline bool qn__keys_begins_with(const qn__keys_cursor *cursor, const void *prefix, size_t size) {
  return cursor->ordinal < cursor->keys->n_keys && cursor->size >= size && memcmp(cursor->key, prefix, size) == 0;
}

/* Goes to the first key >= `key` (size 0: the first of all).  `cursor->ordinal == keys->n_keys`: there is none. */
qn_status qn__keys_seek(qn__keys_cursor *cursor, const qn__keys *keys, const void *key, size_t size, qn_error *error);
qn_status qn__keys_next(qn__keys_cursor *cursor, qn_error *error);

/* The same, for walks over many keys: in line but at the ends of blocks and where lengths are unusual. */
QN_ALWAYS_INLINE qn_status qn__keys_advance(qn__keys_cursor *cursor, qn_error *error) {
  enum { LONG = 15, COPIED = 16 }; /* a length of 15 is continued; more bytes than a suffix has may be copied: */
  const uint8_t *next = cursor->front.next;
  const size_t left = (size_t)(cursor->front.end - next); /* the section goes on after its last block */
  if (QN_UNLIKELY(cursor->index + 1 == QN__KEYS_PER_BLOCK || cursor->ordinal + 1 >= cursor->keys->n_keys || left == 0 ||
                  cursor->size + COPIED > QN__KEY_MAX))
    return qn__keys_next(cursor, error);
  const size_t shared = *next >> 4, size = *next & 15;
  if (QN_UNLIKELY(shared == LONG || size == LONG || shared > cursor->size || size >= left))
    return qn__keys_next(cursor, error);
  memcpy(cursor->key + shared, next + 1, COPIED);
  cursor->front.next = next + 1 + size;
  cursor->size = shared + size;
  cursor->shared = shared;
  cursor->ordinal++;
  cursor->index++;
  cursor->block_start = false;
  return QN_OK;
}

/* As qn__keys_seek, from a key below `key` on: what is near is found fast. */
qn_status qn__keys_seek_ahead(qn__keys_cursor *cursor, const void *key, size_t size, qn_error *error);

/* Goes to the key of a rank below n_keys. */
qn_status qn__keys_at(qn__keys_cursor *cursor, const qn__keys *keys, uint64_t ordinal, qn_error *error);

#endif
