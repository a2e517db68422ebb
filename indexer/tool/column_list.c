/* SPDX-License-Identifier: MIT */
/* column_list.c: name, type, articles, distinct values and range of each column. */
#include "tool/column_list.h"

#include "cli/json_writer.h"
#include "cli/numbers.h"
#include "cli/safe_text.h"

#include <inttypes.h>
#include <string.h>

typedef struct column_list {
  qn__buffer *out;
  bool json, first;
} column_list;

static const char *type_name(qn_value_type type) {
  return type == QN_VALUE_DATE ? "date" : type == QN_VALUE_NUMBER ? "number" : "keyword";
}

/* A date is without the time of the day where that is midnight. */
static void put_value(column_list *list, const qn_value *value) {
  char date[CLI_NUMBER_MAX];
  if (value->type == QN_VALUE_NUMBER) {
    qn__buffer_print(list->out, "%.15g", value->number);
  } else if (value->type == QN_VALUE_DATE) {
    const char *quote = list->json ? "\"" : "";
    qn__buffer_print(list->out, "%s%s%s", quote, cli_date(date, value->seconds, value->seconds % 86400 != 0), quote);
  } else if (list->json) {
    cli_json_string(list->out, value->keyword.data, value->keyword.size);
  } else {
    cli_put_text(list->out, value->keyword.data, value->keyword.size);
  }
}

static void put_column_json(column_list *list, const qn_column *column) {
  cli_json_literal(list->out, list->first ? "{\"name\":" : ",{\"name\":");
  cli_json_string(list->out, column->name.data, column->name.size);
  qn__buffer_print(list->out, ",\"type\":\"%s\",\"articles\":%" PRIu64 ",\"values\":%" PRIu64 ",\"least\":",
                   type_name(column->type), column->n_articles, column->n_distinct);
  put_value(list, &column->least);
  cli_json_literal(list->out, ",\"greatest\":");
  put_value(list, &column->greatest);
  qn__buffer_u8(list->out, '}');
}

static void put_column_line(column_list *list, const qn_column *column) {
  char articles[CLI_NUMBER_MAX], values[CLI_NUMBER_MAX];
  qn__buffer_print(list->out, "  ");
  cli_put_text(list->out, column->name.data, column->name.size);
  qn__buffer_print(list->out, "%*s %-8s %12s %12s  ", column->name.size < 20 ? 20 - (int)column->name.size : 0, "",
                   type_name(column->type), cli_count(articles, column->n_articles),
                   cli_count(values, column->n_distinct));
  put_value(list, &column->least);
  qn__buffer_print(list->out, " to ");
  put_value(list, &column->greatest);
  qn__buffer_print(list->out, "\n");
}

static void put_column(void *context, const qn_column *column) {
  column_list *list = context;
  if (list->json)
    put_column_json(list, column);
  else
    put_column_line(list, column);
  list->first = false;
}

qn_status column_list_put(qn__buffer *out, const qn_index *index, bool json, qn_error *error) {
  column_list list = {out, json, true};
  qn__buffer_print(out, "%s", json ? "[" : "");
  if (!json)
    qn__buffer_print(out, "%-22s %-8s %12s %12s  %s\n", "columns", "type", "articles", "values", "range");
  qn_status status = qn_index_each_column(index, put_column, &list, error);
  qn__buffer_print(out, "%s", json ? "]" : "");
  return status;
}
