/* SPDX-License-Identifier: MIT */
/* properties.h: which property of an object (JSON, front matter) is the title, which the text, and so on. */
#ifndef QN_INDEXER_ARTICLES_PROPERTIES_H
#define QN_INDEXER_ARTICLES_PROPERTIES_H

#include <cjson/cJSON.h>

#include "articles/dates.h"
#include "articles/line_steps.h"
#include "articles/property_names.h"
#include "base/buffer.h"

/* Memory that an article made from an object points to. */
typedef struct qn__properties {
  cJSON *taken[QN__N_ROLES];        /* owned; NULL: none */
  char *fields, *source_map, *text; /* owned, cJSON's heap */
  qn__buffer plain[2];              /* the title and the text that were HTML */
  qn__line_steps lines;             /* of the text, if its strings know theirs (json_string_lines.h) */
  char date[QN__DATE_MAX];
  char numbers[QN__N_ROLES][32];
} qn__properties;

void qn__properties_init(qn__properties *properties);
void qn__properties_clear(qn__properties *properties);

/* True if a property of this name can be a part of the article. */
bool qn__property_is_known(const char *name);

/* How an object is read. */
typedef struct qn__property_rules {
  qn_string json;         /* its own text, for numbers as written; NULL: they are printed */
  const qn__mapping *map; /* what was asked for; NULL: nothing */
  bool has_text;          /* the text is elsewhere: no property is it */
  bool all_strings;       /* an object without a text has all its strings as text */
} qn__property_rules;

/* Fills the article from the object and takes what it uses out of it, "source_map" as it is if that is an array; the
 * rest becomes `fields`.  Of several names for one part the preferred one wins, of equal ones the last.  A date that
 * cannot be read stays a field; a text may be an array of paragraphs, a title one of strings, and an object with
 * "rendered" stands for that.  The strings live until clear or the next call, or as long as the object's text. */
qn_status qn__properties_take(qn__properties *properties, cJSON *object, const qn__property_rules *rules,
                              qn_article *article, qn_error *error);

#endif
