/* SPDX-License-Identifier: MIT */
/* column_file.h: columns as the one section of a file. */
#ifndef QN_TESTS_SUPPORT_COLUMN_FILE_H
#define QN_TESTS_SUPPORT_COLUMN_FILE_H

#include "columns/columns.h"
#include "support/section_file.h"
#include "support/support.h"

/* Writes the columns of `n_docs` articles, and frees the writer. */
static inline void column_file_write(section_file *file, qn__columns_writer *writer, uint32_t n_docs) {
  section_file_begin(file);
  assert_int_equal(qn__columns_end(writer, &file->output, n_docs, NULL), QN_OK);
  section_file_end(file);
  qn__columns_writer_free(writer);
}

#endif
