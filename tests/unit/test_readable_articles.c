/* SPDX-License-Identifier: MIT */
/* test_readable_articles.c: articles whose heads are lost are named by the ids, or counted where those are lost. */
#include "segment/readable_articles.h"

#include "segment/manifest.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

typedef struct seen {
  char visited[64], lost[64];
  unsigned n_reports, n_lost;
  qn_status answer; /* of the visitor */
} seen;

static qn_status note_article(void *context, const qn_article *article, qn_error *error) {
  seen *all = context;
  strcat(all->visited, article->id.data);
  return all->answer == QN_OK ? QN_OK : qn__fail(error, all->answer, "enough");
}

static void note_loss(void *context, const qn_loss *loss) {
  seen *all = context;
  strncat(all->lost, loss->id.data, loss->id.size);
  all->n_reports++;
  all->n_lost += (unsigned)loss->n_articles;
  assert_non_null(strstr(loss->file, ".segment"));
  assert_non_null(strstr(loss->problem, loss->file));
}

/* The segment of an index of the articles c, a and b. */
static qn__snapshot *open_small(const char *dir) {
  qn__snapshot *snapshot;
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  add_plain(writer, "c", "one");
  add_plain(writer, "a", "two");
  add_plain(writer, "b", "three");
  commit_and_close(writer);
  assert_ok(qn__snapshot_open(&snapshot, dir, NULL, &error), error);
  return snapshot;
}

static void lost_heads_are_named_by_the_ids(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__snapshot *snapshot = open_small(dir);
  qn__store store = snapshot->segments[0].segment.store;
  const uint8_t deletes = 1 << 1; /* "a" */
  qn__article_source source = {.store = &store, .ids = &snapshot->segments[0].segment.ids, .deletes = &deletes};
  seen all = {.n_lost = 0};
  const qn__article_visitor visitor = {note_article, note_loss, &all};
  qn_error error;
  assert_ok(qn__each_readable_article(&source, &visitor, &error), error);
  assert_string_equal(all.visited, "cb");
  assert_int_equal(all.n_reports, 0);
  store.tables[QN__STORE_HEADS_OFFSET].n = 0; /* no head can be found */
  assert_ok(qn__each_readable_article(&source, &visitor, &error), error);
  assert_string_equal(all.lost, "bc");
  assert_int_equal(all.n_lost, 2);
  source.ids = NULL;
  assert_ok(qn__each_readable_article(&source, &visitor, &error), error);
  assert_string_equal(all.lost, "bc");
  assert_int_equal(all.n_lost, 4);
  assert_int_equal(all.n_reports, 3);
  assert_string_equal(all.visited, "cb");
  qn__snapshot_close(snapshot);
  remove_tree(dir);
}

static void a_failing_visitor_and_cancelling_end_the_walk(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__snapshot *snapshot = open_small(dir);
  bool cancel = true;
  qn__article_source source = {.store = &snapshot->segments[0].segment.store};
  seen all = {.answer = QN_TOO_LARGE};
  const qn__article_visitor visitor = {note_article, note_loss, &all};
  qn_error error;
  assert_int_equal(qn__each_readable_article(&source, &visitor, &error), QN_TOO_LARGE);
  assert_string_equal(all.visited, "c");
  source.cancel = (qn__cancel){flag_is_set, &cancel};
  assert_int_equal(qn__each_readable_article(&source, &visitor, &error), QN_CANCELLED);
  assert_string_equal(all.visited, "c");
  qn__snapshot_close(snapshot);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lost_heads_are_named_by_the_ids),
      cmocka_unit_test(a_failing_visitor_and_cancelling_end_the_walk),
  };
  return cmocka_run_group_tests_name("readable articles", tests, NULL, NULL);
}
