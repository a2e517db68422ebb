/* SPDX-License-Identifier: MIT */
/* test_source_list.c: what `info --sources` lists. */
#include "tool/source_list.h"

#include "unit/source_files.h"

static void assert_list(const char *dir, bool json, const char *expected) {
  qn__buffer out;
  qn_index *index;
  qn_error error;
  qn__buffer_init(&out);
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_ok(source_list_put(&out, index, json, &error), error);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((char *)out.data, expected);
  qn__buffer_clear(&out);
  qn_index_close(index);
}

static void roots_have_the_sums_of_their_files(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_error error;
  qn_source late = source_at("/b/2", 2);
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/empty", "");
  assert_ok(qn_writer_put_root(writer, qn_string_of("/a"), qn_string_of(""), false, &error), error);
  put_root_at(writer, "/b", "");
  assert_ok(qn_writer_set_root_options(writer, qn_string_of("/b"), (qn_string){"hidden\0glob=*.md\0", 18}, &error),
            error);
  assert_ok(qn_writer_set_root_options(writer, qn_string_of("/a"), (qn_string){"\0lang=de\0\0lang=fr\0", 19}, &error),
            error);
  GIVE(writer, "/a/1", "x", "y");
  GIVE(writer, "/b/1", "z");
  qn_source named = source_at("/a/2", 3);
  named.named = true;
  assert_ok(qn_writer_put_source(writer, &named, &error), error);
  assert_ok(qn_writer_put_root(writer, qn_string_of("/c"), qn_string_of(""), false, &error), error);
  GIVE(writer, "/c/1", "c");
  late.bytes = 90;
  late.followed = late.named = true;
  late.n_given = 4; /* its articles are not listed */
  late.modified = INT64_C(86399) * 1000000000;
  assert_ok(qn_writer_put_source(writer, &late, &error), error);
  commit_and_close(writer);
  assert_list(dir, false,
              "sources\n"
              "       files   articles       size  last change         \n"
              "           2          2   20 bytes  1970-01-01T00:00:00Z  /a (some files)\n"
              "      files with --lang de\n"
              "      files with --lang fr\n"
              "           2          5  100 bytes  1970-01-01T23:59:59Z  /b\n"
              "      with --hidden --glob '*.md'\n"
              "           1          1   10 bytes  1970-01-01T00:00:00Z  /c (forgotten)\n"
              "           0          0    0 bytes                        /empty\n");
  assert_list(dir, true,
              "[{\"path\":\"/a\",\"whole\":false,\"files\":2,\"named_files\":1,\"articles\":2,\"bytes\":20,"
              "\"changed\":\"1970-01-01T00:00:00Z\",\"options\":[],\"file_options\":[[\"--lang=de\"],[\"--lang=fr\"]]},"
              "{\"path\":\"/b\",\"whole\":true,\"files\":2,\"named_files\":1,\"articles\":5,\"bytes\":100,"
              "\"changed\":\"1970-01-01T23:59:59Z\",\"options\":[\"--hidden\",\"--glob=*.md\"]},"
              "{\"path\":\"/c\",\"whole\":false,\"files\":1,\"named_files\":0,\"articles\":1,\"bytes\":10,"
              "\"changed\":\"1970-01-01T00:00:00Z\",\"options\":[]},"
              "{\"path\":\"/empty\",\"whole\":true,\"files\":0,\"named_files\":0,\"articles\":0,\"bytes\":0,"
              "\"options\":[]}]");
  remove_tree(dir);
}

static void an_index_without_sources_has_an_empty_list(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  commit_and_close(open_writer_in(dir, NULL));
  assert_list(dir, true, "[]");
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(roots_have_the_sums_of_their_files),
      cmocka_unit_test(an_index_without_sources_has_an_empty_list),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
