/* SPDX-License-Identifier: MIT */
/* test_operands.c: a written word or quoted text becomes the words, phrases and groups that it looks for. */
#include "support/parsed_query.h"
#include "unit/operand_fixture.h"

static const qn__query_node *operands_of(fixture *f, const char *text, qn__occur occur, bool quoted) {
  return make_operands(f, text, (qn__operand){.occur = occur, .adjacent = quoted});
}

static size_t count_items(const qn__query_node *group) {
  size_t n = 0;
  assert_int_equal(group->op, QN__GROUP);
  for (const qn__query_node *item = group->items; item != NULL; item = item->next)
    n++;
  return n;
}

static void check_word(const qn__query_word *word, const char *text, uint32_t offset, qn__operator op) {
  assert_int_equal(word->size, strlen(text));
  assert_memory_equal(word->text, text, word->size);
  assert_int_equal(word->offset, offset);
  assert_int_equal(word->op, op);
}

static void a_compound_is_closed_up_or_a_phrase_where_it_is_required(void **state) {
  for (qn__occur occur = QN__MUST; occur <= QN__MUST_NOT; occur++) {
    const qn__query_node *group = operands_of(*state, "cross-examination", occur, false);
    assert_int_equal(group->op, QN__GROUP);
    assert_int_equal(group->occur, occur);
    assert_int_equal(count_items(group), 2);
    check_word(&group->items->words[0], "crossexamination", 0, QN__TERM);
    assert_int_equal(group->items->next->op, QN__PHRASE);
  }
}

static void a_ranked_compound_is_closed_up_beside_its_parts(void **state) {
  const qn__query_node *group = operands_of(*state, "well\u2010known", QN__SHOULD, false);
  assert_int_equal(count_items(group), 3);
  const qn__query_node *closed = group->items, *part = closed->next;
  check_word(&closed->words[0], "well-known", 0, QN__OTHER_FORMS);
  assert_int_equal(closed->words[0].kind, QN__WORD_COMPOUND);
  assert_false(closed->in_compound);
  check_word(&part->words[0], "well", 0, QN__TERM);
  check_word(&part->next->words[0], "known", 0, QN__TERM);
  assert_true(part->in_compound && part->next->in_compound);
}

static void an_abbreviation_has_the_form_of_its_closed_word(void **state) {
  const qn__query_node *group = operands_of(*state, "Ph.D", QN__SHOULD, false);
  check_word(&group->items->words[0], "PhD", 0, QN__TERM);
  assert_false(group->items->next->in_compound);
}

static void a_compound_of_too_many_parts_is_a_phrase(void **state) {
  const qn__query_node *node = operands_of(*state, "a-b-c-d-e", QN__MUST, false);
  assert_int_equal(node->op, QN__PHRASE);
  assert_int_equal(node->n_words, 5);
}

static void signs_of_a_name_belong_to_the_word(void **state) {
  const qn__query_node *node = operands_of(*state, "C++", QN__MUST, false);
  check_word(&node->words[0], "C++", 0, QN__TERM);
  assert_int_equal(node->words[0].kind, QN__WORD_SIGNED);
  node = operands_of(*state, ".NET C# in", QN__MUST, true);
  check_word(&node->words[0], ".NET", 0, QN__TERM);
  check_word(&node->words[1], "C#", 1, QN__TERM);
  check_word(&node->words[2], "in", 2, QN__TERM);
}

static void a_word_of_several_parts_is_a_phrase_where_it_is_required(void **state) {
  for (qn__occur occur = QN__MUST; occur <= QN__MUST_NOT; occur++) {
    const qn__query_node *node = operands_of(*state, "cross/examination", occur, false);
    assert_int_equal(node->op, QN__PHRASE);
    assert_int_equal(node->occur, occur);
    assert_int_equal(node->n_words, 2);
    check_word(&node->words[0], "cross", 0, QN__TERM);
    check_word(&node->words[1], "examination", 1, QN__TERM);
  }
}

static void a_word_of_several_parts_is_alternatives_where_it_is_optional(void **state) {
  const qn__query_node *group = operands_of(*state, "AT&T", QN__SHOULD, false);
  assert_int_equal(count_items(group), 2);
  const qn__query_node *first = group->items, *second = first->next;
  assert_int_equal(first->op, QN__TERM);
  assert_int_equal(first->occur, QN__SHOULD);
  check_word(first->words, "AT", 0, QN__TERM);
  check_word(second->words, "T", 0, QN__TERM);
}

static void quoted_words_are_a_phrase(void **state) {
  const qn__query_node *phrase = operands_of(*state, "rare earth metal", QN__SHOULD, true);
  assert_int_equal(phrase->op, QN__PHRASE);
  assert_int_equal(phrase->n_words, 3);
  check_word(&phrase->words[2], "metal", 2, QN__TERM);
}

static void a_single_quoted_word_is_a_word(void **state) {
  const qn__query_node *word = operands_of(*state, "rare", QN__SHOULD, true);
  assert_int_equal(word->op, QN__TERM);
  assert_int_equal(word->n_words, 1);
}

static void scope_and_form_are_those_of_all_words(void **state) {
  const qn__query_node *group = make_operands(*state, "AT&T", (qn__operand){.title = true, .exact = true});
  for (const qn__query_node *item = group->items; item != NULL; item = item->next) {
    assert_true(item->title);
    assert_int_equal(item->op, QN__EXACT);
    assert_true(qn__is_exact(item));
  }
}

static void the_last_word_may_go_on(void **state) {
  const qn__query_node *phrase = operands_of(*state, "rare ea", QN__SHOULD, true);
  check_word(&phrase->words[1], "ea", 1, QN__TERM);
  phrase = make_operands(*state, "rare ea", (qn__operand){.adjacent = true, .partial = true});
  check_word(&phrase->words[0], "rare", 0, QN__TERM);
  check_word(&phrase->words[1], "ea", 1, QN__PARTIAL);
  const qn__query_node *group = make_operands(*state, "wi-f", (qn__operand){.partial = true});
  assert_int_equal(count_items(group), 2); /* closed up it may be another word */
  assert_int_equal(group->items->next->op, QN__PARTIAL);
  assert_int_equal(make_operands(*state, "wi-f", (qn__operand){.exact = true, .partial = true})->items->next->op,
                   QN__EXACT);
  assert_int_equal(make_operands(*state, "C++", (qn__operand){.partial = true, .adjacent = true})->op, QN__TERM);
  assert_int_equal(make_operands(*state, "5.8", (qn__operand){.partial = true, .adjacent = true})->op, QN__PARTIAL);
  assert_int_equal(make_operands(*state, "5,864", (qn__operand){.partial = true, .adjacent = true})->op, QN__TERM);
  assert_int_equal(make_operands(*state, "U.S.a", (qn__operand){.partial = true, .adjacent = true})->op, QN__TERM);
  assert_int_equal(make_operands(*state, "\u00bc\u0344", (qn__operand){.partial = true, .adjacent = true})->op,
                   QN__TERM);
  assert_int_equal(make_operands(*state, "a.b", (qn__operand){.partial = true, .adjacent = true})->op, QN__TERM);
  assert_int_equal(make_operands(*state, "北京", (qn__operand){.partial = true, .adjacent = true})->op, QN__TERM);
}

static void patterns_say_how_words_are_looked_for(void **state) {
  const qn__pattern patterns[] = {{QN__WILDCARD, 0}, {QN__GROUP, 0}, {QN__FUZZY, 2}};
  const qn__query_node *phrase =
      make_operands(*state, "rar a earth", (qn__operand){.adjacent = true, .patterns = patterns});
  assert_int_equal(phrase->n_words, 2); /* a gap keeps its place */
  check_word(&phrase->words[0], "rar", 0, QN__WILDCARD);
  check_word(&phrase->words[1], "earth", 2, QN__FUZZY);
  assert_int_equal(phrase->words[1].edits, 2);
}

/* The last character of a run keeps its place and is not looked for. */
static void a_run_of_characters_is_the_phrase_of_its_pairs(void **state) {
  const qn__query_node *phrase = operands_of(*state, "北京大 tower 京", QN__SHOULD, true);
  assert_int_equal(phrase->op, QN__PHRASE);
  assert_int_equal(phrase->n_words, 4);
  check_word(&phrase->words[0], "北京", 0, QN__TERM);
  check_word(&phrase->words[1], "京大", 1, QN__TERM);
  check_word(&phrase->words[2], "tower", 3, QN__TERM);
  check_word(&phrase->words[3], "京", 4, QN__PREFIX);
}

static void two_characters_are_one_word(void **state) {
  const qn__query_node *group = operands_of(*state, "北京", QN__SHOULD, false);
  assert_int_equal(count_items(group), 1);
  assert_int_equal(group->items->op, QN__TERM);
  assert_int_equal(group->items->n_words, 1);
}

static void one_character_is_a_prefix_and_never_exact(void **state) {
  const qn__query_node *word = make_operands(*state, "京", (qn__operand){.occur = QN__MUST, .exact = true});
  assert_int_equal(word->op, QN__PREFIX);
  check_word(word->words, "京", 0, QN__PREFIX);
  assert_false(qn__is_exact(word));
}

/* The mark may be missing in articles; what is short is never written without it. */
static void a_long_vowel_mark_that_ends_a_long_katakana_word_is_not_looked_for(void **state) {
  const qn__query_node *phrase = operands_of(*state, "サーバー", QN__SHOULD, true);
  assert_int_equal(phrase->n_words, 2);
  check_word(&phrase->words[1], "ーバ", 1, QN__TERM);
  assert_int_equal(operands_of(*state, "ｻｰﾊﾞｰ", QN__MUST, false)->n_words, 2);
  phrase = operands_of(*state, "新サーバー の", QN__SHOULD, true);
  assert_int_equal(phrase->n_words, 4);
  check_word(&phrase->words[3], "の", 5, QN__PREFIX);
  assert_int_equal(operands_of(*state, "コピー", QN__SHOULD, true)->n_words, 2);
  assert_int_equal(operands_of(*state, "新コピー", QN__SHOULD, true)->n_words, 3);
  assert_int_equal(operands_of(*state, "サーバ", QN__SHOULD, true)->n_words, 2);
  assert_int_equal(count_items(operands_of(*state, "コンピューター", QN__SHOULD, false)), 5);
}

static void a_run_of_up_to_six_characters_is_a_phrase(void **state) {
  const qn__query_node *group = operands_of(*state, "中华人民共和", QN__SHOULD, false);
  assert_int_equal(count_items(group), 1);
  assert_int_equal(group->items->op, QN__PHRASE);
  assert_int_equal(group->items->n_words, 5);
  assert_int_equal(operands_of(*state, "中华人民共和 x", QN__MUST, false)->op, QN__PHRASE);
}

static void a_longer_run_is_alternatives_unless_it_is_quoted(void **state) {
  const qn__query_node *group = operands_of(*state, "中华人民共和国", QN__SHOULD, false);
  assert_int_equal(count_items(group), 6);
  check_word(group->items->words, "中华", 0, QN__TERM);
  assert_int_equal(operands_of(*state, "中华人民共和国", QN__SHOULD, true)->n_words, 6);
  assert_int_equal(operands_of(*state, "中华人民共和国", QN__MUST_NOT, false)->op, QN__PHRASE);
}

static void a_longer_run_that_is_required_requires_one_of_its_pairs(void **state) {
  const qn__query_node *group = operands_of(*state, "中华人民共和国 x", QN__MUST, false);
  assert_int_equal(count_items(group), 2);
  assert_int_equal(group->items->occur, QN__MUST);
  assert_int_equal(count_items(group->items), 6);
  assert_int_equal(group->items->items->occur, QN__SHOULD);
  assert_int_equal(group->items->next->occur, QN__MUST);
}

static void operands_in_queries_are_understood_so(void **state) {
  const qn_query_options all = query_options(QN_QUERY_SYNTAX, true, false);
  (void)state;
  check_query("cross-examination", "cross-examination");
  check_query("a cross_examination cross", "a cross_examination cross");
  check_query("a NOT (wi-fi b)", "a -(wi-fi b)");
  check_query("+cross-examination", "crossexamination \"cross-examination\"");
  check_query("cross-examination AND b", "+(crossexamination \"cross-examination\") +b");
  check_query("b -cross-examination", "b -crossexamination -\"cross-examination\"");
  check_query("=AT&T", "=AT =T");
  check_query("+=AT&T", "=\"AT&T\"");
  check_query_with(&all, "cross-examination b", "+(crossexamination \"cross-examination\") +b", NULL);
  check_query("京", "京");
  check_query("北京大学", "\"北京大学\"");
  check_query("=北京大学", "=\"北京大学\"");
  check_query("中华人民共和国", "中华 华人 人民 民共 共和 和国");
  check_query("=中华人民共和国", "=中华 =华人 =人民 =民共 =共和 =和国");
  check_query("+中华人民共和国 x", "+(中华 华人 人民 民共 共和 和国) x");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(a_word_of_several_parts_is_a_phrase_where_it_is_required),
      TEST(a_word_of_several_parts_is_alternatives_where_it_is_optional),
      TEST(quoted_words_are_a_phrase),
      TEST(a_single_quoted_word_is_a_word),
      TEST(scope_and_form_are_those_of_all_words),
      TEST(the_last_word_may_go_on),
      TEST(patterns_say_how_words_are_looked_for),
      TEST(a_run_of_characters_is_the_phrase_of_its_pairs),
      TEST(two_characters_are_one_word),
      TEST(one_character_is_a_prefix_and_never_exact),
      TEST(a_long_vowel_mark_that_ends_a_long_katakana_word_is_not_looked_for),
      TEST(a_compound_is_closed_up_or_a_phrase_where_it_is_required),
      TEST(a_ranked_compound_is_closed_up_beside_its_parts),
      TEST(an_abbreviation_has_the_form_of_its_closed_word),
      TEST(a_compound_of_too_many_parts_is_a_phrase),
      TEST(signs_of_a_name_belong_to_the_word),
      TEST(a_run_of_up_to_six_characters_is_a_phrase),
      TEST(a_longer_run_is_alternatives_unless_it_is_quoted),
      TEST(a_longer_run_that_is_required_requires_one_of_its_pairs),
      TEST(operands_in_queries_are_understood_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
