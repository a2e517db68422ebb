/* SPDX-License-Identifier: MIT */
/* path_globs.c: braces are written out, the rest are rules. */
#include "walk/path_globs.h"

#include "base/memory.h"
#include "base/status.h"

#include <string.h>

void qn__path_globs_init(qn__path_globs *globs) {
  qn__rule_list_init(&globs->rules);
  qn__buffer_init(&globs->texts);
  globs->some_wanted = false;
}

void qn__path_globs_clear(qn__path_globs *globs) {
  char **texts = QN__ARRAY(char *, &globs->texts);
  for (size_t i = 0; i < globs->texts.size / sizeof *texts; i++)
    qn__free(texts[i]);
  qn__buffer_clear(&globs->texts);
  qn__rule_list_clear(&globs->rules);
}

/* --- braces ------------------------------------------------------------------------------------------------------- */

/* The first of `signs` at or after `at` that is not in braces opened after it, nor after a backslash. */
static size_t find_sign(const char *glob, size_t at, const char *signs) {
  size_t depth = 0;
  for (; glob[at] != '\0'; at++) {
    if (depth == 0 && strchr(signs, glob[at]) != NULL)
      return at;
    if (glob[at] == '\\' && glob[at + 1] != '\0')
      at++;
    else if (glob[at] == '{')
      depth++;
    else if (glob[at] == '}' && depth > 0)
      depth--;
  }
  return at;
}

static qn_status add_text(qn__path_globs *globs, char *text, qn_error *error) {
  if (text == NULL)
    return qn__fail_memory(error);
  qn__buffer_bytes(&globs->texts, &text, sizeof text);
  if (globs->texts.failed) {
    qn__free(text);
    return qn__fail_memory(error);
  }
  if (qn__glob_of(text, strlen(text)).form == QN__GLOB_NEVER)
    return qn__fail(error, QN_INVALID, "a [ lacks its ], or nothing follows a backslash");
  return qn__rule_list_add(&globs->rules, text, strlen(text), 0, error);
}

/* START middle END, on the heap. */
static char *joined(const char *glob, size_t start, const char *middle, size_t middle_size, const char *end) {
  const size_t end_size = strlen(end);
  char *text = qn__malloc(start + middle_size + end_size + 1);
  if (text == NULL)
    return NULL;
  memcpy(text, glob, start);
  memcpy(text + start, middle, middle_size);
  memcpy(text + start + middle_size, end, end_size + 1);
  return text;
}

/* Takes the glob; adds it for each alternative of its first braces, and so on. */
static qn_status add_alternatives(qn__path_globs *globs, char *glob, unsigned *room, qn_error *error) {
  if (glob == NULL)
    return qn__fail_memory(error);
  const size_t open = find_sign(glob, 0, "{");
  const size_t close = glob[open] != '\0' ? find_sign(glob, open + 1, "}") : open;
  if (glob[close] == '\0') {
    if (glob[open] == '\0' && *room > 0) {
      --*room;
      return add_text(globs, glob, error);
    }
    const bool is_open = glob[open] != '\0';
    qn__free(glob);
    return qn__fail(error, QN_INVALID, "%s", is_open ? "a { lacks its }" : "the braces stand for too many globs");
  }
  qn_status status = QN_OK;
  for (size_t at = open + 1; at <= close && status == QN_OK; at++) {
    size_t comma = find_sign(glob, at, ",}");
    status = add_alternatives(globs, joined(glob, open, glob + at, comma - at, glob + close + 1), room, error);
    at = comma;
  }
  qn__free(glob);
  return status;
}

/* --- globs -------------------------------------------------------------------------------------------------------- */

qn_status qn__path_globs_add(qn__path_globs *globs, const char *glob, bool excluded, qn_error *error) {
  unsigned room = QN__MOST_BRACES;
  const bool unwanted = excluded || *glob == '!';
  const char *pattern = glob + (!excluded && *glob == '!');
  if (*pattern == '\0')
    return qn__fail(error, QN_INVALID, "a glob is empty");
  globs->some_wanted |= !unwanted;
  /* What the rules of ignore files leave out is wanted here, and the other way round. */
  return add_alternatives(globs, joined("!", !unwanted, pattern, strlen(pattern), ""), &room, error);
}

qn__verdict qn__path_globs_verdict(const qn__path_globs *globs, const qn__walk_entry *entry, size_t start) {
  const qn__verdict verdict = qn__rule_verdict(qn__rule_list_find(&globs->rules, entry, start));
  if (verdict == QN__UNDECIDED && globs->some_wanted && !entry->is_folder)
    return QN__UNWANTED;
  return verdict;
}
