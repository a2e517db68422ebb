/* SPDX-License-Identifier: MIT */
/* test_no_memory.c: when memory runs out at any request, the writer says so, leaks nothing, and the index on disk stays
 * the one before or becomes the one after. */
#include "support/support.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static qn_status add(qn_writer *writer, const char *id, const char *text, qn_error *error) {
  qn_article article = {.id = string_of(id),
                        .title = string_of("A title"),
                        .text = string_of(text),
                        .date = string_of("2025-06-09"),
                        .fields = string_of("{\"topics\":[\"a\",\"b\"],\"n\":1}")};
  return qn_writer_add(writer, &article, error);
}

/* Opens, replaces, adds, deletes, compacts: touches every part of a writer. */
static qn_status change(const char *dir, qn_error *error) {
  qn_writer *writer = NULL;
  qn_writer_options options = quick_options();
  qn_status status = qn_writer_open(&writer, dir, &options, error);
  if (status == QN_OK)
    status = add(writer, "1", "The first article, replaced by a longer text than it had", error);
  if (status == QN_OK)
    status = add(writer, "3", "A third article", error);
  if (status == QN_OK)
    status = qn_writer_delete(writer, string_of("2"), error);
  if (status == QN_OK)
    status = qn_writer_compact(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

static void make_old(const char *dir) {
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  assert_ok(add(writer, "1", "The first", &error), error);
  assert_ok(add(writer, "2", "The second", &error), error);
  assert_ok(add(writer, "4", "The fourth", &error), error);
  commit_and_close(writer);
}

static void a_writer_reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_error error;
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  make_old(dir);
  for (; status != QN_OK; n++) {
    assert_int_equal(index_info(dir).n_articles, 3); /* a failed commit changes nothing: 1, 2, 4 or 1, 3, 4 */
    qn__memory_fail_after(n);
    status = change(dir, &error);
    qn__memory_fail_after(-1);
    if (status != QN_OK) {
      assert_int_equal(status, QN_NO_MEMORY);
      assert_int_equal(error.status, QN_NO_MEMORY);
    }
  }
  assert_true(n > 100);
  assert_int_equal(index_info(dir).n_articles, 3);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_writer_reports_out_of_memory_at_any_request)};
  return cmocka_run_group_tests_name("no memory", tests, NULL, NULL);
}
