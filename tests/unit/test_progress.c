/* SPDX-License-Identifier: MIT */
/* test_progress.c: how far adding has come. */
#include "support/support.h"

#include "tool/progress.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

/* What is printed halfway through, after `seconds`. */
static char *shown_halfway(progress_form form, double seconds, bool twice) {
  progress p;
  capture captured = capture_begin(2);
  progress_start(&p, form);
  p.started -= seconds;
  p.total = 2000000;
  progress_show(&p, 1234, 1000000);
  if (twice)
    progress_show(&p, 1234, 1000000);
  return capture_end(&captured);
}

static void nothing_is_shown_where_it_is_not_wanted(void **state) {
  (void)state;
  char *printed = shown_halfway(PROGRESS_NONE, 10, false);
  assert_string_equal(printed, "");
  free(printed);
}

static void nothing_is_shown_at_once_or_too_often(void **state) {
  (void)state;
  char *printed = shown_halfway(PROGRESS_LINE, 0, false);
  assert_string_equal(printed, "");
  free(printed);
  printed = shown_halfway(PROGRESS_LINE, 10, true);
  assert_ptr_equal(strstr(printed, "articles"), strstr(printed, "1,234 articles") + 6);
  assert_null(strstr(strstr(printed, "articles") + 1, "articles"));
  free(printed);
}

static void people_see_one_line(void **state) {
  (void)state;
  char *printed = shown_halfway(PROGRESS_LINE, 10, false);
  assert_string_equal(printed, "\r\033[K\033[?7l1,234 articles, 1.0 MB, 100 kB/s, 50 %, 0:11 left\033[?7h");
  free(printed);
}

static void programs_read_json(void **state) {
  (void)state;
  char *printed = shown_halfway(PROGRESS_JSON, 10, false);
  cJSON *object = cJSON_Parse(printed), *inner = cJSON_GetObjectItem(object, "progress");
  assert_string_equal(cJSON_GetObjectItem(inner, "phase")->valuestring, "read");
  assert_int_equal(cJSON_GetObjectItem(inner, "articles")->valueint, 1234);
  assert_int_equal(cJSON_GetObjectItem(inner, "total_bytes")->valueint, 2000000);
  assert_int_equal(cJSON_GetObjectItem(inner, "seconds_left")->valueint, 10);
  cJSON_Delete(object);
  free(printed);
}

static void the_line_is_cleared_for_messages(void **state) {
  (void)state;
  progress p;
  capture captured = capture_begin(2);
  progress_start(&p, PROGRESS_LINE);
  progress_hide(&p);
  progress_committing(&p, 5, 300);
  progress_hide(&p);
  progress_hide(&p);
  char *printed = capture_end(&captured), *committing = strstr(printed, ", writing the index");
  assert_memory_equal(printed, "\r\033[K\033[?7l5 articles, 300 bytes, ", 30);
  assert_non_null(committing);
  assert_string_equal(committing, ", writing the index\033[?7h\r\033[K");
  free(printed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_is_shown_where_it_is_not_wanted),
      cmocka_unit_test(nothing_is_shown_at_once_or_too_often),
      cmocka_unit_test(people_see_one_line),
      cmocka_unit_test(programs_read_json),
      cmocka_unit_test(the_line_is_cleared_for_messages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
