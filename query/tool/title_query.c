/* SPDX-License-Identifier: MIT */
/* title_query.c: blanks alone separate words, and a blank after the last says that it is whole. */
#include "tool/title_query.h"

#include <string.h>

static bool is_blank(char c) {
  return strchr(" \t\r\n", c) != NULL;
}

qn_status title_query(qn_query **out, qn_string text, qn_error *error) {
  qn_query_builder *builder = NULL;
  qn_part part = QN_PART_INIT;
  part.occur = QN_MUST;
  part.title = true;
  qn_status status = qn_query_builder_new(&builder, error);
  for (size_t at = 0, end; at < text.size; at = end + 1) {
    for (end = at; end < text.size && !is_blank(text.data[end]);)
      end++;
    part.match = end == text.size ? QN_MATCH_PARTIAL : QN_MATCH_FORMS;
    if (end > at)
      qn_query_builder_word(builder, text.data + at, end - at, &part);
  }
  if (status == QN_OK)
    status = qn_query_builder_finish(out, builder, error);
  qn_query_builder_free(builder);
  return status;
}
