/* SPDX-License-Identifier: MIT */
/* page_token.c: bytes as text of letters, digits, - and _: six bits each. */
#include "result/page_token.h"

#include "base/hash.h"
#include "base/reader.h"
#include "base/status.h"

#include <string.h>

enum { TOKEN_VERSION = 1, MOST_TOKEN = 16384 /* characters */ };

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* --- what it is good for ------------------------------------------------------------------------------------------ */

uint64_t qn__order_hash(const qn_sort_key *keys, size_t n_keys, const char *query) {
  uint64_t hash = qn__hash(query, strlen(query), TOKEN_VERSION);
  for (size_t i = 0; i < n_keys; i++) {
    const char *column = keys[i].by == QN_SORT_COLUMN ? keys[i].column : "";
    hash = qn__hash(column, strlen(column), hash + (uint64_t)keys[i].by * 2 + keys[i].descending);
  }
  return hash;
}

uint64_t qn__snapshot_hash(const qn_index *index) {
  uint64_t hash = index->n_directories;
  for (size_t d = 0; d < index->n_directories; d++) {
    uint8_t generation[8];
    qn__store_u64(generation, index->snapshots[d]->manifest.generation);
    hash = qn__hash(generation, sizeof generation, hash);
  }
  for (size_t s = 0; s < index->n_segments; s++)
    hash = qn__hash(index->segments[s].segment->view->hash, sizeof index->segments[s].segment->view->hash, hash);
  return hash;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static uint64_t bits_of(double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  return bits;
}

static void put_bytes(qn__buffer *bytes, const qn__page_token *token, size_t n_keys) {
  qn__buffer_u8(bytes, TOKEN_VERSION);
  qn__buffer_u64(bytes, token->scope.order);
  qn__buffer_u64(bytes, token->scope.snapshot);
  qn__buffer_u64(bytes, bits_of(token->scope.scale));
  qn__buffer_varint(bytes, token->place.article);
  qn__buffer_varint(bytes, token->place.score);
  qn__buffer_string(bytes, token->id.data, token->id.size);
  for (size_t i = 0; i < n_keys; i++) {
    const qn__sort_value *value = &token->place.values[i];
    qn__buffer_u8(bytes, (uint8_t)value->kind);
    if (value->kind == QN__SORT_TEXT)
      qn__buffer_string(bytes, value->text, value->size);
    else
      qn__buffer_u64(bytes, value->bits);
  }
}

void qn__page_token_write(qn__buffer *out, const qn__page_token *token, size_t n_keys) {
  qn__buffer bytes;
  qn__buffer_init(&bytes);
  put_bytes(&bytes, token, n_keys);
  out->failed |= bytes.failed;
  for (size_t i = 0; i < bytes.size; i += 3) {
    const size_t left = bytes.size - i < 3 ? bytes.size - i : 3;
    uint32_t three = (uint32_t)bytes.data[i] << 16;
    three |= left > 1 ? (uint32_t)bytes.data[i + 1] << 8 : 0;
    three |= left > 2 ? bytes.data[i + 2] : 0;
    for (size_t d = 0; d <= left; d++)
      qn__buffer_u8(out, (uint8_t)digits[three >> (18 - 6 * d) & 63]);
  }
  qn__buffer_u8(out, 0);
  qn__buffer_clear(&bytes);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static qn_status refuse(qn_error *error) {
  return qn__fail(error, QN_INVALID, "this is not the token of a page of this order");
}

/* The bytes of a text, in the arena. */
static qn_status take_text(const char *text, qn__arena *arena, qn_string *out, qn_error *error) {
  const size_t size = strlen(text);
  char *bytes = size <= MOST_TOKEN ? qn__arena_alloc(arena, size) : NULL;
  uint32_t pending = 0;
  size_t n = 0;
  unsigned n_pending = 0;
  if (size > MOST_TOKEN)
    return refuse(error);
  if (bytes == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; i < size; i++) {
    const char *digit = strchr(digits, text[i]);
    if (digit == NULL)
      return refuse(error);
    pending = pending << 6 | (uint32_t)(digit - digits);
    n_pending += 6;
    if (n_pending >= 8) {
      n_pending -= 8;
      bytes[n++] = (char)(pending >> n_pending & 0xff);
    }
  }
  *out = (qn_string){bytes, n};
  return QN_OK;
}

static qn_string read_string(qn__reader *bytes) {
  const uint64_t size = qn__read_varint(bytes);
  const uint8_t *data = qn__read_bytes(bytes, size > MOST_TOKEN ? MOST_TOKEN : (size_t)size);
  return (qn_string){(const char *)data, data == NULL ? 0 : (size_t)size};
}

static void read_value(qn__reader *bytes, qn__sort_value *value) {
  *value = (qn__sort_value){.kind = (qn__sort_kind)qn__read_u8(bytes), .segment = SIZE_MAX};
  if (value->kind == QN__SORT_TEXT) {
    const qn_string text = read_string(bytes);
    value->text = text.data;
    value->size = text.size;
  } else {
    value->bits = qn__read_u64(bytes);
  }
  bytes->failed |= value->kind > QN__SORT_MISSING;
}

qn_status qn__page_token_read(qn__page_token *out, const char *text, size_t n_keys, qn__arena *arena, qn_error *error) {
  qn_string data = {NULL, 0};
  qn_status status = take_text(text, arena, &data, error);
  if (status != QN_OK)
    return status;
  qn__reader bytes = qn__reader_of((const uint8_t *)data.data, data.size);
  *out = (qn__page_token){.place.values = qn__arena_alloc(arena, n_keys * sizeof *out->place.values)};
  if (out->place.values == NULL)
    return qn__fail_memory(error);
  const bool known = qn__read_u8(&bytes) == TOKEN_VERSION;
  out->scope.order = qn__read_u64(&bytes);
  out->scope.snapshot = qn__read_u64(&bytes);
  const uint64_t scale = qn__read_u64(&bytes);
  memcpy(&out->scope.scale, &scale, sizeof out->scope.scale);
  out->place.article = qn__read_varint(&bytes);
  const uint64_t score = qn__read_varint(&bytes);
  out->place.score = (uint32_t)score;
  out->id = read_string(&bytes);
  for (size_t i = 0; i < n_keys && !bytes.failed; i++)
    read_value(&bytes, &out->place.values[i]);
  return known && !bytes.failed && score <= INT32_MAX && bytes.next == bytes.end ? QN_OK : refuse(error);
}
