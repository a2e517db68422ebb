/* SPDX-License-Identifier: MIT */
/* test_query_builder.c: what is built by calls is what the same query as a text is, and bad calls are refused. */
#include "base/memory.h"
#include "language/query.h"
#include "support/parsed_query.h"
#include "support/query_tree.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

static qn_query_builder *begin(void) {
  qn_query_builder *builder = NULL;
  qn_error error;
  assert_ok(qn_query_builder_new(&builder, &error), error);
  return builder;
}

static qn_query *finish(qn_query_builder *builder) {
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_builder_finish(&query, builder, &error), error);
  qn_query_builder_free(builder);
  return query;
}

static qn_part part_of(qn_occur occur, qn_match match) {
  qn_part part = QN_PART_INIT;
  part.occur = occur;
  part.match = match;
  return part;
}

static void add_word(qn_query_builder *builder, const char *text, const qn_part *part) {
  qn_query_builder_word(builder, text, strlen(text), part);
}

static void add_phrase(qn_query_builder *builder, const char *text, const qn_part *part) {
  qn_query_builder_phrase(builder, text, strlen(text), part);
}

/* What was built is this text, and what the text says. */
static void check_built(qn_query_builder *builder, const char *text) {
  qn_query *query = finish(builder), *parsed = parse_query(text, NULL);
  if (strcmp(qn_query_text(query), text) != 0)
    fail_msg("%s was built as %s", text, qn_query_text(query));
  if (!same_queries(query, parsed))
    fail_msg("%s was built as another tree", text);
  assert_null(qn_query_warning(query, 0));
  qn_query_free(parsed);
  qn_query_free(query);
}

/* --- Parts -------------------------------------------------------------------------------------------------------- */

static void words_are_optional_required_or_excluded(void **state) {
  const qn_part must = part_of(QN_MUST, QN_MATCH_FORMS), must_not = part_of(QN_MUST_NOT, QN_MATCH_FORMS);
  qn_query_builder *builder = begin();
  (void)state;
  add_word(builder, "tide", NULL);
  add_word(builder, "moon", &must);
  add_word(builder, "sea", &must_not);
  check_built(builder, "tide +moon -sea");
}

static void several_words_in_one_are_what_they_are_in_a_text(void **state) {
  const qn_part must = part_of(QN_MUST, QN_MATCH_FORMS);
  qn_query_builder *builder = begin();
  (void)state;
  add_word(builder, "rare earth", NULL);
  add_word(builder, "AT&T", &must);
  check_built(builder, "rare earth +\"AT&T\"");
}

static void no_word_is_an_operator(void **state) {
  qn_query_builder *builder = begin();
  (void)state;
  add_word(builder, "NOT", NULL);
  add_word(builder, "title:x", NULL);
  add_word(builder, "\"C++*", NULL);
  add_word(builder, "sea~2^3", NULL);
  check_built(builder, "\"NOT\" title x \"C++\" sea 2 3");
}

static void phrases_are_words_side_by_side(void **state) {
  const qn_part exact = part_of(QN_MUST, QN_MATCH_EXACT);
  qn_query_builder *builder = begin();
  (void)state;
  add_phrase(builder, "spring tide", NULL);
  add_phrase(builder, "half moon", &exact);
  check_built(builder, "\"spring tide\" +=\"half moon\"");
}

static void words_expand_as_their_match_says(void **state) {
  const qn_part pattern = part_of(QN_SHOULD, QN_MATCH_PATTERN), partial = part_of(QN_MUST, QN_MATCH_PARTIAL),
                regex = part_of(QN_MUST_NOT, QN_MATCH_REGEX);
  qn_query_builder *builder = begin();
  (void)state;
  add_word(builder, "gar*", &pattern);
  add_word(builder, "w?rd", &pattern);
  add_phrase(builder, "the * of rate*", &pattern);
  add_word(builder, "tid", &partial);
  add_word(builder, "gr(a|e)y/s", &regex);
  check_built(builder, "gar* w?rd \"the * of rate*\" +tid*~ -re:/gr(a|e)y\\/s/");
}

static void fuzzy_words_have_edits_by_their_length_or_as_they_are_given(void **state) {
  qn_part fuzzy = part_of(QN_SHOULD, QN_MATCH_FUZZY);
  qn_query_builder *builder = begin();
  (void)state;
  add_word(builder, "it", &fuzzy);
  add_word(builder, "tide", &fuzzy);
  add_phrase(builder, "spring tides", &fuzzy);
  fuzzy.edits = 2;
  add_word(builder, "moon", &fuzzy);
  check_built(builder, "it tide~1 \"spring~2 tides~1\" moon~2");
}

static void words_near_each_other_and_synonyms_are_several(void **state) {
  const qn_string phrases[] = {{"rare", 4}, {"the sea", 7}, {"tide", 4}};
  qn_part part = QN_PART_INIT;
  qn_query_builder *builder = begin();
  (void)state;
  qn_query_builder_near(builder, phrases, 3, 4, NULL);
  qn_query_builder_synonyms(builder, phrases, 2, NULL);
  part.occur = QN_MUST;
  part.title = true;
  part.boost = 0.5;
  qn_query_builder_near(builder, phrases + 1, 2, 0, &part);
  check_built(builder, "rare NEAR/4 \"the sea\" NEAR/4 tide rare SYN \"the sea\" +title:(\"the sea\" NEAR/0 tide)^0.5");
}

static void boosts_and_titles_are_those_of_the_part(void **state) {
  qn_part part = QN_PART_INIT;
  qn_query_builder *builder = begin();
  (void)state;
  part.boost = 2.5;
  add_word(builder, "tide", &part);
  part.title = true;
  part.boost = 1000;
  add_phrase(builder, "half moon", &part);
  part.boost = 0.001;
  add_word(builder, "sea", &part);
  check_built(builder, "tide^2.5 title:\"half moon\"^1000 title:sea^0.001");
}

static void filters_restrict_a_group(void **state) {
  qn_query_builder *builder = begin();
  (void)state;
  add_word(builder, "tide", NULL);
  qn_query_builder_filter(builder, "lang", "en", QN_MUST);
  qn_query_builder_filter(builder, "path", "docs/*.md", QN_MUST_NOT);
  check_built(builder, "tide lang:en -path:docs/*.md");
  builder = begin();
  qn_query_builder_everything(builder, QN_SHOULD);
  check_built(builder, "*");
}

static void a_filter_on_a_field_keeps_its_name_and_value(void **state) {
  qn_query_builder *builder = begin();
  (void)state;
  add_word(builder, "tide", NULL);
  qn_query_builder_filter(builder, "topics", "\"crude\"", QN_MUST);
  qn_query_builder_filter(builder, "langu", "en", QN_MUST);
  qn_query *query = finish(builder);
  assert_string_equal(qn_query_text(query), "tide topics:\"\"crude\"\" langu:en");
  assert_int_equal(query->filters->op, QN__FIELD);
  assert_string_equal(query->filters->column, "topics");
  assert_string_equal(query->filters->value, "\"crude\"");
  assert_int_equal(query->filters->next->op, QN__FIELD);
  qn_query_free(query);
}

static void groups_hold_what_is_between_their_ends(void **state) {
  qn_part part = part_of(QN_MUST, QN_MATCH_FORMS);
  qn_query_builder *builder = begin();
  (void)state;
  part.min_match = 2;
  part.boost = 2;
  qn_query_builder_begin(builder, &part);
  for (const char *word = "abc"; *word != '\0'; word++)
    qn_query_builder_word(builder, word, 1, NULL);
  qn_query_builder_end(builder);
  add_word(builder, "tide", NULL);
  check_built(builder, "+(a^2 b^2 c^2)~2 tide");
}

static void a_group_in_titles_has_its_groups_in_titles(void **state) {
  const qn_part must = part_of(QN_MUST, QN_MATCH_FORMS);
  qn_part title = QN_PART_INIT;
  qn_query_builder *builder = begin();
  (void)state;
  title.title = true;
  qn_query_builder_begin(builder, &title);
  add_word(builder, "tide", NULL);
  qn_query_builder_begin(builder, &must);
  add_word(builder, "sea", NULL);
  add_word(builder, "moon", NULL);
  qn_query_builder_end(builder);
  qn_query_builder_end(builder);
  add_word(builder, "salt", NULL);
  check_built(builder, "(title:tide +(title:sea title:moon)) salt");
}

static void a_choice_of_filters_is_a_group_of_them(void **state) {
  const qn_part must = part_of(QN_MUST, QN_MATCH_FORMS);
  qn_query_builder *builder = begin();
  (void)state;
  add_word(builder, "tide", NULL);
  qn_query_builder_begin(builder, &must);
  qn_query_builder_filter(builder, "lang", "en", QN_SHOULD);
  qn_query_builder_filter(builder, "lang", "de", QN_SHOULD);
  qn_query_builder_end(builder);
  check_built(builder, "tide (lang:en OR lang:de)");
}

static void nothing_added_looks_for_nothing(void **state) {
  qn_query_builder *builder = begin();
  (void)state;
  qn_query_builder_begin(builder, NULL);
  qn_query_builder_end(builder);
  qn_query *query = finish(builder);
  assert_null(query->root);
  assert_string_equal(qn_query_warning(query, 0), "the query has no words");
  qn_query_free(query);
}

/* --- Bad calls ---------------------------------------------------------------------------------------------------- */

/* The builder fails so, and its words after the fault change nothing. */
static void check_refused(qn_query_builder *builder, qn_status status, const char *message) {
  qn_query *query = NULL;
  qn_error error;
  add_word(builder, "tide", NULL);
  qn_query_builder_end(builder);
  assert_int_equal(qn_query_builder_finish(&query, builder, &error), status);
  assert_string_equal(error.message, message);
  assert_int_equal(qn_query_builder_finish(&query, builder, NULL), status);
  assert_null(query);
  qn_query_builder_free(builder);
}

static void check_word_refused(const char *text, size_t size, const qn_part *part, qn_status status,
                               const char *message) {
  qn_query_builder *builder = begin();
  add_word(builder, "moon", NULL);
  qn_query_builder_word(builder, text, size, part);
  check_refused(builder, status, message);
}

static void texts_without_a_word_are_refused(void **state) {
  const qn_part pattern = part_of(QN_SHOULD, QN_MATCH_PATTERN), regex = part_of(QN_SHOULD, QN_MATCH_REGEX);
  (void)state;
  check_word_refused("", 0, NULL, QN_BAD_QUERY, "part 2 of the query has no word in it");
  check_word_refused(NULL, 0, NULL, QN_BAD_QUERY, "part 2 of the query has no word in it");
  check_word_refused(" !,", 3, NULL, QN_BAD_QUERY, "part 2 of the query has no word in it");
  check_word_refused("", 0, &regex, QN_BAD_QUERY, "part 2 of the query has no word in it");
  check_word_refused("\xff", 1, &pattern, QN_BAD_QUERY, "part 2 of the query has no word in it");
  check_word_refused(NULL, 1, NULL, QN_INVALID, "a part of a query needs a text");
}

static void patterns_that_make_no_sense_are_refused(void **state) {
  const qn_part pattern = part_of(QN_SHOULD, QN_MATCH_PATTERN), regex = part_of(QN_SHOULD, QN_MATCH_REGEX);
  (void)state;
  check_word_refused("(a", 2, &regex, QN_BAD_QUERY, "part 2 of the query has a ( that is not closed");
  check_word_refused("a b", 3, &regex, QN_BAD_QUERY,
                     "part 2 of the query is a regular expression of several words; it can only be of one");
  check_word_refused("tide * x", 8, &pattern, QN_BAD_QUERY,
                     "part 2 of the query: the * at character 6 changes nothing where it stands");
}

static void parts_that_do_not_exist_are_refused(void **state) {
  static const char wrong[] = "a part of a query has an occur, a match or edits that do not exist";
  qn_part part = QN_PART_INIT;
  (void)state;
  part.size = 0;
  check_word_refused("a", 1, &part, QN_INVALID, "qn_part has the size 0: initialise it with its _INIT macro");
  part = part_of((qn_occur)3, QN_MATCH_FORMS);
  check_word_refused("a", 1, &part, QN_INVALID, wrong);
  part = part_of(QN_SHOULD, (qn_match)6);
  check_word_refused("a", 1, &part, QN_INVALID, wrong);
  part = part_of(QN_SHOULD, QN_MATCH_FUZZY);
  part.edits = 3;
  check_word_refused("a", 1, &part, QN_INVALID, wrong);
}

static void boosts_out_of_bounds_are_refused(void **state) {
  const double bad[] = {-1.0, 0.0009, 1000.1, (double)INFINITY, (double)NAN};
  qn_part part = QN_PART_INIT;
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    part.boost = bad[i];
    check_word_refused("a", 1, &part, QN_INVALID, "a boost is from 0.001 to 1000, or 0 for none");
  }
}

static void what_would_change_nothing_is_refused(void **state) {
  static const char wrong[] = "min_match is for groups; match and edits are for words";
  qn_part part = QN_PART_INIT;
  (void)state;
  part.min_match = 1;
  check_word_refused("a", 1, &part, QN_INVALID, wrong);
  part = part_of(QN_SHOULD, QN_MATCH_EXACT);
  qn_query_builder *builder = begin();
  qn_query_builder_begin(builder, &part);
  check_refused(builder, QN_INVALID, wrong);
  part = part_of(QN_SHOULD, QN_MATCH_FORMS);
  part.edits = 1;
  check_word_refused("a", 1, &part, QN_INVALID, "edits are for words with QN_MATCH_FUZZY");
}

static void boosts_of_what_is_excluded_are_refused(void **state) {
  static const char wrong[] = "what is excluded has no boost: it never scores";
  const qn_part must_not = part_of(QN_MUST_NOT, QN_MATCH_FORMS);
  qn_part part = must_not, boosted = QN_PART_INIT;
  (void)state;
  part.boost = 2.0;
  check_word_refused("a", 1, &part, QN_INVALID, wrong);
  boosted.boost = 2.0;
  qn_query_builder *builder = begin();
  qn_query_builder_begin(builder, &must_not);
  qn_query_builder_begin(builder, NULL);
  add_word(builder, "a", &boosted);
  check_refused(builder, QN_INVALID, wrong);
}

static void too_few_phrases_or_too_great_distances_are_refused(void **state) {
  static const char few[] = "what is near each other, or means the same, is two or more words or phrases";
  const qn_string phrases[] = {{"rare", 4}, {"sea", 3}, {"", 0}};
  (void)state;
  qn_query_builder *builder = begin();
  qn_query_builder_near(builder, phrases, 1, 0, NULL);
  check_refused(builder, QN_INVALID, few);
  builder = begin();
  qn_query_builder_synonyms(builder, NULL, 2, NULL);
  check_refused(builder, QN_INVALID, few);
  builder = begin();
  qn_query_builder_near(builder, phrases, 2, 1001, NULL);
  check_refused(builder, QN_INVALID, "words near each other have at most 1,000 words between them");
  builder = begin();
  qn_query_builder_synonyms(builder, phrases + 1, 2, NULL);
  check_refused(builder, QN_BAD_QUERY, "part 1 of the query has no word in it");
}

static void filters_without_a_name_or_value_are_refused(void **state) {
  const struct { const char *name, *value; } bad[] = {{NULL, "en"}, {"lang", NULL}, {"", "en"}, {"lang", ""}};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    qn_query_builder *builder = begin();
    qn_query_builder_filter(builder, bad[i].name, bad[i].value, QN_MUST);
    check_refused(builder, QN_INVALID, "a filter needs the name of a column and a value");
  }
}

static void groups_that_do_not_match_their_ends_are_refused(void **state) {
  qn_query_builder *builder = begin();
  (void)state;
  qn_query_builder_end(builder);
  check_refused(builder, QN_INVALID, "a group is ended that was not begun");
  builder = begin();
  qn_query_builder_begin(builder, NULL);
  qn_query_builder_begin(builder, NULL);
  check_refused(builder, QN_INVALID, "a group that was begun is not ended"); /* one of them is */
}

static void groups_have_a_greatest_depth(void **state) {
  qn_part part = part_of(QN_MUST, QN_MATCH_FORMS);
  const qn_string phrases[] = {{"rare", 4}, {"sea", 3}};
  (void)state;
  for (unsigned depth = 63; depth <= 64; depth++) {
    qn_query_builder *builder = begin();
    part.min_match = 2;
    for (unsigned i = 0; i < depth; i++) {
      qn_query_builder_begin(builder, &part);
      add_word(builder, "a", NULL);
      add_word(builder, "b", NULL);
    }
    part.min_match = 0;
    qn_query_builder_near(builder, phrases, 2, 0, &part);
    for (unsigned i = 0; i < depth; i++)
      qn_query_builder_end(builder);
    if (depth == 64) {
      check_refused(builder, QN_TOO_LARGE, "the groups of a query are at most 63 deep");
      continue;
    }
    qn_query *query = finish(builder), *again = parse_query(qn_query_text(query), NULL);
    assert_null(qn_query_warning(again, 0));
    assert_true(same_queries(query, again));
    qn_query_free(query);
    qn_query_free(again);
  }
}

static void words_have_a_greatest_number(void **state) {
  const qn_part regex = part_of(QN_SHOULD, QN_MATCH_REGEX), pattern = part_of(QN_SHOULD, QN_MATCH_PATTERN);
  (void)state;
  for (unsigned more = 0; more < 6; more++) {
    qn_query_builder *builder = begin();
    for (unsigned i = 0; i < QN__QUERY_MAX_WORDS; i++)
      add_word(builder, "a", i % 2 == 0 ? NULL : &regex);
    if (more == 1)
      add_word(builder, "a", &regex);
    if (more == 2)
      qn_query_builder_filter(builder, "lang", "en", QN_MUST);
    if (more == 3)
      add_word(builder, "a*", &pattern);
    if (more == 4)
      add_phrase(builder, "a b c", NULL);
    if (more == 5)
      qn_query_builder_everything(builder, QN_MUST);
    if (more == 0)
      qn_query_free(finish(builder));
    else
      check_refused(builder, QN_TOO_LARGE, "a query has at most 1,024 words");
  }
}

static void texts_have_a_greatest_size(void **state) {
  static char text[QN__QUERY_MAX_SIZE];
  (void)state;
  memset(text, ' ', sizeof text);
  text[0] = 'a';
  qn_query_builder *builder = begin();
  qn_query_builder_word(builder, text, sizeof text, NULL);
  add_word(builder, "b", NULL);
  check_refused(builder, QN_TOO_LARGE, "the texts of a query have at most 1 MiB");
}

static void invalid_utf8_has_one_warning(void **state) {
  qn_query_builder *builder = begin();
  (void)state;
  add_word(builder, "a\xff", NULL);
  add_word(builder, "\xff\xff z", NULL);
  qn_query *query = finish(builder);
  assert_string_equal(qn_query_text(query), "a z");
  assert_string_equal(qn_query_warning(query, 0),
                      "a part of the query is not valid UTF-8; what is invalid is left out");
  assert_null(qn_query_warning(query, 1));
  qn_query_free(query);
}

static void a_builder_makes_one_query(void **state) {
  qn_query_builder *builder = begin();
  qn_query *query = NULL, *second = NULL;
  qn_error error;
  (void)state;
  add_word(builder, "tide", NULL);
  assert_ok(qn_query_builder_finish(&query, builder, &error), error);
  add_word(builder, "moon", NULL);
  assert_int_equal(qn_query_builder_finish(&second, builder, &error), QN_INVALID);
  assert_string_equal(error.message, "the query of this builder is finished; make a new builder");
  assert_null(second);
  qn_query_builder_free(builder);
  assert_string_equal(qn_query_text(query), "tide");
  qn_query_free(query);
}

static void no_builder_is_a_builder_that_does_nothing(void **state) {
  qn_query *query = NULL;
  qn_error error;
  (void)state;
  assert_int_equal(qn_query_builder_new(NULL, &error), QN_INVALID);
  add_word(NULL, "tide", NULL);
  qn_query_builder_near(NULL, NULL, 0, 0, NULL);
  qn_query_builder_filter(NULL, "lang", "en", QN_MUST);
  qn_query_builder_begin(NULL, NULL);
  qn_query_builder_end(NULL);
  assert_int_equal(qn_query_builder_finish(&query, NULL, &error), QN_INVALID);
  qn_query_builder_free(NULL);
  qn_query_builder *builder = begin();
  assert_int_equal(qn_query_builder_finish(NULL, builder, &error), QN_INVALID);
  qn_query_builder_free(builder);
}

/* --- Memory ------------------------------------------------------------------------------------------------------- */

static qn_status build_with(qn_query **out) {
  const qn_part pattern = part_of(QN_MUST, QN_MATCH_PATTERN), regex = part_of(QN_SHOULD, QN_MATCH_REGEX);
  const qn_string phrases[] = {{"rare", 4}, {"the sea", 7}};
  qn_query_builder *builder = NULL;
  qn_error error;
  const qn_status made = qn_query_builder_new(&builder, &error);
  if (made != QN_OK)
    return made;
  add_word(builder, "ga\xffr*", &pattern);
  qn_query_builder_begin(builder, NULL);
  add_word(builder, "gr[ae]y", &regex);
  qn_query_builder_near(builder, phrases, 2, 3, NULL);
  qn_query_builder_synonyms(builder, phrases, 2, NULL);
  qn_query_builder_filter(builder, "topics", "crude", QN_MUST);
  qn_query_builder_end(builder);
  const qn_status status = qn_query_builder_finish(out, builder, &error);
  qn_query_builder_free(builder);
  return status;
}

static void reports_out_of_memory_at_any_request(void **state) {
  qn_query *query = NULL;
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  (void)state;
  for (; status == QN_NO_MEMORY; n++) {
    qn__memory_fail_after(n);
    status = build_with(&query);
    qn__memory_fail_after(-1);
    assert_true(status == QN_NO_MEMORY ? query == NULL : status == QN_OK);
  }
  assert_true(n > 6);
  qn_query_free(query);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_optional_required_or_excluded),
      cmocka_unit_test(several_words_in_one_are_what_they_are_in_a_text),
      cmocka_unit_test(no_word_is_an_operator),
      cmocka_unit_test(phrases_are_words_side_by_side),
      cmocka_unit_test(words_expand_as_their_match_says),
      cmocka_unit_test(fuzzy_words_have_edits_by_their_length_or_as_they_are_given),
      cmocka_unit_test(words_near_each_other_and_synonyms_are_several),
      cmocka_unit_test(boosts_and_titles_are_those_of_the_part),
      cmocka_unit_test(filters_restrict_a_group),
      cmocka_unit_test(a_filter_on_a_field_keeps_its_name_and_value),
      cmocka_unit_test(groups_hold_what_is_between_their_ends),
      cmocka_unit_test(a_group_in_titles_has_its_groups_in_titles),
      cmocka_unit_test(a_choice_of_filters_is_a_group_of_them),
      cmocka_unit_test(nothing_added_looks_for_nothing),
      cmocka_unit_test(texts_without_a_word_are_refused),
      cmocka_unit_test(patterns_that_make_no_sense_are_refused),
      cmocka_unit_test(parts_that_do_not_exist_are_refused),
      cmocka_unit_test(boosts_out_of_bounds_are_refused),
      cmocka_unit_test(what_would_change_nothing_is_refused),
      cmocka_unit_test(boosts_of_what_is_excluded_are_refused),
      cmocka_unit_test(too_few_phrases_or_too_great_distances_are_refused),
      cmocka_unit_test(filters_without_a_name_or_value_are_refused),
      cmocka_unit_test(groups_that_do_not_match_their_ends_are_refused),
      cmocka_unit_test(groups_have_a_greatest_depth),
      cmocka_unit_test(words_have_a_greatest_number),
      cmocka_unit_test(texts_have_a_greatest_size),
      cmocka_unit_test(invalid_utf8_has_one_warning),
      cmocka_unit_test(a_builder_makes_one_query),
      cmocka_unit_test(no_builder_is_a_builder_that_does_nothing),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
