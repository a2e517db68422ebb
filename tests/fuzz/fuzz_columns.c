/* SPDX-License-Identifier: MIT */
/* fuzz_columns.c: columns that somebody changed, with right checksums, are read or reported; what passes the check of
 * owners gives each article values that exist, and every value to one article.  Input: steps (crafted_file.h). */
#include "fuzz/fuzz.h"

#include "columns/columns.h"
#include "support/crafted_file.h"
#include "support/scaffold.h"
#include "support/section_file.h"

#include <stdio.h>
#include <stdlib.h>

const char *const fuzz_seeds[] = {
    "A0\x80\x04\x02\x20", /* the number of columns */
    "A0\x80\x2b\x01\x01"
    "A0\x80\x2a\x01\x02", /* an entry */
    "B0\x80\x24\x02\x01"
    "B0\x80\x20\x02\xff",
    "C0\x80\x53\x03\x01"
    "A0\x80\x4f\x02\x08",
    "D0\x01\x01\x0f\xff",
    "G0\x01\x40\x20\x01",
    "A0\x80\x1c\x03\x3f"
    "A0\x80\x0c\x03\xff",
    NULL,
};

enum { N_DOCS = 90, SECTION = 1, VALUES_READ = 200, COLUMNS_READ = 40 };

static section_file pristine;

static void end_sample(void) {
  section_file_close(&pristine);
}

/* All three types in all three layouts. */
static void begin_sample(void) {
  qn__columns_writer *writer;
  FUZZ_REQUIRE(qn__columns_writer_new(&writer, NULL) == QN_OK);
  for (uint32_t doc = 0; doc < N_DOCS; doc++) {
    char keyword[16];
    size_t size = (size_t)snprintf(keyword, sizeof keyword, "topic %u", doc % 7);
    qn__columns_date(writer, doc, -5000000000 + (int64_t)doc * 3600);
    qn__columns_number(writer, doc, "single", 6, doc * 250.0);
    qn__columns_keyword(writer, doc, "topics", 6, keyword, size);
    for (uint32_t i = 0; i < doc % 3; i++)
      qn__columns_number(writer, doc, "dense", 5, doc / 3.0 + i);
    if (doc % 3 == 0)
      qn__columns_keyword(writer, doc, "topics", 6, "more", 4);
    if (doc % 20 == 0)
      qn__columns_number(writer, doc, "sparse", 6, 1e9);
    if (doc == 17)
      qn__columns_keyword(writer, doc, "sparse", 6, "", 0);
  }
  section_file_begin(&pristine);
  FUZZ_REQUIRE(qn__columns_end(writer, &pristine.output, N_DOCS, NULL) == QN_OK);
  section_file_end(&pristine);
  qn__columns_writer_free(writer);
  atexit(end_sample);
}

static qn_status read_keyword(const qn__column *column, uint32_t value, qn_error *error) {
  uint32_t ordinal;
  const char *text;
  size_t size, sum = 0;
  qn_status status = qn__column_keyword(column, value, &ordinal, error);
  if (status == QN_OK)
    status = qn__column_keyword_text(column, ordinal, &text, &size, error);
  for (size_t i = 0; status == QN_OK && i < size; i++)
    sum += (uint8_t)text[i];
  FUZZ_REQUIRE(sum <= 255u * QN__KEYWORD_MAX);
  return status;
}

static qn_status read_value(const qn__column *column, uint32_t value, qn_error *error) {
  int64_t seconds;
  double number;
  if (column->type == QN__COLUMN_DATE)
    return qn__column_date(column, value, &seconds, error);
  if (column->type == QN__COLUMN_NUMBER)
    return qn__column_number(column, value, &number, error);
  return read_keyword(column, value, error);
}

/* Reads the values of all articles; the first ones of articles that have very many. */
static void read_column(const qn__column *column) {
  qn_error error;
  uint64_t owned = 0;
  const bool checked = qn__column_check_owners(column, &error) == QN_OK;
  for (uint32_t doc = 0; doc < N_DOCS; doc++) {
    uint32_t first, end;
    qn_status status = qn__column_values(column, doc, &first, &end, &error);
    FUZZ_REQUIRE(status == QN_OK || status == QN_DAMAGED);
    FUZZ_REQUIRE(status == QN_OK || !checked);
    if (status != QN_OK)
      return;
    FUZZ_REQUIRE(!checked || (first <= end && end <= column->n_values));
    owned += end - first;
    for (uint32_t value = first; value < end && value - first < VALUES_READ; value++) {
      status = read_value(column, value, &error);
      FUZZ_REQUIRE(status == QN_OK || status == QN_DAMAGED);
    }
  }
  FUZZ_REQUIRE(!checked || owned == column->n_values);
}

static void read_columns(const qn__view *view) {
  qn__section section;
  qn__columns columns;
  qn__column column;
  qn_error error;
  if (qn__view_section(view, SECTION, &section, &error) != QN_OK ||
      qn__columns_open(&columns, &section, N_DOCS, &error) != QN_OK)
    return;
  for (uint32_t i = 0; i < columns.n_columns && i < COLUMNS_READ; i++)
    if (qn__columns_get(&columns, i, &column, &error) == QN_OK)
      read_column(&column);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  crafted_file file;
  qn__view *view = NULL;
  qn_error error;
  if (pristine.view == NULL)
    begin_sample();
  FUZZ_REQUIRE(crafted_file_open(&file, pristine.view->data, pristine.view->size));
  for (size_t at = 0; at + CRAFTED_STEP_SIZE <= size; at += CRAFTED_STEP_SIZE)
    crafted_file_change(&file, data + at);
  size_t file_size;
  uint8_t *bytes = crafted_file_bytes(&file, &file_size);
  if (qn__view_of_memory(&view, bytes, file_size, "columns", QN__FILE_SEGMENT, &error) == QN_OK)
    read_columns(view);
  qn__view_release(view);
  free(bytes);
  crafted_file_close(&file);
  return 0;
}
