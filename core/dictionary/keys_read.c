/* SPDX-License-Identifier: MIT */
/* keys_read.c: finds and walks front-coded keys in place.  Partner: keys_write.c.
 * Bytes: index-data/FORMAT.md, "Keys". */
#include "dictionary/keys.h"

#include "base/bytes.h"

enum { COUNTS_SIZE = 16, INDEX_ENTRY_SIZE = 12 };

qn_status qn__keys_open(qn__keys *keys, const qn__section *section, qn_error *error) {
  *keys = (qn__keys){.section = *section};
  if (section->size == 0)
    return QN_OK;
  if (section->size < COUNTS_SIZE)
    return qn__section_damaged(section, section->data, "a set of keys is cut short", error);
  const uint8_t *counts = qn__section_bytes(section, section->size - COUNTS_SIZE, COUNTS_SIZE, error);
  if (counts == NULL)
    return QN_DAMAGED;
  keys->n_keys = qn__load_u64(counts);
  keys->n_blocks = qn__load_u32(counts + 8);
  uint64_t index_size = (uint64_t)keys->n_blocks * INDEX_ENTRY_SIZE;
  if (index_size > section->size - COUNTS_SIZE ||
      keys->n_blocks != (keys->n_keys + QN__KEYS_PER_BLOCK - 1) / QN__KEYS_PER_BLOCK)
    return qn__section_damaged(section, counts, "the counts of a set of keys are wrong", error);
  keys->prefixes = counts - index_size;
  keys->offsets = keys->prefixes + (uint64_t)keys->n_blocks * 8;
  return QN_OK;
}

/* The bytes of the index are verified as they are touched: a search touches few of them. */
static bool index_is_good(const qn__keys *keys, const uint8_t *at, size_t size, qn_error *error) {
  return qn__section_bytes(&keys->section, (uint64_t)(at - keys->section.data), size, error) != NULL;
}

qn_status qn__keys_range(const qn__keys *keys, uint32_t first, uint32_t end, uint64_t *start, uint64_t *size,
                         qn_error *error) {
  const uint8_t *entry = keys->offsets + (size_t)first * 4;
  const bool last = end == keys->n_blocks;
  if (!index_is_good(keys, entry, (size_t)(end - first + !last) * 4, error))
    return QN_DAMAGED;
  const uint64_t from = qn__load_u32(entry);
  const uint64_t to =
      last ? (uint64_t)(keys->prefixes - keys->section.data) : qn__load_u32(entry + (size_t)(end - first) * 4);
  if (from > to)
    return qn__section_damaged(&keys->section, entry, "blocks of keys are out of order", error);
  *start = from;
  *size = to - from;
  return QN_OK;
}

/* Opens a block: its keys part and, after it, its values. */
static qn_status open_block(const qn__keys *keys, uint32_t block, qn__reader *front, qn__reader *values,
                            qn_error *error) {
  uint64_t start = 0, size = 0;
  qn_status status = qn__keys_range(keys, block, block + 1, &start, &size, error);
  if (status != QN_OK)
    return status;
  const uint8_t *bytes = qn__section_bytes(&keys->section, start, size, error);
  if (bytes == NULL)
    return QN_DAMAGED;
  qn__reader reader = qn__reader_of(bytes, (size_t)size);
  uint64_t keys_size = qn__read_varint(&reader);
  if (reader.failed || keys_size > qn__reader_left(&reader))
    return qn__section_damaged(&keys->section, bytes, "a block of keys is cut short", error);
  *front = qn__reader_of(reader.next, (size_t)keys_size);
  *values = qn__reader_of(reader.next + keys_size, qn__reader_left(&reader) - (size_t)keys_size);
  return QN_OK;
}

/* The number of blocks whose prefix is below `prefix`.  Without branches to mispredict. */
static uint32_t count_below(const qn__keys *keys, uint64_t prefix) {
  const uint8_t *base = keys->prefixes;
  uint64_t n = keys->n_blocks;
  while (n > 1) {
    uint64_t half = n / 2;
    base += half * 8 & (UINT64_C(0) - (qn__load_u64(base + (half - 1) * 8) < prefix));
    n -= half;
  }
  return (uint32_t)((size_t)(base - keys->prefixes) / 8) + (n == 1 && qn__load_u64(base) < prefix);
}

/* The number of blocks whose prefix is not above `prefix`. */
static uint32_t count_up_to(const qn__keys *keys, uint64_t prefix) {
  return prefix == UINT64_MAX ? keys->n_blocks : count_below(keys, prefix + 1);
}

static uint64_t prefix_of(const void *key, size_t size) {
  uint8_t padded[8] = {0};
  memcpy(padded, key, size < sizeof padded ? size : sizeof padded);
  return qn__load_u64_be(padded);
}

/* Finds the block that has the key if any has: the last one whose first key is not above it. */
static qn_status find_key_block(const qn__keys *keys, const uint8_t *key, size_t size, uint32_t *block, bool *found,
                                qn_error *error) {
  if (keys->n_blocks > 0 && !index_is_good(keys, keys->prefixes, (size_t)keys->n_blocks * 8, error))
    return QN_DAMAGED;
  const uint64_t prefix = prefix_of(key, size);
  uint32_t end = count_up_to(keys, prefix);
  /* Blocks with equal prefixes are distinguished by their first keys. */
  uint32_t low = end;
  if (end > 0 && qn__load_u64(keys->prefixes + (size_t)(end - 1) * 8) == prefix) {
    low = count_below(keys, prefix);
    while (low < end) {
      uint32_t middle = low + (end - low) / 2;
      qn__reader front, values;
      qn_status status = open_block(keys, middle, &front, &values, error);
      if (status != QN_OK)
        return status;
      size_t first_size = (size_t)qn__read_varint(&front);
      const uint8_t *first = qn__read_bytes(&front, first_size);
      if (first == NULL)
        return qn__section_damaged(&keys->section, front.next, "a key is cut short", error);
      if (qn__compare_bytes(first, first_size, key, size) <= 0)
        low = middle + 1;
      else
        end = middle;
    }
  }
  *found = low > 0;
  *block = low > 0 ? low - 1 : 0;
  return QN_OK;
}

/* Reads the two lengths before a suffix. */
static void read_lengths(qn__reader *front, size_t *shared, size_t *size) {
  uint8_t both = qn__read_u8(front);
  *shared = both >> 4;
  *size = both & 15;
  if (*shared == 15)
    *shared += (size_t)qn__read_varint32(front);
  if (*size == 15)
    *size += (size_t)qn__read_varint32(front);
}

qn_status qn__keys_find(const qn__keys *keys, const void *key, size_t size, qn__key_place *place, bool *found,
                        qn_error *error) {
  const uint8_t *wanted = key;
  uint32_t block;
  bool has_block;
  qn_status status = find_key_block(keys, wanted, size, &block, &has_block, error);
  if (status != QN_OK)
    return status;
  *found = false;
  if (!has_block)
    return QN_OK;
  qn__reader front;
  status = open_block(keys, block, &front, &place->values, error);
  if (status != QN_OK)
    return status;
  /* `common` bytes of the wanted key equal the current one, which is below it. */
  size_t common = 0, shared = 0, suffix_size = (size_t)qn__read_varint(&front);
  for (unsigned i = 0;; i++) {
    const uint8_t *suffix = qn__read_bytes(&front, suffix_size);
    if (suffix == NULL)
      return qn__section_damaged(&keys->section, front.next, "a key is cut short", error);
    if (shared < common)
      return QN_OK; /* past where the wanted key would be */
    if (shared == common) {
      size_t left = size - common, n = left < suffix_size ? left : suffix_size, same = 0;
      while (same < n && suffix[same] == wanted[common + same])
        same++;
      common += same;
      if (same == left && same == suffix_size) {
        *found = true;
        place->index = i;
        place->ordinal = (uint64_t)block * QN__KEYS_PER_BLOCK + i;
        return QN_OK;
      }
      if (same == left || (same < suffix_size && suffix[same] > wanted[common]))
        return QN_OK;
    }
    if (front.next == front.end)
      return QN_OK;
    read_lengths(&front, &shared, &suffix_size);
  }
}

static qn_status cursor_damaged(const qn__keys_cursor *cursor, qn_error *error) {
  return qn__section_damaged(&cursor->keys->section, cursor->front.next, "a key is cut short or too long", error);
}

static qn_status enter_key_block(qn__keys_cursor *cursor, uint32_t block, qn_error *error) {
  qn_status status = open_block(cursor->keys, block, &cursor->front, &cursor->values, error);
  if (status != QN_OK)
    return status;
  size_t size = (size_t)qn__read_varint(&cursor->front);
  const uint8_t *key = qn__read_bytes(&cursor->front, size);
  if (key == NULL || size > QN__KEY_MAX)
    return cursor_damaged(cursor, error);
  memcpy(cursor->key, key, size);
  cursor->size = size;
  cursor->shared = 0;
  cursor->index = cursor->n_values = 0;
  cursor->block_start = true;
  cursor->ordinal = (uint64_t)block * QN__KEYS_PER_BLOCK;
  return QN_OK;
}

qn_status qn__keys_next(qn__keys_cursor *cursor, qn_error *error) {
  if (cursor->ordinal >= cursor->keys->n_keys)
    return QN_OK;
  if (++cursor->ordinal == cursor->keys->n_keys)
    return QN_OK;
  if (cursor->ordinal % QN__KEYS_PER_BLOCK == 0)
    return enter_key_block(cursor, (uint32_t)(cursor->ordinal / QN__KEYS_PER_BLOCK), error);
  size_t shared, size;
  read_lengths(&cursor->front, &shared, &size);
  const uint8_t *suffix = qn__read_bytes(&cursor->front, size);
  if (suffix == NULL || shared > cursor->size || shared + size > QN__KEY_MAX)
    return cursor_damaged(cursor, error);
  memcpy(cursor->key + shared, suffix, size);
  cursor->size = shared + size;
  cursor->shared = shared;
  cursor->index++;
  cursor->block_start = false;
  return QN_OK;
}

static size_t common_size(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size) {
  const size_t most = a_size < b_size ? a_size : b_size;
  size_t n = 0;
  while (n < most && a[n] == b[n])
    n++;
  return n;
}

/* Goes on in the block that has the first key that is not below `key`, or in the block before.  What keys share says
 * of most of them that they are below, without a look at their bytes. */
static qn_status walk_to(qn__keys_cursor *cursor, const uint8_t *key, size_t size, qn_error *error) {
  qn_status status = QN_OK;
  size_t common = common_size(cursor->key, cursor->size, key, size);
  while (cursor->ordinal < cursor->keys->n_keys && common < size &&
         (common == cursor->size || cursor->key[common] < key[common])) {
    status = qn__keys_advance(cursor, error);
    if (status != QN_OK)
      return status;
    if (cursor->index > 0 && cursor->shared > common)
      continue;
    if (cursor->index > 0 && cursor->shared < common)
      break;
    common = cursor->index > 0 ? common : 0;
    common += common_size(cursor->key + common, cursor->size - common, key + common, size - common);
  }
  return status;
}

qn_status qn__keys_seek(qn__keys_cursor *cursor, const qn__keys *keys, const void *key, size_t size, qn_error *error) {
  cursor->keys = keys;
  cursor->ordinal = keys->n_keys;
  if (keys->n_keys == 0)
    return QN_OK;
  uint32_t block = 0;
  bool found = true;
  qn_status status = size == 0 ? QN_OK : find_key_block(keys, key, size, &block, &found, error);
  if (status == QN_OK)
    status = enter_key_block(cursor, block, error);
  return status == QN_OK && size > 0 ? walk_to(cursor, key, size, error) : status;
}

/* Whether the first key of a block is above a key, by their prefixes alone. */
static bool begins_above(const qn__keys *keys, uint32_t block, uint64_t prefix) {
  return block >= keys->n_blocks || qn__load_u64(keys->prefixes + (size_t)block * 8) > prefix;
}

qn_status qn__keys_seek_ahead(qn__keys_cursor *cursor, const void *key, size_t size, qn_error *error) {
  const qn__keys *keys = cursor->keys;
  const uint32_t block = (uint32_t)(cursor->ordinal / QN__KEYS_PER_BLOCK);
  const uint64_t prefix = prefix_of(key, size);
  return begins_above(keys, block + 1, prefix) ? walk_to(cursor, key, size, error)
                                               : qn__keys_seek(cursor, keys, key, size, error);
}

qn_status qn__keys_at(qn__keys_cursor *cursor, const qn__keys *keys, uint64_t ordinal, qn_error *error) {
  cursor->keys = keys;
  qn_status status = enter_key_block(cursor, (uint32_t)(ordinal / QN__KEYS_PER_BLOCK), error);
  while (status == QN_OK && cursor->ordinal < ordinal)
    status = qn__keys_next(cursor, error);
  return status;
}
