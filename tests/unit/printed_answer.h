/* SPDX-License-Identifier: MIT */
/* printed_answer.h: one query to a small index, answered and printed in a format of quern-query. */
#ifndef QN_TESTS_UNIT_PRINTED_ANSWER_H
#define QN_TESTS_UNIT_PRINTED_ANSWER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/support.h"
#include "tool/output_formats.h"
#include "tool/print_answer.h"

/* The articles of the index, which is kept between the tests of a program. */
static inline void add_small_articles(const char *dir) {
  const qn_article articles[] = {
      {.id = string_of("a b"),
       .title = string_of("Salt"),
       .text = string_of("Salt is\x1bred and white."),
       .date = string_of("2025-06-09T20:04"),
       .url = string_of("https://e.org/\"a\"")},
      {.id = string_of("plain"),
       .text = string_of("A longer text about salt and about much more than salt."),
       .fields = string_of("{ \"topics\" : [ \"x\" ] }")},
  };
  add_articles(dir, articles, 2, NULL);
}

typedef struct printed_answer {
  char *out, *messages; /* on the heap */
  cli_exit exit;
} printed_answer;

static inline tool_options options_of(const char *format) {
  static const char *const dirs[] = {"some\xff\tindex", "other"};
  tool_options options = {.dirs = {(const char **)dirs, 1},
                          .limit = 10,
                          .snippets = 1,
                          .threads = 1,
                          .k1 = -1,
                          .b = -1,
                          .format = output_format_default()};
  for (size_t i = 0; output_format_at(i) != NULL; i++)
    if (strcmp(output_format_at(i)->name, format) == 0)
      options.format = output_format_at(i);
  return options;
}

static inline char *text_of(qn__buffer *buffer) {
  qn__buffer_u8(buffer, '\0');
  assert_false(buffer->failed);
  char *text = malloc(buffer->size);
  assert_non_null(text);
  memcpy(text, buffer->data, buffer->size);
  qn__buffer_clear(buffer);
  return text;
}

static inline printed_answer print_warned_query(tool_options *options, const char *qid, const char *query,
                                                const char *index_warning) {
  char *dir = make_temp_dir();
  const char *dirs[] = {dir};
  const cli_terminal terminal = {.width = 0};
  qn_index *index;
  qn_searcher *searcher;
  qn_error error;
  qn__buffer out, messages;
  add_small_articles(dir);
  assert_ok(qn_index_open(&index, dirs, 1, &error), error);
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  qn__buffer_init(&out);
  qn__buffer_init(&messages);
  search_answer answer = {.qid = qid, .asked = qn_string_of(query)};
  const output to = {&out, options, &terminal, index_warning};
  answer_query(&answer, searcher, options);
  answer.took_us = answer.fetch_us = 1000;
  print_answer(&to, &messages, &answer);
  const printed_answer printed = {text_of(&out), text_of(&messages), answer_exit(&answer)};
  answer_clear(&answer);
  qn_searcher_free(searcher);
  qn_index_close(index);
  remove_tree(dir);
  return printed;
}

static inline printed_answer print_query(tool_options *options, const char *qid, const char *query) {
  return print_warned_query(options, qid, query, NULL);
}

static inline void assert_printed(tool_options *options, const char *qid, const char *query, const char *expected) {
  printed_answer printed = print_query(options, qid, query);
  assert_string_equal(printed.out, expected);
  assert_string_equal(printed.messages, "");
  free(printed.out);
  free(printed.messages);
}

/* Articles as an answer has them, printed in the format of the options; on the heap. */
static inline char *print_found(const tool_options *options, const cli_terminal *terminal, found_article *found,
                                size_t n) {
  qn__buffer out, messages;
  qn__buffer_init(&out);
  qn__buffer_init(&messages);
  const search_answer answer = {
      .qid = options->batch != NULL ? "q 1" : NULL,
      .asked = qn_string_of("words"),
      .text = qn_string_of("words"),
      .wants_hits = true,
      .has_scores = true,
      .hits = {.n_hits = n, .total = n, .total_known = true, .total_exact = true, .first_rank = 1},
      .found = found,
      .n_found = n};
  const output to = {&out, options, terminal, NULL};
  print_start(&to);
  print_answer(&to, &messages, &answer);
  assert_int_equal(messages.size, 0);
  qn__buffer_clear(&messages);
  return text_of(&out);
}

static inline void assert_found_printed(const tool_options *options, found_article *found, size_t n,
                                        const char *expected) {
  const cli_terminal plain = {.width = 0};
  char *printed = print_found(options, &plain, found, n);
  assert_string_equal(printed, expected);
  free(printed);
}

static inline found_article found_id(const char *id) {
  return (found_article){.hit = {.score = 0.5}, .article = {.id = qn_string_of(id)}};
}

#endif
