/* SPDX-License-Identifier: MIT */
/* properties.h: which property of an object (JSON, front matter) is the title, which the text, and so on. */
#ifndef QN_INDEXER_ARTICLES_PROPERTIES_H
#define QN_INDEXER_ARTICLES_PROPERTIES_H

#include <cjson/cJSON.h>

#include "articles/dates.h"
#include "base/status.h"

enum { QN__N_ROLES = 6 }; /* id, title, text, url, date, lang */

/* Memory that an article made from an object points to. */
typedef struct qn__properties {
  cJSON *taken[QN__N_ROLES]; /* owned; NULL: none */
  char *fields, *source_map; /* owned, cJSON's heap */
  char date[QN__DATE_MAX];
  char numbers[QN__N_ROLES][32];
} qn__properties;

void qn__properties_init(qn__properties *properties);
void qn__properties_clear(qn__properties *properties);

/* True if a property of this name can be a part of the article. */
bool qn__property_is_known(const char *name);

/* Fills the article from the object and takes what it uses out of it, "source_map" as it is if that is an array; the
 * rest becomes `fields`.  Of several names for one part the preferred one wins, of equal ones the last.  A date that
 * cannot be read stays a field; a text may be an array of paragraphs.  `json` is the object's own text, for numbers as
 * written; NULL: they are printed.  The strings live until clear or the next call, or as long as `json`. */
qn_status qn__properties_take(qn__properties *properties, cJSON *object, qn_string json, qn_article *article,
                              qn_error *error);

#endif
