/* SPDX-License-Identifier: MIT */
#include "support/expansion_fixture.h"

#include "support/support.h"

#include <stdio.h>
#include <string.h>

int set_up_expansions(void **state) {
  static expansion_fixture f;
  static const char *const texts[] = {"university universities", "universe",  "universal",  "university",
                                      "universes universe",      "caf\u00e9", "cafe cafes", "Universit\u00e4t"};
  static const size_t ends[] = {3, 6, 8};
  qn_error error;
  f = (expansion_fixture){.dir = make_temp_dir()};
  for (size_t segment = 0, i = 0; segment < 3; segment++) {
    qn_article articles[3];
    size_t n = 0;
    for (; i < ends[segment]; i++, n++)
      articles[n] = (qn_article){.id = string_of(&"0\0"
                                                  "1\0"
                                                  "2\0"
                                                  "3\0"
                                                  "4\0"
                                                  "5\0"
                                                  "6\0"
                                                  "7"[2 * i]),
                                 .text = string_of(texts[i]),
                                 .language = string_of(i == 7 ? "de" : "en")};
    add_articles(f.dir, articles, n, NULL);
  }
  assert_ok(qn_index_open(&f.index, (const char *const *)&f.dir, 1, &error), error);
  assert_ok(qn__analyzer_new(&f.analyzer, &error), error);
  qn__arena_init(&f.arena);
  assert_ok(qn__expander_new(&f.expander, f.index, NULL, f.analyzer, &f.arena, &error), error);
  f.plan = (qn__plan){.index = f.index, .n_articles = f.index->n_articles};
  *state = &f;
  return 0;
}

int tear_down_expansions(void **state) {
  expansion_fixture *f = *state;
  qn__arena_clear(&f->arena);
  qn__analyzer_free(f->analyzer);
  qn_index_close(f->index);
  remove_tree(f->dir);
  return 0;
}

qn__query_word pattern_word(qn__operator op, const char *text, uint8_t edits) {
  return (qn__query_word){
      .text = text, .size = (uint32_t)strlen(text), .kind = QN__WORD_UNICODE, .op = op, .edits = edits};
}

const char *describe_expansion(expansion_fixture *f, const qn__expansion *found) {
  enum { ROOM = 512 };
  char *text = qn__arena_alloc(&f->arena, ROOM);
  size_t size = 0;
  assert_non_null(text);
  text[0] = '\0';
  for (size_t i = 0; i < found->n && size < ROOM / 2; i++)
    size += (size_t)snprintf(text + size, ROOM - size, "%s%.*s %u", i == 0 ? "" : " ", (int)found->forms[i].size - 1,
                             found->forms[i].bytes + 1, (unsigned)found->forms[i].doc_freq);
  if (found->cut)
    snprintf(text + size, ROOM - size, " ...");
  return text;
}

const char *expand_pattern(expansion_fixture *f, qn__operator op, const char *text, uint8_t edits, size_t most) {
  const qn__query_word word = pattern_word(op, text, edits);
  qn__expansion found;
  qn_error error;
  assert_ok(qn__expand(f->expander, &word, most, &found, &error), error);
  return describe_expansion(f, &found);
}
