/* SPDX-License-Identifier: MIT */
/* capture.c: standard output or standard error into a temporary file. */
#include "support/scaffold.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void require(bool done, const char *what) {
  if (!done)
    scaffold_failed(what, strerror(errno));
}

capture capture_begin(int descriptor) {
  fflush(NULL);
  FILE *file = tmpfile();
  require(file != NULL, "capture_begin");
  capture captured = {descriptor, dup(descriptor), dup(fileno(file))};
  fclose(file);
  require(captured.saved >= 0 && captured.file >= 0, "capture_begin");
  require(dup2(captured.file, descriptor) >= 0, "capture_begin");
  return captured;
}

char *capture_end(capture *captured) {
  fflush(NULL);
  require(dup2(captured->saved, captured->descriptor) >= 0, "capture_end");
  off_t size = lseek(captured->file, 0, SEEK_END);
  char *text = malloc((size_t)size + 1);
  require(size >= 0 && text != NULL, "capture_end");
  require(pread(captured->file, text, (size_t)size, 0) == size, "capture_end");
  text[size] = '\0';
  close(captured->saved);
  close(captured->file);
  return text;
}

bool reports_missing_programs(void) {
  char name[] = "no-such-program";
  char *const words[] = {name, NULL}, *const no_environment[] = {NULL};
  pid_t child;
  if (posix_spawnp(&child, name, NULL, NULL, words, no_environment) != 0)
    return true;
  waitpid(child, NULL, 0);
  return false;
}
