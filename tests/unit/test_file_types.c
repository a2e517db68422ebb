/* SPDX-License-Identifier: MIT */
/* test_file_types.c: the table, and the names that it has. */
#include "support/support.h"

#include "articles/formats.h"
#include "articles/unpack.h"
#include "walk/file_types.h"
#include "walk/glob.h"

#include <stdio.h>
#include <string.h>

static bool has(const char *type, const char *name) {
  const qn__file_type *found = qn__file_type_find(type);
  assert_non_null(found);
  return qn__file_type_has(found, name, strlen(name));
}

static void types_are_sorted_and_their_globs_can_be_read(void **state) {
  (void)state;
  const qn__file_type *before = NULL, *type;
  for (size_t i = 0; (type = qn__file_type_at(i)) != NULL; before = type, i++) {
    assert_true(before == NULL || strcmp(before->name, type->name) < 0);
    assert_ptr_equal(qn__file_type_find(type->name), type);
    for (const char *glob = type->globs; *glob != '\0'; glob += strspn(glob, " ")) {
      const size_t size = strcspn(glob, " ");
      assert_int_not_equal(qn__glob_of(glob, size).form, QN__GLOB_NEVER);
      glob += size;
    }
  }
  assert_non_null(before);
}

static void names_decide(void **state) {
  (void)state;
  assert_true(has("md", "README.md"));
  assert_true(has("markdown", "a.markdown"));
  assert_false(has("md", "md"));
  assert_true(has("make", "Makefile"));
  assert_true(has("license", "COPYING.LESSER"));
  assert_true(has("man", "ls.1"));
  assert_true(has("man", "perlre.3perl"));
  assert_false(has("man", "ls"));
}

static void packed_files_have_the_type_of_what_is_in_them(void **state) {
  (void)state;
  assert_true(has("man", "ls.1.gz"));
  assert_true(has("jsonl", "wiki.jsonl.zst"));
  assert_true(has("md", "X.md.GZ"));
  assert_false(has("txt", ".gz"));
}

static void each_way_of_packing_is_known(void **state) {
  (void)state;
  const qn__packing *packing;
  for (size_t i = 0; (packing = qn__packing_at(i)) != NULL; i++)
    for (size_t j = 0; j < 2 && packing->extensions[j] != NULL; j++) {
      char name[20];
      snprintf(name, sizeof name, "notes.md.%s", packing->extensions[j]);
      assert_true(has("md", name));
    }
}

/* Else `-t html` would leave out pages. */
static void what_a_format_reads_has_the_type_of_that_name(void **state) {
  (void)state;
  const qn__format *format;
  for (size_t i = 0; (format = qn__format_at(i)) != NULL; i++) {
    const size_t most = sizeof format->extensions / sizeof *format->extensions;
    for (size_t j = 0; j < most && format->extensions[j] != NULL; j++) {
      const char *type = strcmp(format->name, "text") == 0 ? "txt" : format->name;
      char name[20];
      snprintf(name, sizeof name, "a.%s", format->extensions[j]);
      assert_true(has(strcmp(format->extensions[j], "ipynb") == 0 ? "jupyter" : type, name));
    }
  }
}

static void unknown_types_are_not_found(void **state) {
  (void)state;
  assert_null(qn__file_type_find("mark"));
  assert_null(qn__file_type_find(""));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(types_are_sorted_and_their_globs_can_be_read),  cmocka_unit_test(names_decide),
      cmocka_unit_test(packed_files_have_the_type_of_what_is_in_them), cmocka_unit_test(each_way_of_packing_is_known),
      cmocka_unit_test(what_a_format_reads_has_the_type_of_that_name), cmocka_unit_test(unknown_types_are_not_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
