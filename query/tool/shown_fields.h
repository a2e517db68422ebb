/* SPDX-License-Identifier: MIT */
/* shown_fields.h: the fields of articles that --fields asks for: those of their JSON, and language, date and URL by the
 * names that these have as columns. */
#ifndef QN_QUERY_TOOL_SHOWN_FIELDS_H
#define QN_QUERY_TOOL_SHOWN_FIELDS_H

#include "base/buffer.h"
#include "tool/tool_options.h"

/* A walk over the names: an option's value may have several, with commas between. */
typedef struct field_names {
  const cli_list *list;
  size_t item;
  const char *at; /* in that item, NULL: at its beginning */
} field_names;

field_names shown_fields(const tool_options *options);

/* False after the last. */
bool next_field(field_names *names, qn_string *name);

bool has_field(const qn_article *article, qn_string name);

/* The JSON of the field; false if the article has none of that name, or only its language, date or URL is called so. */
bool find_field(const qn_article *article, qn_string name, qn_string *json);

/* Appends the field as people read it, valid UTF-8; false if the article has none of that name. */
bool put_field_text(qn__buffer *out, const qn_article *article, qn_string name);

#endif
