/* SPDX-License-Identifier: MIT */
/* test_command_info.c: the figures of an index for people and for programs. */
#include "container/container.h"
#include "support/damage_samples.h"
#include "support/foreign_index.h"
#include "support/index_files.h"
#include "unit/run_command.h"

#include <cjson/cJSON.h>

static const char *const texts[] = {"one", "two words"};

static void programs_read_json(void **state) {
  (void)state;
  char *dir = index_of(texts, 2);
  command_output result = RUN_COMMAND(command_info, NULL, "-i", dir, "--json");
  assert_int_equal(result.exit, EXIT_DONE);
  cJSON *object = cJSON_Parse(result.out);
  assert_non_null(object);
  assert_int_equal(cJSON_GetObjectItem(object, "articles")->valueint, 2);
  assert_int_equal(cJSON_GetObjectItem(object, "tokens")->valueint, 3);
  assert_string_equal(cJSON_GetObjectItem(object, "language")->valuestring, "en");
  assert_int_equal(cJSON_GetObjectItem(cJSON_GetObjectItem(object, "languages"), "en")->valueint, 2);
  assert_true(cJSON_GetArraySize(cJSON_GetObjectItem(object, "parts")) > 5);
  cJSON_Delete(object);
  remove_tree(dir);
}

static void people_read_lines(void **state) {
  (void)state;
  char *dir = index_of(texts, 2);
  command_output result = RUN_COMMAND(command_info, NULL, "-i", dir);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_memory_equal(result.out, dir, strlen(dir));
  assert_non_null(strstr(result.out, "\narticles                          2\n"));
  assert_non_null(strstr(result.out, "\nlanguages\n  en                              2\n"));
  remove_tree(dir);
}

static void segments_of_other_versions_are_named(void **state) {
  (void)state;
  char *dir = index_of(texts, 2);
  command_output result = RUN_COMMAND(command_info, NULL, "-i", dir);
  assert_non_null(strstr(result.out, " 2 as here, 1 segment\n"));
  assert_null(strstr(result.out, "compact"));
  make_index_foreign(dir);
  result = RUN_COMMAND(command_info, NULL, "-i", dir);
  assert_non_null(strstr(result.out, " 2 other than here, 1 segment\n  quern-index compact brings"));
  result = RUN_COMMAND(command_info, NULL, "-i", dir, "--json");
  cJSON *object = cJSON_Parse(result.out), *versions = cJSON_GetObjectItem(object, "versions");
  assert_int_equal(cJSON_GetObjectItem(object, "foreign_segments")->valueint, 1);
  assert_int_equal(cJSON_GetArraySize(versions), 1);
  assert_true(cJSON_IsTrue(cJSON_GetObjectItem(cJSON_GetArrayItem(versions, 0), "foreign")));
  assert_int_equal(cJSON_GetObjectItem(cJSON_GetArrayItem(versions, 0), "article_count")->valueint, 2);
  cJSON_Delete(object);
  remove_tree(dir);
}

/* The sizes of lists are computed from the dictionary: without it there are no figures, and no wrong ones. */
static void a_damaged_dictionary_is_reported(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  index_files files;
  unsigned n_reported = 0;
  make_index_of_chunks(dir);
  index_files_read(&files, dir);
  index_file *file = &files.files[0];
  assert_true(index_file_is_segment(file));
  for (size_t at = 9; at < file->size; at += QN__CHUNK_SIZE) {
    file->bytes[at] ^= 0xff;
    index_files_write(&files, dir);
    file->bytes[at] ^= 0xff;
    command_output result = RUN_COMMAND(command_info, NULL, "-i", dir, "--json");
    if (result.exit == EXIT_DONE)
      continue;
    assert_int_equal(result.exit, EXIT_DAMAGED);
    assert_string_equal(result.out, "");
    assert_non_null(strstr(result.messages, "is damaged at byte "));
    assert_non_null(strstr(result.messages, "quern-index salvage -i"));
    n_reported++;
  }
  assert_true(n_reported >= 3);
  index_files_clear(&files);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(programs_read_json),
      cmocka_unit_test(people_read_lines),
      cmocka_unit_test(segments_of_other_versions_are_named),
      cmocka_unit_test(a_damaged_dictionary_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
