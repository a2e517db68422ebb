/* SPDX-License-Identifier: MIT */
/* test_totals.c: how many articles there are, as far as it is known. */
#include "support/support.h"

#include "tool/totals.h"

typedef struct total_case {
  size_t n_found;
  bool wants_hits;
  uint64_t total;
  bool known, exact;
  uint64_t offset;
  const char *after, *expected;
} total_case;

static void a_total_says_what_is_known(void **state) {
  static const total_case cases[] = {
      {10, true, 1234, true, true, 0, NULL, "articles 21-30 of 1,234"},
      {10, true, 1001, true, false, 0, NULL, "articles 21-30 of at least 1,001"},
      {1, true, 21, true, true, 0, NULL, "article 21 of 21"},
      {2, true, 0, false, false, 0, NULL, "articles 21-22"},
      {0, true, 0, true, true, 0, NULL, "no articles"},
      {0, true, 42, true, true, 50, NULL, "no more articles: 42 in all"},
      {0, true, 0, false, false, 50, NULL, "no more articles"},
      {0, true, 0, false, false, 0, "token", "no more articles"},
      {0, true, 0, false, false, 0, "", "no articles"},
      {0, false, 1, true, true, 0, NULL, "1 article"},
      {0, false, 2000, true, false, 0, NULL, "at least 2,000 articles"},
      {0, false, 0, true, true, 0, NULL, "no articles"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const total_case *c = &cases[i];
    const tool_options options = {.offset = c->offset, .after = c->after};
    const search_answer answer = {
        .n_found = c->n_found,
        .wants_hits = c->wants_hits,
        .hits = {.total = c->total, .total_known = c->known, .total_exact = c->exact, .first_rank = 21}};
    qn__buffer out;
    qn__buffer_init(&out);
    put_total(&out, &answer, &options);
    qn__buffer_u8(&out, '\0');
    assert_string_equal((const char *)out.data, c->expected);
    qn__buffer_clear(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_total_says_what_is_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
