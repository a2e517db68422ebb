/* SPDX-License-Identifier: MIT */
/* test_source_moves.c: files that were moved keep their articles.  They are read nowhere here: what the index has after
 * a move came from the index. */
#include <fcntl.h>
#include <stdio.h>

#include "unit/folder_tree.h"
#include "unit/run_command.h"

/* A folder with an old file of records and one of text, and an index of it. */
typedef struct moved_files {
  char *dir, *index, *from, *to;
} moved_files;

static void begin_moving(moved_files *files) {
  static const struct timespec old[2] = {{1000, 0}, {1000, 0}};
  *files = (moved_files){.dir = make_temp_dir(), .index = make_temp_dir()};
  make_folder(files->dir, "one");
  files->from = path_in(files->dir, "one");
  files->to = path_in(files->dir, "two");
  make_file_of(files->from, "a.txt", "some words");
  make_file_of(files->from, "r.jsonl", "{\"text\":\"x\"}\n{\"id\":\"own\",\"text\":\"y\"}\n");
  static const char *const names[] = {"a.txt", "r.jsonl"};
  for (size_t i = 0; i < 2; i++) {
    char *path = path_in(files->from, names[i]);
    assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
    free(path);
  }
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", files->index, "--base", files->dir, files->dir).exit,
                   EXIT_DONE);
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
      cmocka_unit_test(another_name_is_another_title),
      cmocka_unit_test(another_extension_is_read),
      cmocka_unit_test(an_article_that_was_deleted_does_not_come_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
