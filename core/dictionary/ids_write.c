/* SPDX-License-Identifier: MIT */
/* ids_write.c: ids in order, each with its article.  Partner: ids_read.c.  Bytes: index-data/FORMAT.md, "Ids". */
#include "dictionary/ids.h"

void qn__ids_begin(qn__keys_writer *writer, qn__output *output) {
  qn__keys_begin(writer, output);
}

void qn__ids_add(qn__keys_writer *writer, const char *id, size_t size, uint32_t doc) {
  uint8_t value[QN__VARINT_MAX];
  qn__keys_add(writer, id, size, value, (size_t)(qn__put_varint(value, doc) - value));
}

void qn__ids_end(qn__keys_writer *writer) {
  qn__keys_end(writer);
}
