/* SPDX-License-Identifier: MIT */
/* shown_fields.c: names between commas, and what an article has by a name. */
#include "tool/shown_fields.h"

#include "cli/json_reader.h"

#include <string.h>

field_names shown_fields(const tool_options *options) {
  return (field_names){.list = &options->fields};
}

bool next_field(field_names *names, qn_string *name) {
  while (names->item < names->list->n) {
    const char *start = names->at != NULL ? names->at : names->list->items[names->item];
    const size_t size = strcspn(start, ",");
    *name = (qn_string){start, size};
    names->at = start + size + 1;
    if (start[size] == '\0') {
      names->at = NULL;
      names->item++;
    }
    if (size > 0)
      return true;
  }
  return false;
}

bool find_field(const qn_article *article, qn_string name, qn_string *json) {
  return article->fields.size > 0 && cli_json_find(article->fields, name, json);
}

/* What is not one of the JSON's fields, but a column; empty if it is neither. */
static qn_string find_own(const qn_article *article, qn_string name) {
  const struct {
    const char *name;
    qn_string value;
  } own[] = {{"lang", article->language}, {"date", article->date}, {"url", article->url}};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    if (strlen(own[i].name) == name.size && memcmp(own[i].name, name.data, name.size) == 0)
      return own[i].value;
  return (qn_string){"", 0};
}

bool has_field(const qn_article *article, qn_string name) {
  qn_string json;
  return find_field(article, name, &json) || find_own(article, name).size > 0;
}

bool put_field_text(qn__buffer *out, const qn_article *article, qn_string name) {
  qn_string json;
  if (find_field(article, name, &json)) {
    cli_json_put_text(out, json);
    return true;
  }
  const qn_string own = find_own(article, name);
  qn__buffer_bytes(out, own.data, own.size);
  return own.size > 0;
}
