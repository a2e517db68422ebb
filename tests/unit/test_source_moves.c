/* SPDX-License-Identifier: MIT */
/* test_source_moves.c: files that were moved keep their articles.  They are read nowhere here: what the index has after
 * a move came from the index. */
#include <fcntl.h>
#include <stdio.h>

#include "unit/folder_tree.h"
#include "unit/run_command.h"

/* A folder with a file of records and one of text, and an index of it. */
typedef struct moved_files {
  char *dir, *index, *from, *to;
} moved_files;

enum { LONG_AGO = 1000 };
static const time_t in_the_future = INT32_MAX; /* as a file that was read while it was written: its time says little */

static void change_time(const char *path, time_t seconds) {
  const struct timespec times[2] = {{seconds, 0}, {seconds, 0}};
  assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void begin_moving_of(moved_files *files, time_t changed) {
  *files = (moved_files){.dir = make_temp_dir(), .index = make_temp_dir()};
  make_folder(files->dir, "one");
  files->from = path_in(files->dir, "one");
  files->to = path_in(files->dir, "two");
  make_file_of(files->from, "a.txt", "some words");
  make_file_of(files->from, "r.jsonl", "{\"text\":\"x\"}\n{\"id\":\"own\",\"text\":\"y\"}\n");
  static const char *const names[] = {"a.txt", "r.jsonl"};
  for (size_t i = 0; i < 2; i++) {
    char *path = path_in(files->from, names[i]);
    change_time(path, changed);
    free(path);
  }
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", files->index, "--base", files->dir, files->dir).exit,
                   EXIT_DONE);
}

static void begin_moving(moved_files *files) {
  begin_moving_of(files, LONG_AGO);
}

static void end_moving(moved_files *files) {
  remove_tree(files->dir);
  remove_tree(files->index);
  free(files->from);
  free(files->to);
}

/* Adds again, and asserts what the index has then. */
static void assert_moved(const moved_files *files, const char *message, const char *exported) {
  command_output result = RUN_COMMAND(command_add, NULL, "-i", files->index, files->dir);
  assert_non_null(strstr(result.messages, message));
  result = RUN_COMMAND(command_export, NULL, "-i", files->index);
  char ids[300] = "";
  for (char *line = strtok(result.out, "\n"); line != NULL; line = strtok(NULL, "\n"))
    strncat(ids, line + 6, strcspn(line, ",") - 6), strcat(ids, " ");
  assert_string_equal(ids, exported);
}

static void a_folder_that_is_moved_takes_its_ids_along(void **state) {
  (void)state;
  moved_files files;
  begin_moving(&files);
  assert_int_equal(rename(files.from, files.to), 0);
  assert_moved(&files, "0 articles added, 2 moved", "\"own\" \"two/a.txt\" \"two/r.jsonl#1\" ");
  assert_moved(&files, "0 articles added, 3 unchanged", "\"own\" \"two/a.txt\" \"two/r.jsonl#1\" ");
  end_moving(&files);
}

static void a_file_whose_time_says_little_is_moved_if_it_has_its_bytes(void **state) {
  (void)state;
  moved_files files;
  begin_moving_of(&files, in_the_future);
  char *text = path_in(files.from, "a.txt");
  assert_int_equal(rename(files.from, files.to), 0);
  assert_moved(&files, "0 articles added, 2 moved", "\"own\" \"two/a.txt\" \"two/r.jsonl#1\" ");
  assert_int_equal(rename(files.to, files.from), 0);
  FILE *file = fopen(text, "r+");
  fputs("same", file);
  assert_int_equal(fclose(file), 0);
  change_time(text, in_the_future);
  assert_moved(&files, "1 article added, 1 moved", "\"own\" \"two/a.txt\" \"one/a.txt\" \"one/r.jsonl#1\" ");
  free(text);
  end_moving(&files);
}

static void another_name_is_another_title(void **state) {
  (void)state;
  moved_files files;
  begin_moving(&files);
  char *old = path_in(files.from, "a.txt"), *new = path_in(files.from, "b.txt");
  assert_int_equal(rename(old, new), 0);
  RUN_COMMAND(command_add, NULL, "-i", files.index, files.dir);
  command_output result = RUN_COMMAND(command_export, NULL, "-i", files.index);
  assert_non_null(strstr(result.out, "{\"id\":\"one/b.txt\",\"title\":\"b\",\"text\":\"some words\""));
  assert_null(strstr(result.out, "a.txt"));
  free(old);
  free(new);
  end_moving(&files);
}

static void another_extension_is_read(void **state) {
  (void)state;
  moved_files files;
  begin_moving(&files);
  char *old = path_in(files.from, "a.txt"), *new = path_in(files.from, "a.html");
  assert_int_equal(rename(old, new), 0);
  assert_moved(&files, "1 article added, 2 unchanged, 1 removed", "\"one/r.jsonl#1\" \"own\" \"one/a.html\" ");
  free(old);
  free(new);
  end_moving(&files);
}

static void an_article_that_was_deleted_does_not_come_back(void **state) {
  (void)state;
  moved_files files;
  begin_moving(&files);
  RUN_COMMAND(command_delete, NULL, "-i", files.index, "one/a.txt");
  assert_int_equal(rename(files.from, files.to), 0);
  assert_moved(&files, "0 articles added, 1 moved", "\"own\" \"two/r.jsonl#1\" ");
  end_moving(&files);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_folder_that_is_moved_takes_its_ids_along),
      cmocka_unit_test(a_file_whose_time_says_little_is_moved_if_it_has_its_bytes),
      cmocka_unit_test(another_name_is_another_title),
      cmocka_unit_test(another_extension_is_read),
      cmocka_unit_test(an_article_that_was_deleted_does_not_come_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
