/* SPDX-License-Identifier: MIT */
/* facet_json.c: an object for each facet, one for each of its values. */
#include "tool/facet_json.h"

#include "cli/json_writer.h"
#include "cli/numbers.h"
#include "tool/facet_values.h"

#include <math.h>

static void put_bound(qn__buffer *out, const char *key, double bound) {
  char number[CLI_NUMBER_MAX];
  if (!isinf(bound))
    qn__buffer_print(out, "\"%s\":%s,", key, cli_real(number, bound));
}

static void put_counted(qn__buffer *out, const qn_facet *asked, const qn_facet_value *value) {
  qn__buffer_u8(out, '{');
  if (asked->by == QN_FACET_RANGE) {
    put_bound(out, "from", value->value.number);
    put_bound(out, "to", value->end);
  } else if (value->value.type == QN_VALUE_KEYWORD) {
    cli_json_literal(out, "\"value\":");
    cli_json_string(out, value->value.keyword.data, value->value.keyword.size);
    qn__buffer_u8(out, ',');
  } else {
    const char *quote = value->value.type == QN_VALUE_DATE ? "\"" : "";
    qn__buffer_print(out, "\"value\":%s", quote);
    put_facet_value(out, asked, value);
    qn__buffer_print(out, "%s,", quote);
  }
  cli_json_literal(out, "\"articles\":");
  cli_json_number(out, value->n_articles);
  qn__buffer_u8(out, '}');
}

static void put_facet(qn__buffer *out, const qn_facet *asked, const qn_searcher *searcher, size_t i,
                      const qn_facet_result *result) {
  static const char *const names[] = {"value", "year", "month", "day", "range"};
  qn_facet_value value;
  cli_json_literal(out, "{\"column\":");
  cli_json_any_string(out, asked->column);
  qn__buffer_print(out, ",\"by\":\"%s\",\"articles\":", names[asked->by]);
  cli_json_number(out, result->n_articles);
  cli_json_literal(out, ",\"distinct\":");
  cli_json_number(out, result->n_distinct);
  cli_json_literal(out, ",\"values\":[");
  for (size_t k = 0; qn_searcher_facet_value(searcher, i, k, &value); k++) {
    if (k > 0)
      qn__buffer_u8(out, ',');
    put_counted(out, asked, &value);
  }
  cli_json_literal(out, "]}");
}

void put_facets_json(const output *to, const search_answer *answer) {
  qn_facet_result result;
  if (to->options->facet.n == 0 || answer->status != QN_OK)
    return;
  cli_json_literal(to->out, ",\"facets\":[");
  for (size_t i = 0; qn_searcher_facet(answer->searcher, i, &result); i++) {
    if (i > 0)
      qn__buffer_u8(to->out, ',');
    put_facet(to->out, &to->options->facets[i], answer->searcher, i, &result);
  }
  qn__buffer_u8(to->out, ']');
}
