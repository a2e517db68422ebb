/* SPDX-License-Identifier: MIT */
/* keys_write.c: front-codes sorted keys into blocks.  Partner: keys_read.c.  Bytes: index-data/FORMAT.md, "Keys". */
#include "dictionary/keys.h"

void qn__keys_begin(qn__keys_writer *writer, qn__output *output) {
  *writer = (qn__keys_writer){.output = output};
  qn__buffer *const buffers[] = {&writer->keys, &writer->values, &writer->prefixes, &writer->offsets, &writer->last};
  for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
    qn__buffer_init(buffers[i]);
}

static void end_key_block(qn__keys_writer *writer) {
  if (writer->keys.size == 0)
    return;
  uint8_t size[QN__VARINT_MAX];
  qn__output_bytes(writer->output, size, (size_t)(qn__put_varint(size, writer->keys.size) - size));
  qn__output_bytes(writer->output, writer->keys.data, writer->keys.size);
  qn__output_bytes(writer->output, writer->values.data, writer->values.size);
  qn__buffer_reset(&writer->keys);
  qn__buffer_reset(&writer->values);
}

static void begin_key_block(qn__keys_writer *writer, const uint8_t *key, size_t size) {
  uint64_t offset = qn__output_section_size(writer->output);
  if (offset > UINT32_MAX) {
    qn__output_fail(writer->output, QN_TOO_LARGE, "more keys than a segment can hold; commit more often");
    return;
  }
  uint8_t prefix[8] = {0};
  memcpy(prefix, key, size < sizeof prefix ? size : sizeof prefix);
  qn__buffer_u64(&writer->prefixes, qn__load_u64_be(prefix));
  qn__buffer_u32(&writer->offsets, (uint32_t)offset);
  qn__buffer_string(&writer->keys, (const char *)key, size);
}

/* Half a byte for each length, 15 and a varint of the rest where that is too little. */
static void put_suffix(qn__buffer *keys, size_t shared, const uint8_t *suffix, size_t size) {
  qn__buffer_u8(keys, (uint8_t)((shared < 15 ? shared : 15) << 4 | (size < 15 ? size : 15)));
  if (shared >= 15)
    qn__buffer_varint(keys, shared - 15);
  if (size >= 15)
    qn__buffer_varint(keys, size - 15);
  qn__buffer_bytes(keys, suffix, size);
}

void qn__keys_add(qn__keys_writer *writer, const void *key, size_t size, const void *value, size_t value_size) {
  const uint8_t *bytes = key;
  if (writer->n_keys % QN__KEYS_PER_BLOCK == 0) {
    end_key_block(writer);
    begin_key_block(writer, bytes, size);
  } else {
    size_t shared = 0;
    while (shared < size && shared < writer->last.size && bytes[shared] == writer->last.data[shared])
      shared++;
    put_suffix(&writer->keys, shared, bytes + shared, size - shared);
  }
  qn__buffer_bytes(&writer->values, value, value_size);
  qn__buffer_reset(&writer->last);
  qn__buffer_bytes(&writer->last, key, size);
  writer->n_keys++;
}

void qn__keys_end(qn__keys_writer *writer) {
  end_key_block(writer);
  uint32_t n_blocks = (uint32_t)(writer->offsets.size / 4);
  qn__output_bytes(writer->output, writer->prefixes.data, writer->prefixes.size);
  qn__output_bytes(writer->output, writer->offsets.data, writer->offsets.size);
  uint8_t counts[16] = {0};
  qn__store_u64(counts, writer->n_keys);
  qn__store_u32(counts + 8, n_blocks);
  qn__output_bytes(writer->output, counts, sizeof counts);
  qn__buffer *const buffers[] = {&writer->keys, &writer->values, &writer->prefixes, &writer->offsets, &writer->last};
  for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++) {
    if (buffers[i]->failed)
      qn__output_fail_memory(writer->output);
    qn__buffer_clear(buffers[i]);
  }
}
