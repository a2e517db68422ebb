/* SPDX-License-Identifier: MIT */
/* test_built_queries.c: any query that is built by calls is the tree that its text is parsed to. */
#include "language/query.h"
#include "support/parsed_query.h"
#include "support/query_tree.h"
#include "support/support.h"

#include <string.h>

static size_t draw_text(random_source *random, char *out) {
  static const char *const pieces[] = {
      "a",   "tide",  "the sea", " ",      "\"",   "AT&T", "*",  "?",       "~",    "(",
      "C++", "NOT",   "北京",    "中文字", "א\"ב", "'",    ":",  "5,864.6", "\xff", "-",
      "=",   "wi-fi", "\n",      "title:", "^2",   "a/b",  "\\", "“",       "»",    ". "};
  size_t size = 0;
  for (uint32_t n = 1 + random_below(random, 5); n > 0; n--) {
    const char *piece = pieces[random_below(random, sizeof pieces / sizeof pieces[0])];
    memcpy(out + size, piece, strlen(piece));
    size += strlen(piece);
  }
  return size;
}

static qn_part draw_part(random_source *random, bool group) {
  qn_part part = QN_PART_INIT;
  part.occur = (qn_occur)random_below(random, 3);
  part.match = (qn_match)(group ? 0 : random_below(random, 6));
  part.edits = part.match == QN_MATCH_FUZZY ? random_below(random, 3) : 0;
  part.min_match = group && random_below(random, 4) == 0 ? random_below(random, 4) : 0;
  part.boost = part.occur != QN_MUST_NOT && random_below(random, 4) == 0 ? random_below(random, 5000) / 1000.0 : 0.0;
  part.title = random_below(random, 6) == 0;
  return part;
}

static void draw_phrases(random_source *random, qn_query_builder *builder, bool near, const qn_part *part) {
  char texts[3][64];
  qn_string phrases[3];
  for (int i = 0; i < 3; i++)
    phrases[i] = (qn_string){texts[i], draw_text(random, texts[i])};
  if (near)
    qn_query_builder_near(builder, phrases, 2 + random_below(random, 2), random_below(random, 20), part);
  else
    qn_query_builder_synonyms(builder, phrases, 2 + random_below(random, 2), part);
}

static void draw_call(random_source *random, qn_query_builder *builder, unsigned *depth) {
  char text[64];
  const uint32_t kind = random_below(random, 12);
  const qn_part part = draw_part(random, kind == 7 || kind == 8);
  const size_t size = draw_text(random, text);
  if (kind < 3)
    qn_query_builder_word(builder, text, size, &part);
  else if (kind < 5)
    qn_query_builder_phrase(builder, text, size, &part);
  else if (kind < 7)
    draw_phrases(random, builder, kind == 5, &part);
  else if (kind < 9)
    qn_query_builder_begin(builder, &part);
  else if (kind < 10)
    qn_query_builder_filter(builder, "lang", random_below(random, 2) == 0 ? "en" : "zh TW", part.occur);
  else if (kind < 11 && *depth > 0)
    qn_query_builder_end(builder);
  else if (kind == 11)
    qn_query_builder_everything(builder, part.occur);
  *depth += kind == 7 || kind == 8;
  *depth -= kind == 10 && *depth > 0;
}

static void any_query_has_the_tree_of_its_text(void **state) {
  random_source random = random_start("test_built_queries", 11);
  unsigned n_built = 0;
  (void)state;
  for (int round = 0; round < 30000; round++) {
    qn_query_builder *builder = NULL;
    qn_query *query = NULL;
    assert_int_equal(qn_query_builder_new(&builder, NULL), QN_OK);
    unsigned depth = 0;
    for (uint32_t n = random_below(&random, 8); n > 0; n--)
      draw_call(&random, builder, &depth);
    for (; depth > 0; depth--)
      qn_query_builder_end(builder);
    const qn_status status = qn_query_builder_finish(&query, builder, NULL);
    qn_query_builder_free(builder);
    assert_true(status == QN_OK || status == QN_BAD_QUERY || status == QN_INVALID);
    if (status != QN_OK)
      continue;
    qn_query *again = parse_query(qn_query_text(query), NULL);
    if (!same_queries(query, again))
      fail_msg("%s becomes %s", qn_query_text(query), qn_query_text(again));
    if (query->root != NULL && qn_query_warning(again, 0) != NULL)
      fail_msg("%s warns: %s", qn_query_text(query), qn_query_warning(again, 0));
    qn_query_free(again);
    qn_query_free(query);
    n_built++;
  }
  assert_true(n_built > 5000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_query_has_the_tree_of_its_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
