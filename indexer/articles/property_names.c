/* SPDX-License-Identifier: MIT */
/* property_names.c: names that are in use, in order of preference. */
#include "articles/property_names.h"

#include <string.h>
#include <strings.h>

enum { MAX_NAMES = 24 };
static const char *const names[QN__N_ROLES][MAX_NAMES] = {
    [QN__ROLE_ID] = {"id", "_id", "docid", "doc_id", "docno", NULL},
    [QN__ROLE_TITLE] = {"title", "headline", "heading", "subject", "name", NULL},
    [QN__ROLE_TEXT] = {"text", "body", "content", "contents", "articleBody", "full_text", "fulltext", "body_text",
                       "selftext", "message", "transcript", "abstract", "summary", "description", NULL},
    [QN__ROLE_URL] = {"url", "link", "uri", "permalink", "canonical", NULL},
    [QN__ROLE_DATE] = {"date", "published", "published_at", "publishedAt", "datePublished", "pubDate",
                       "publication_date", "created", "created_at", "createdAt", "timestamp", "time", "updated",
                       "modified", NULL},
    [QN__ROLE_LANG] = {"lang", "language", "inLanguage", "locale", NULL},
};

/* What they are called where they are asked for. */
static const char *const roles[QN__N_ROLES] = {"id", "title", "text", "url", "date", "lang"};

bool qn__role_of_name(const char *name, qn__role *role, size_t *rank) {
  for (size_t i = 0; i < QN__N_ROLES; i++)
    for (size_t j = 0; names[i][j] != NULL; j++)
      if (strcasecmp(names[i][j], name) == 0) {
        *role = (qn__role)i;
        *rank = j;
        return true;
      }
  return false;
}

/* Notes one "part=path"; false if there is no such part. */
static bool map_one(qn__mapping *mapping, char *part) {
  char *path = strchr(part, '=');
  if (path == NULL || path[1] == '\0')
    return false;
  *path++ = '\0';
  for (size_t i = 0; i < QN__N_ROLES; i++)
    if (strcmp(roles[i], part) == 0) {
      mapping->paths[i] = path;
      return true;
    }
  return false;
}

qn_status qn__mapping_parse(qn__mapping *mapping, const char *asked, qn_error *error) {
  *mapping = (qn__mapping){.paths = {NULL}};
  if (strlen(asked) >= sizeof mapping->memory)
    return qn__fail(error, QN_BAD_INPUT, "too long: %zu bytes at most", sizeof mapping->memory - 1);
  strcpy(mapping->memory, asked);
  char *next = NULL;
  for (char *part = strtok_r(mapping->memory, ",", &next); part != NULL; part = strtok_r(NULL, ",", &next))
    if (!map_one(mapping, part))
      return qn__fail(error, QN_BAD_INPUT,
                      "\"%s\" is not like text=body: a part (id, title, text, url, date, lang) and a key", part);
  return QN_OK;
}
