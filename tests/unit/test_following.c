/* SPDX-License-Identifier: MIT */
/* test_following.c: a file is followed in this process while another one writes it. */
#include "tool/following.h"

#include <signal.h>
#include <sys/wait.h>

#include "cli/signals.h"
#include "unit/folder_tree.h"
#include "unit/run_command.h"

static void interrupt(int number) {
  (void)number;
  cli_interrupted = 1;
}

/* Waits, in the other process, until the index has the article. */
static void await_article(const char *index, const char *id) {
  bool found = false;
  for (int i = 0; i < 5000 && !found; i++) {
    qn_index *opened;
    uint64_t article;
    if (qn_index_open(&opened, &index, 1, NULL) == QN_OK) {
      found = qn_index_find(opened, qn_string_of(id), &article, NULL) == QN_OK;
      qn_index_close(opened);
    }
    usleep(5000);
  }
}

static void append(const char *path, const char *text) {
  FILE *file = fopen(path, "a");
  fputs(text, file);
  fclose(file);
}

/* Follows the file until the other process, which does `act`, interrupts this one. */
static command_output follow(void (*act)(const char *index, const char *path), const char *index, const char *path) {
  const pid_t here = getpid();
  cli_interrupted = 0;
  signal(SIGUSR1, interrupt);
  const pid_t other = fork();
  assert_true(other >= 0);
  if (other == 0) {
    act(index, path);
    kill(here, SIGUSR1);
    _exit(0);
  }
  command_output result =
      RUN_COMMAND(command_add, NULL, "-i", index, "--no-sync", "--commit-every", "1", "--tail", path);
  waitpid(other, NULL, 0);
  cli_interrupted = 0;
  return result;
}

static void write_half_a_line(const char *index, const char *path) {
  await_article(index, "1");
  append(path, "{\"id\":\"2\",\"text\":\"two\"}\n{\"id\":\"3\",");
  await_article(index, "2");
}

static void write_the_rest(const char *index, const char *path) {
  append(path, "\"text\":\"three\"}\n");
  await_article(index, "3");
}

static void a_line_is_read_when_it_has_ended_also_after_a_restart(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = path_in(dir, "index"), *path = path_in(dir, "log");
  make_file_of(dir, "log", "{\"id\":\"1\",\"text\":\"one\"}\n");
  assert_int_equal(follow(write_half_a_line, index, path).exit, EXIT_DONE);
  assert_int_equal(index_info(index).n_articles, 2);
  command_output result = follow(write_the_rest, index, path);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.messages, "1 article added"));
  char *ids = index_ids(index);
  assert_string_equal(ids, "1 2 3 ");
  free(ids);
  result = RUN_COMMAND(command_add, NULL, "-i", index, "--force", dir);
  assert_non_null(strstr(result.messages, "0 articles added in")); /* it was not named */
  result = RUN_COMMAND(command_add, NULL, "-i", index, "--force", "--format", "jsonl", path);
  assert_non_null(strstr(result.messages, "0 articles added, 3 changed"));
  free(path);
  free(index);
  remove_tree(dir);
}

static void rotate_and_truncate(const char *index, const char *path) {
  char aside[300];
  await_article(index, "1");
  snprintf(aside, sizeof aside, "%s.1", path);
  rename(path, aside);
  append(aside, "{\"id\":\"2\",\"text\":\"late\"}"); /* the file ends without a line end */
  append(path, "{\"id\":\"3\",\"text\":\"three\"}\n{\"id\":\"long enough\",\"text\":\"three\"}\n");
  await_article(index, "long enough");
  if (truncate(path, 0) == 0)
    append(path, "{\"id\":\"4\",\"text\":\"four\"}\n");
  await_article(index, "4");
}

static void files_that_are_replaced_or_truncated_are_read_from_their_start(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = path_in(dir, "index"), *path = path_in(dir, "log");
  make_file_of(dir, "log", "{\"id\":\"1\",\"text\":\"one\"}\n");
  command_output result = follow(rotate_and_truncate, index, path);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.messages, "another file has taken its place"));
  assert_non_null(strstr(result.messages, "truncated"));
  char *ids = index_ids(index);
  assert_string_equal(ids, "1 2 3 long enough 4 ");
  free(ids);
  result = RUN_COMMAND(command_add, NULL, "-i", index, "--force", path); /* its lines had other numbers */
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_non_null(strstr(result.messages, "forget --delete"));
  free(path);
  free(index);
  remove_tree(dir);
}

static void a_pipe_is_read_to_its_end_and_has_no_record(void **state) {
  (void)state;
  char *index = make_temp_dir();
  command_output result = RUN_COMMAND(
      command_add, "{\"id\":\"a\",\"text\":\"x\"}\nbroken\n{\"id\":\"b\",\"text\":\"y\"}", "-i", index, "--tail", "-");
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_non_null(strstr(result.messages, "standard input:2:1: broken JSON"));
  assert_int_equal(index_info(index).n_articles, 2);
  remove_tree(index);
}

static void a_file_that_was_added_before_is_read_once_more(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = path_in(dir, "index"), *path = path_in(dir, "log");
  make_file_of(dir, "log", "{\"id\":\"1\",\"text\":\"one\"}\n");
  RUN_COMMAND(command_add, NULL, "-i", index, "--format", "jsonl", path);
  assert_int_equal(follow(write_half_a_line, index, path).exit, EXIT_DONE);
  assert_int_equal(index_info(index).n_articles, 2);
  remove(path);
  RUN_COMMAND(command_add, NULL, "-i", index, "--sync", dir); /* its articles stay */
  assert_int_equal(index_info(index).n_articles, 2);
  free(path);
  free(index);
  remove_tree(dir);
}

static void end_at_once(const char *index, const char *path) {
  (void)path;
  await_article(index, "1");
}

static void add_without_paths_reads_what_has_been_appended(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = path_in(dir, "index"), *path = path_in(dir, "log");
  make_file_of(dir, "log", "{\"id\":\"1\",\"text\":\"one\"}\n");
  assert_int_equal(follow(end_at_once, index, path).exit, EXIT_DONE);
  append(path, "{\"id\":\"2\",\"text\":\"two\"}\n{\"id\":\"3\",");
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index).exit, EXIT_DONE);
  assert_int_equal(index_info(index).n_articles, 2);
  append(path, "\"text\":\"three\"}\n"); /* the rest of the line, which has not ended before */
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index, "--sync").exit, EXIT_DONE);
  assert_int_equal(index_info(index).n_articles, 3);
  remove(path);
  command_output result = RUN_COMMAND(command_add, NULL, "-i", index);
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_non_null(strstr(result.messages, "forget"));
  assert_int_equal(RUN_COMMAND(command_forget, NULL, "-i", index, path).exit, EXIT_DONE);
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index).exit, EXIT_USAGE);
  assert_int_equal(index_info(index).n_articles, 3);
  free(path);
  free(index);
  remove_tree(dir);
}

static void an_interrupt_before_there_is_a_file_makes_no_index(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = path_in(dir, "index"), *path = path_in(dir, "log");
  cli_interrupted = 1;
  command_output result = RUN_COMMAND(command_add, NULL, "-i", index, "--tail", path);
  cli_interrupted = 0;
  assert_int_equal(result.exit, EXIT_DONE);
  assert_int_equal(access(index, F_OK), -1);
  free(path);
  free(index);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_is_read_when_it_has_ended_also_after_a_restart),
      cmocka_unit_test(files_that_are_replaced_or_truncated_are_read_from_their_start),
      cmocka_unit_test(a_pipe_is_read_to_its_end_and_has_no_record),
      cmocka_unit_test(a_file_that_was_added_before_is_read_once_more),
      cmocka_unit_test(add_without_paths_reads_what_has_been_appended),
      cmocka_unit_test(an_interrupt_before_there_is_a_file_makes_no_index),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
