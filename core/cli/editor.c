/* SPDX-License-Identifier: MIT */
/* editor.c: which editor, and how it is called. */
#include "cli/editor.h"

#include "base/buffer.h"
#include "cli/child.h"
#include "cli/console.h"
#include "cli/report.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *set_in(const char *variable) {
  const char *value = getenv(variable);
  return value != NULL && *value != '\0' ? value : NULL;
}

/* NULL: a dumb terminal has no editor of its own. */
static const char *find_editor(void) {
  const char *term = getenv("TERM");
  const bool is_dumb = term == NULL || strcmp(term, "dumb") == 0;
  const char *editor = is_dumb ? NULL : set_in("VISUAL");
  if (editor == NULL)
    editor = set_in("EDITOR");
  return editor != NULL || is_dumb ? editor : "vi";
}

static cli_exit run_editor(const char *editor, const char *const *arguments, size_t n) {
  pid_t child;
  const int failure = cli_child_start_command(&child, editor, arguments, n, -1);
  if (failure == ENOMEM)
    return cli_report_memory();
  const int status = failure == 0 ? cli_child_wait(child) : CLI_CHILD_NOT_RUN;
  if (failure != 0)
    cli_message("cannot run the editor %s: %s (set $VISUAL or $EDITOR)", editor, strerror(failure));
  else if (status != 0)
    cli_message("the editor `%s` has ended with status %d", editor, status);
  return status == 0 ? EXIT_DONE : EXIT_SYSTEM;
}

cli_exit cli_edit(const char *file, uint64_t line) {
  const char *editor = find_editor();
  char place[24];
  qn__buffer path;
  if (editor == NULL) {
    cli_message("this terminal has no editor; set $EDITOR to one that needs no screen");
    return EXIT_SYSTEM;
  }
  snprintf(place, sizeof place, "+%" PRIu64, line);
  qn__buffer_init(&path);
  qn__buffer_print(&path, *file == '-' || *file == '+' ? "./%s" : "%s", file); /* it is not an option */
  qn__buffer_u8(&path, '\0');
  const char *const arguments[] = {place, (const char *)path.data};
  const size_t first = line == 0;
  const cli_exit exit = path.failed ? cli_report_memory() : run_editor(editor, arguments + first, 2 - first);
  qn__buffer_clear(&path);
  return exit;
}
