/* SPDX-License-Identifier: MIT */
/* test_tokens.c: a query is cut into tokens, which reach over all of it but spaces and what is reported. */
#include "language/tokens.h"
#include "support/support.h"

#include <stdio.h>

static const char *const names[] = {
    [QN__TOKEN_END] = "END",      [QN__TOKEN_WORD] = "word",     [QN__TOKEN_PHRASE] = "phrase",
    [QN__TOKEN_REGEX] = "regex",  [QN__TOKEN_ALONE] = "alone",   [QN__TOKEN_SCOPE] = "scope",
    [QN__TOKEN_SIGN] = "sign",    [QN__TOKEN_FILTER] = "filter", [QN__TOKEN_OPEN] = "open",
    [QN__TOKEN_CLOSE] = "close",  [QN__TOKEN_PLUS] = "plus",     [QN__TOKEN_MINUS] = "minus",
    [QN__TOKEN_AND] = "and",      [QN__TOKEN_OR] = "or",         [QN__TOKEN_NOT] = "not",
    [QN__TOKEN_MIDDLE] = "middle"};

/* The tokens of a text by name, words and phrases with what is in them. */
static const char *cut(const char *written, bool has_syntax) {
  char text[200];
  strcpy(text, written);
  static char out[400];
  qn_query query = {.root = NULL};
  qn__slips slips;
  qn__arena_init(&query.arena);
  qn__slips_begin(&slips, &query, text, strlen(text), false, NULL);
  qn__tokens t = {.slips = &slips, .text = text, .end = text + strlen(text), .next = text, .has_syntax = has_syntax};
  size_t size = 0;
  out[0] = '\0';
  for (qn__tokens_advance(&t, false); t.token.kind != QN__TOKEN_END; qn__tokens_advance(&t, false)) {
    const qn__token *token = &t.token;
    size += (size_t)snprintf(out + size, sizeof out - size, "%s%s", size > 0 ? " " : "", names[token->kind]);
    if (token->kind <= QN__TOKEN_REGEX)
      size += (size_t)snprintf(out + size, sizeof out - size, "<%.*s>", (int)token->size, token->text);
    if (token->numbered)
      size += (size_t)snprintf(out + size, sizeof out - size, "~%u", token->number);
    if (token->boost > 0)
      size += (size_t)snprintf(out + size, sizeof out - size, "^%u", token->boost);
  }
  qn__arena_clear(&query.arena);
  qn__buffer_clear(&query.warnings);
  qn__buffer_clear(&query.warning_columns);
  return out;
}

static void words_end_at_spaces_quotes_and_parentheses(void **state) {
  (void)state;
  assert_string_equal(cut("a b-c\"d e\"(f)g", true), "word<a> word<b-c> phrase<d e> open word<f> close word<g>");
  assert_string_equal(cut("a\u00a0b\u3000c", true), "word<a> word<b> word<c>");
  assert_string_equal(cut("a \"b c\"(d)", false), "word<a> word<\"b> word<c\"(d)>");
  assert_string_equal(cut("", true), "");
}

static void operators_stand_alone_in_capitals(void **state) {
  (void)state;
  assert_string_equal(cut("AND OR NOT && || NEAR NEAR/3 SYN", true), "and or not and or middle middle~3 middle");
  assert_string_equal(cut("and ANDY NEAR/ NEAR/x &", true), "word<and> word<ANDY> word<NEAR/> word<NEAR/x> word<&>");
  assert_string_equal(cut("AND -a", false), "word<AND> word<-a>");
}

static void signs_stand_before_operands(void **state) {
  (void)state;
  assert_string_equal(cut("+a -b =c !d", true), "plus word<a> minus word<b> sign word<c> minus word<d>");
  assert_string_equal(cut("a- b+ c= d! e-f", true), "word<a-> word<b+> word<c=> word<d!> word<e-f>");
  assert_string_equal(cut("- + a", true), "word<a>"); /* reported */
  assert_string_equal(cut("=", true), "word<=>");
}

static void fields_stand_before_values(void **state) {
  (void)state;
  assert_string_equal(cut("title:a lang:en title:(b", true), "scope word<a> filter word<en> scope open word<b>");
  assert_string_equal(cut("title:", true), "word<title:>");
  assert_string_equal(cut("re:/a b/ re:/c(d|e)/", true), "regex<a> word<b/> regex<c(d|e)>");
}

static void numbers_and_boosts_stand_directly_after_operands(void **state) {
  (void)state;
  assert_string_equal(cut("a^2 \"b c\"~3^0.5 (d)~2 (e)^1.25", true),
                      "word<a>^2000 phrase<b c>~3^500 open word<d> close~2 open word<e> close^1250");
  assert_string_equal(cut("\"a b\"~ \"c\"~x (d)~ a^b", true),
                      "phrase<a b>~10 phrase<c> word<~x> open word<d> close word<~> word<a^b>");
  assert_string_equal(cut("re:/a/^2 *^3", true), "regex<a>^2000 alone^3000");
}

static void stars_alone_are_everything(void **state) {
  (void)state;
  assert_string_equal(cut("* ** a* (*)", true), "alone alone word<a*> open alone close");
}

static void a_plain_word_after_another_is_seen_ahead(void **state) {
  static const char *const texts[] = {" b c", " b)", " b"};
  static const char *const others[] = {"",    " ",    " (b)", " \"b\"", " +b", " -b",
                                       " b*", " b^2", " x:b", " AND",   " !b", " b\"c\""};
  qn_string word;
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    qn__tokens t = {.text = texts[i], .end = texts[i] + strlen(texts[i]), .has_syntax = true};
    assert_true(qn__plain_word_after(&t, texts[i], &word));
    assert_int_equal(word.size, 1);
    assert_ptr_equal(word.data, texts[i] + 1);
  }
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    qn__tokens t = {.text = others[i], .end = others[i] + strlen(others[i]), .has_syntax = true};
    assert_false(qn__plain_word_after(&t, others[i], &word));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_end_at_spaces_quotes_and_parentheses),
      cmocka_unit_test(operators_stand_alone_in_capitals),
      cmocka_unit_test(signs_stand_before_operands),
      cmocka_unit_test(fields_stand_before_values),
      cmocka_unit_test(numbers_and_boosts_stand_directly_after_operands),
      cmocka_unit_test(stars_alone_are_everything),
      cmocka_unit_test(a_plain_word_after_another_is_seen_ahead),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
