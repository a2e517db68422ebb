/* SPDX-License-Identifier: MIT */
/* missing_fields.c: columns are read only where no article shown has the field. */
#include "tool/missing_fields.h"

#include "base/status.h"
#include "text/utf8.h"
#include "tool/shown_fields.h"

#include <string.h>

typedef struct wanted_column {
  qn_string name;
  bool found;
} wanted_column;

static void compare_name(void *context, const qn_column *column) {
  wanted_column *wanted = context;
  wanted->found |=
      column->name.size == wanted->name.size && memcmp(column->name.data, wanted->name.data, wanted->name.size) == 0;
}

static bool is_shown(const search_answer *answer, qn_string name) {
  for (size_t i = 0; i < answer->n_found; i++)
    if (has_field(&answer->found[i].article, name))
      return true;
  return false;
}

static qn_status note_missing(search_answer *answer, const tool_options *options) {
  field_names names = shown_fields(options);
  wanted_column wanted;
  while (answer->n_found > 0 && next_field(&names, &wanted.name)) {
    wanted.found = is_shown(answer, wanted.name);
    if (wanted.found)
      continue;
    const qn_status status = qn_index_each_column(options->index, compare_name, &wanted, &answer->error);
    if (status != QN_OK)
      return status;
    if (wanted.found)
      continue;
    qn__buffer_print(&answer->notes, "no article shown has a field ");
    qn__utf8_repair(&answer->notes, wanted.name.data, wanted.name.size);
    qn__buffer_u8(&answer->notes, '\0');
  }
  return answer->notes.failed ? qn__fail_memory(&answer->error) : QN_OK;
}

void note_missing_fields(search_answer *answer, const tool_options *options) {
  if (answer->status == QN_OK)
    answer->status = note_missing(answer, options);
}
