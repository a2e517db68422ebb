/* SPDX-License-Identifier: MIT */
/* property_names.h: which names stand for which part of an article: those in use, and those that were asked for. */
#ifndef QN_INDEXER_ARTICLES_PROPERTY_NAMES_H
#define QN_INDEXER_ARTICLES_PROPERTY_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

typedef enum qn__role {
  QN__ROLE_ID,
  QN__ROLE_TITLE,
  QN__ROLE_TEXT,
  QN__ROLE_URL,
  QN__ROLE_DATE,
  QN__ROLE_LANG,
  QN__N_ROLES,
} qn__role;

/* The part that a name stands for and the name's rank among those of that part, from 0; false if it has no part. */
bool qn__role_of_name(const char *name, qn__role *role, size_t *rank);

/* Paths of keys, such as "content.rendered", that take the place of the names above; NULL where none was asked for. */
typedef struct qn__mapping {
  const char *paths[QN__N_ROLES];
  char memory[512];
} qn__mapping;

/* Reads "text=body,title=headline".  QN_BAD_INPUT says what it is that is wrong. */
qn_status qn__mapping_parse(qn__mapping *mapping, const char *asked, qn_error *error);

#endif
