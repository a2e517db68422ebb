/* SPDX-License-Identifier: MIT */
/* store_tables_write.c: joins units to a store and writes the tables that find their pieces.  Partner: store_read.c.
 * Bytes: index-data/FORMAT.md, "Store".
 *
 * Until the end the rows of the tables wait as varints, an ascending number as its distance from the row before:
 *                in a unit                                                 in the writer
 *     piece      deflated size, inflated size, first byte, first word      the same after the offset
 *     heads      deflated size, inflated size, first article in the unit   the same after the offset
 *     article    piece in the unit, offset, size                           the same                            */
#include "store/store.h"

#include "base/reader.h"

void qn__store_begin(qn__store_writer *writer, qn__output *output) {
  *writer = (qn__store_writer){.output = output};
}

static bool ascends(qn__store_table table) {
  return table == QN__STORE_PIECE_OFFSET || table == QN__STORE_HEADS_OFFSET || table == QN__STORE_HEADS_ARTICLE ||
         table == QN__STORE_ARTICLE_PIECE;
}

/* Adds a number to the writer's rows. */
static void put_row(qn__store_writer *writer, qn__buffer *rows, qn__store_table table, uint64_t value) {
  qn__buffer_varint(rows, ascends(table) ? value - writer->last[table] : value);
  writer->last[table] = value;
  if (value > writer->max[table])
    writer->max[table] = value;
}

static void append_pieces(qn__store_writer *writer, const qn__store_unit *unit, uint64_t offset) {
  qn__reader rows = qn__reader_of(unit->piece_rows.data, unit->piece_rows.size);
  for (; qn__reader_left(&rows) > 0; writer->n_pieces++) {
    uint64_t deflated = qn__read_varint(&rows);
    put_row(writer, &writer->piece_rows, QN__STORE_PIECE_OFFSET, offset);
    put_row(writer, &writer->piece_rows, QN__STORE_PIECE_DEFLATED, deflated);
    put_row(writer, &writer->piece_rows, QN__STORE_PIECE_SIZE, qn__read_varint(&rows));
    put_row(writer, &writer->piece_rows, QN__STORE_PIECE_BYTE, qn__read_varint(&rows));
    put_row(writer, &writer->piece_rows, QN__STORE_PIECE_WORD, qn__read_varint(&rows));
    offset += deflated;
  }
}

static void append_heads(qn__store_writer *writer, const qn__store_unit *unit, uint64_t offset) {
  qn__reader rows = qn__reader_of(unit->heads_rows.data, unit->heads_rows.size);
  for (; qn__reader_left(&rows) > 0; writer->n_heads++) {
    uint64_t deflated = qn__read_varint(&rows);
    put_row(writer, &writer->heads_rows, QN__STORE_HEADS_OFFSET, offset);
    put_row(writer, &writer->heads_rows, QN__STORE_HEADS_DEFLATED, deflated);
    put_row(writer, &writer->heads_rows, QN__STORE_HEADS_SIZE, qn__read_varint(&rows));
    put_row(writer, &writer->heads_rows, QN__STORE_HEADS_ARTICLE, writer->n_articles + qn__read_varint(&rows));
    offset += deflated;
  }
}

static void append_articles(qn__store_writer *writer, const qn__store_unit *unit, uint32_t first_piece) {
  qn__reader rows = qn__reader_of(unit->article_rows.data, unit->article_rows.size);
  while (qn__reader_left(&rows) > 0) {
    put_row(writer, &writer->article_rows, QN__STORE_ARTICLE_PIECE, first_piece + qn__read_varint(&rows));
    put_row(writer, &writer->article_rows, QN__STORE_ARTICLE_OFFSET, qn__read_varint(&rows));
    put_row(writer, &writer->article_rows, QN__STORE_ARTICLE_SIZE, qn__read_varint(&rows));
  }
}

void qn__store_append(qn__store_writer *writer, const qn__store_unit *unit) {
  uint64_t offset = qn__output_section_size(writer->output);
  uint32_t first_piece = writer->n_pieces;
  qn__output_bytes(writer->output, unit->pieces.data, unit->pieces.size);
  qn__output_bytes(writer->output, unit->heads.data, unit->heads.size);
  append_pieces(writer, unit, offset);
  append_heads(writer, unit, offset + unit->pieces.size);
  append_articles(writer, unit, first_piece);
  writer->n_articles += unit->n_articles;
}

/* Packs the column `table` of rows whose first column is the table `first`, and which have `n_columns`. */
static void write_table(qn__store_writer *writer, qn__store_table table, const qn__buffer *rows, qn__store_table first,
                        unsigned n_columns) {
  uint64_t last = 0;
  qn__packed_writer packed;
  qn__packed_begin(&packed, writer->output, writer->max[table]);
  qn__reader reader = qn__reader_of(rows->data, rows->size);
  for (unsigned i = 0; qn__reader_left(&reader) > 0; i++) {
    uint64_t value = qn__read_varint(&reader);
    if (i % n_columns != table - first)
      continue;
    last = ascends(table) ? last + value : value;
    qn__packed_add(&packed, last);
  }
  qn__packed_end(&packed);
}

void qn__store_end(qn__store_writer *writer) {
  for (qn__store_table table = 0; table < QN__STORE_TABLES; table++) {
    if (table < QN__STORE_HEADS_OFFSET)
      write_table(writer, table, &writer->piece_rows, QN__STORE_PIECE_OFFSET,
                  QN__STORE_HEADS_OFFSET - QN__STORE_PIECE_OFFSET);
    else if (table < QN__STORE_ARTICLE_PIECE)
      write_table(writer, table, &writer->heads_rows, QN__STORE_HEADS_OFFSET,
                  QN__STORE_ARTICLE_PIECE - QN__STORE_HEADS_OFFSET);
    else
      write_table(writer, table, &writer->article_rows, QN__STORE_ARTICLE_PIECE,
                  QN__STORE_TABLES - QN__STORE_ARTICLE_PIECE);
  }
  uint8_t trailer[QN__STORE_TRAILER_SIZE];
  qn__store_u32(trailer, writer->n_articles);
  qn__store_u32(trailer + 4, writer->n_pieces);
  qn__store_u32(trailer + 8, writer->n_heads);
  for (qn__store_table table = 0; table < QN__STORE_TABLES; table++)
    trailer[12 + table] = (uint8_t)qn__bit_width(writer->max[table]);
  qn__output_bytes(writer->output, trailer, sizeof trailer);
  qn__buffer *const buffers[] = {&writer->piece_rows, &writer->heads_rows, &writer->article_rows};
  for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++) {
    if (buffers[i]->failed)
      qn__output_fail_memory(writer->output);
    qn__buffer_clear(buffers[i]);
  }
}
