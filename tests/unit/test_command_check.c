/* SPDX-License-Identifier: MIT */
/* test_command_check.c: a whole index passes, a damaged one is reported with what to do. */
#include "unit/run_command.h"

#include <dirent.h>

static const char *const texts[] = {"one", "two words"};

/* Changes a byte in the middle of the segment. */
static void damage_segment(const char *dir) {
  DIR *entries = opendir(dir);
  assert_non_null(entries);
  for (struct dirent *entry; (entry = readdir(entries)) != NULL;)
    if (strstr(entry->d_name, ".segment") != NULL) {
      char *path = path_in(dir, entry->d_name);
      size_t size;
      char *bytes = read_file(path, &size);
      bytes[size / 2] = (char)(bytes[size / 2] ^ 0x55);
      write_file(path, bytes, size);
      free(bytes);
      free(path);
    }
  closedir(entries);
}

static void a_whole_index_passes(void **state) {
  (void)state;
  char *dir = index_of(texts, 2);
  command_output result = RUN_COMMAND(command_check, NULL, "-i", dir);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.out, "no damage found: 2 articles, "));
  remove_tree(dir);
}

/* An index whose segment has several blocks with a checksum, so that it can be opened though one is damaged. */
static char *larger_index(void) {
  enum { N_WORDS = 20000, WORD_SIZE = 8 };
  char *text = malloc(N_WORDS * WORD_SIZE + 24), *dir;
  assert_non_null(text);
  for (size_t i = 0; i < N_WORDS; i++)
    snprintf(text + i * WORD_SIZE, 24, "w%06zu ", i * 7919 % 999983);
  const char *const one = text;
  dir = index_of(&one, 1);
  free(text);
  return dir;
}

static void damage_is_listed_and_counted(void **state) {
  (void)state;
  char *dir = larger_index();
  damage_segment(dir);
  command_output result = RUN_COMMAND(command_check, NULL, "-i", dir);
  assert_int_equal(result.exit, EXIT_DAMAGED);
  assert_non_null(strstr(result.out, ".segment"));
  assert_non_null(strstr(result.messages, "found in "));
  assert_non_null(strstr(result.messages, "; restore a copy, or add the articles to a new index\n"));
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_whole_index_passes),
      cmocka_unit_test(damage_is_listed_and_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
