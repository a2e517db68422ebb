/* SPDX-License-Identifier: MIT */
/* parsed_query.c: parses queries and compares their canonical text. */
#include "support/parsed_query.h"

#include "support/dropped_text.h"
#include "support/support.h"

#include <string.h>

qn_query *parse_query(const char *text, const qn_query_options *options) {
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, text, strlen(text), options, &error), error);
  const char *dropped = find_dropped(query);
  if (dropped != NULL)
    fail_msg("%s: in silence it drops what begins with %s", text, dropped);
  return query;
}

void check_query(const char *text, const char *canonical) {
  check_query_with(NULL, text, canonical, NULL);
}

void check_query_with(const qn_query_options *options, const char *text, const char *canonical, const char *warning) {
  qn_query *query = parse_query(text, options);
  const char *first = qn_query_warning(query, 0);
  if (strcmp(qn_query_text(query), canonical) != 0)
    fail_msg("%s is understood as %s, not as %s", text, qn_query_text(query), canonical);
  if (warning == NULL && first != NULL)
    fail_msg("%s warns: %s", text, first);
  if (warning != NULL && (first == NULL || strstr(first, warning) == NULL))
    fail_msg("%s warns: %s; not: %s", text, first == NULL ? "(nothing)" : first, warning);
  qn_query_free(query);
}
