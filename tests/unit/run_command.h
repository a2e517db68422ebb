/* SPDX-License-Identifier: MIT */
/* run_command.h: runs a command of quern-index within the test, and keeps what it prints. */
#ifndef QN_TESTS_UNIT_RUN_COMMAND_H
#define QN_TESTS_UNIT_RUN_COMMAND_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/support.h"
#include "tool/command.h"

/* What a command printed, until the next one. */
typedef struct command_output {
  cli_exit exit;
  char *out, *messages;
} command_output;

/* Runs it with these arguments, which end in NULL; `input` is its standard input (NULL: empty). */
static inline command_output run_command(cli_exit (*run)(int argc, char **argv), const char *input,
                                         const char *const *arguments) {
  static command_output result;
  char *argv[24] = {(char *)"command"};
  int argc = 1;
  for (; *arguments != NULL; arguments++)
    argv[argc++] = (char *)*arguments;
  FILE *file = tmpfile();
  assert_non_null(file);
  fputs(input != NULL ? input : "", file);
  rewind(file);
  free(result.out);
  free(result.messages);
  capture captured_out = capture_begin(1), captured_messages = capture_begin(2);
  int saved = dup(STDIN_FILENO);
  dup2(fileno(file), STDIN_FILENO);
  result.exit = run(argc, argv);
  dup2(saved, STDIN_FILENO);
  close(saved);
  fclose(file);
  result.messages = capture_end(&captured_messages);
  result.out = capture_end(&captured_out);
  return result;
}

#define RUN_COMMAND(run, input, ...) run_command(run, input, (const char *const[]){__VA_ARGS__, NULL})

/* An index of the articles "1", "2" and so on, with these texts. */
static inline char *index_of(const char *const *texts, size_t n) {
  char *dir = make_temp_dir();
  add_texts(dir, texts, n);
  return dir;
}

#endif
