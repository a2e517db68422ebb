/* SPDX-License-Identifier: MIT */
/* test_status.c: a failure has a status and a message that names what failed; errno decides which status. */
#include "base/status.h"

#include "support/support.h"

#include <errno.h>
#include <string.h>

static void every_status_has_a_text(void **state) {
  (void)state;
  for (int status = QN_OK; status <= QN_TIMEOUT; status++) {
    const char *text = qn_status_text((qn_status)status);
    assert_true(strlen(text) > 0);
    assert_string_not_equal(text, "unknown status");
    for (int other = QN_OK; other < status; other++)
      assert_string_not_equal(text, qn_status_text((qn_status)other));
  }
  assert_string_equal(qn_status_text((qn_status)(QN_TIMEOUT + 1)), "unknown status");
  assert_string_equal(qn_status_text((qn_status)-1), "unknown status");
}

static void the_version_is_that_of_the_header(void **state) {
  (void)state;
  assert_string_equal(qn_version(), QN_VERSION_STRING);
}

static void a_failure_fills_the_error_and_returns_its_status(void **state) {
  (void)state;
  qn_error error = {.column = 7};
  assert_int_equal(qn__fail(&error, QN_INVALID, "%s has %d", "it", 3), QN_INVALID);
  assert_int_equal(error.status, QN_INVALID);
  assert_int_equal(error.column, 0);
  assert_string_equal(error.message, "it has 3");
  assert_int_equal(qn__fail(NULL, QN_IO, "%s", "not wanted"), QN_IO);
}

static void a_long_message_is_cut_off(void **state) {
  (void)state;
  qn_error error;
  char text[sizeof error.message + 100];
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  qn__fail(&error, QN_INVALID, "%s", text);
  assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

static void a_message_is_not_cut_off_inside_a_character(void **state) {
  (void)state;
  static const char *const characters[] = {"\xc3\xa9", "\xe5\x92\x8c", "\xf0\x9f\x8c\x8a"};
  for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
    const size_t size = strlen(characters[i]);
    for (size_t before = 0; before < size; before++) {
      qn_error error;
      char text[sizeof error.message + 100] = "xxx";
      size_t at = before;
      for (; at < sizeof error.message; at += size)
        memcpy(text + at, characters[i], size);
      text[at] = '\0';
      qn__fail(&error, QN_INVALID, "%s", text);
      const size_t room = sizeof error.message - 1;
      assert_int_equal(strlen(error.message), room - (room - before) % size);
    }
  }
}

static void errno_decides_the_status(void **state) {
  (void)state;
  static const struct {
    int number;
    qn_status status;
  } cases[] = {{ENOSPC, QN_NO_SPACE}, {EDQUOT, QN_NO_SPACE}, {ENOMEM, QN_NO_MEMORY}, {EACCES, QN_IO}, {EIO, QN_IO}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    qn_error error;
    errno = cases[i].number;
    assert_int_equal(qn__fail_errno(&error, "open", "/a/file"), cases[i].status);
    assert_int_equal(error.status, cases[i].status);
    assert_non_null(strstr(error.message, "cannot open /a/file: "));
    const char *reason = cases[i].number == ENOMEM ? "out of memory" : strerror(cases[i].number);
    assert_non_null(strstr(error.message, reason));
  }
}

static void damage_names_the_file_and_the_place(void **state) {
  (void)state;
  qn_error error;
  assert_int_equal(qn__fail_damaged(&error, "/a/file", UINT64_C(5000000000), "a reason"), QN_DAMAGED);
  assert_string_equal(error.message, "/a/file is damaged at byte 5000000000: a reason");
  assert_int_equal(qn__fail_memory(&error), QN_NO_MEMORY);
  assert_non_null(strstr(error.message, "memory"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_status_has_a_text),
      cmocka_unit_test(the_version_is_that_of_the_header),
      cmocka_unit_test(a_failure_fills_the_error_and_returns_its_status),
      cmocka_unit_test(a_long_message_is_cut_off),
      cmocka_unit_test(a_message_is_not_cut_off_inside_a_character),
      cmocka_unit_test(errno_decides_the_status),
      cmocka_unit_test(damage_names_the_file_and_the_place),
  };
  return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
