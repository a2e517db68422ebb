/* SPDX-License-Identifier: MIT */
/* test_check_variants.c: variants that do not exist, or of themselves, or that the filter hides, are
 * reported. */
#include "support/checked_segment.h"
#include "support/section_file.h"
#include "support/support.h"

#include <string.h>

typedef struct fixture {
  checked_segment checked;
  section_file file;
} fixture;

/* The terms are "o'brien" and "tea"; `key` gets `variant` for its variant. */
static void open_with(fixture *f, const char *key, uint64_t variant) {
  const qn_article article = {.id = string_of("1"), .text = string_of("O'Brien, tea")};
  qn__variants_writer writer;
  qn_error error;
  checked_segment_open(&f->checked, &article, 1, NULL, NULL);
  section_file_begin(&f->file);
  qn__variants_begin(&writer, &f->file.output);
  qn__variants_add(&writer, key, strlen(key), (qn__variant){variant, 1});
  qn__variants_end(&writer);
  section_file_end(&f->file);
  assert_ok(qn__variants_open(&f->checked.segment.variants, &f->file.section, &error), error);
  qn__check_variants(&f->checked.check);
}

static void close_all(fixture *f) {
  section_file_close(&f->file);
  checked_segment_close(&f->checked);
}

static void what_the_writer_made_is_good(void **state) {
  (void)state;
  const qn_article article = {.id = string_of("1"), .text = string_of("O'Brien, tea")};
  checked_segment checked;
  checked_segment_open(&checked, &article, 1, NULL, NULL);
  assert_int_equal(checked.segment.variants.keys.n_keys, 1);
  qn__check_variants(&checked.check);
  assert_string_equal(checked.problems, "");
  checked_segment_close(&checked);
}

static void a_variant_is_a_term_that_exists(void **state) {
  (void)state;
  fixture f;
  open_with(&f, "\x08obrien", 2);
  assert_string_equal(f.checked.problems, "segment: variant 0: its term does not exist\n");
  close_all(&f);
}

static void no_term_is_a_variant_of_itself(void **state) {
  (void)state;
  fixture f;
  open_with(&f, "\x08tea", 1);
  assert_string_equal(f.checked.problems, "segment: variant 0 is a variant of itself\n");
  close_all(&f);
}

static void the_filter_knows_the_terms_that_have_variants(void **state) {
  (void)state;
  const qn_article article = {.id = string_of("1"), .text = string_of("O'Brien, tea")};
  checked_segment checked;
  checked_segment_open(&checked, &article, 1, NULL, NULL);
  checked.segment.variants.filter.size = 0;
  qn__check_variants(&checked.check);
  assert_string_equal(checked.problems, "segment: variant 0: the filter does not know it\n");
  checked_segment_close(&checked);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_the_writer_made_is_good),
      cmocka_unit_test(a_variant_is_a_term_that_exists),
      cmocka_unit_test(no_term_is_a_variant_of_itself),
      cmocka_unit_test(the_filter_knows_the_terms_that_have_variants),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
