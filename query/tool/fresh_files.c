/* SPDX-License-Identifier: MIT */
/* fresh_files.c: another process writes; this one never does. */
#include "tool/fresh_files.h"

#include "base/memory.h"
#include "cli/child.h"
#include "cli/console.h"
#include "cli/report.h"
#include "tool/stale_hits.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Files that are to be added again: directory u32, path, zero. */
typedef struct stale_list {
  qn__buffer paths;
  size_t n;
} stale_list;

/* quern-index remembers the options that a file was added with. */
static void note_stale(void *context, const qn_source *source, source_state state) {
  stale_list *list = context;
  if (state != SOURCE_CHANGED)
    return;
  qn__buffer_u32(&list->paths, (uint32_t)source->directory);
  qn__buffer_bytes(&list->paths, source->path.data, source->path.size + 1);
  list->n++;
}

/* The quern-index beside this program, or that of the PATH. */
static void find_writer(char *out, size_t size) {
  static const char name[] = "quern-index";
  const ssize_t found = readlink("/proc/self/exe", out, size - 1);
  char *slash = NULL;
  if (found > 0) {
    out[found] = '\0';
    slash = strrchr(out, '/');
  }
  if (slash != NULL && (size_t)(slash + 1 - out) + sizeof name <= size) {
    memcpy(slash + 1, name, sizeof name);
    if (access(out, X_OK) == 0)
      return;
  }
  snprintf(out, size, "%s", name);
}

static void run_writer(const char *const *words) {
  pid_t child;
  const int failure = cli_child_start(&child, words, -1);
  const int status = failure == 0 ? cli_child_wait(child) : 0;
  if (failure != 0)
    cli_message("--fresh: cannot run %s: %s", words[0], strerror(failure));
  else if (status != 0)
    cli_message("--fresh: quern-index add has ended with status %d; articles may be as they were", status);
}

/* Adds the files of one directory's articles. */
static void add_files(const stale_list *list, const char *dir, uint32_t directory) {
  enum { BEFORE = 7 };
  char program[4096];
  size_t n = 0;
  const char **words = qn__malloc((BEFORE + list->n + 1) * sizeof *words);
  if (words == NULL) {
    cli_report_memory();
    return;
  }
  find_writer(program, sizeof program);
  const char *const before[BEFORE] = {program, "add", "--progress", "never", "-i", dir, "--"};
  memcpy(words, before, sizeof before);
  const uint8_t *p = list->paths.data, *end = p + list->paths.size;
  while (p < end) {
    const char *path = (const char *)p + 4;
    if (qn__load_u32(p) == directory)
      words[BEFORE + n++] = path;
    p += 4 + strlen(path) + 1;
  }
  words[BEFORE + n] = NULL;
  if (n > 0)
    run_writer(words);
  qn__free(words);
}

void add_fresh_files(const qn_index *index, const tool_options *options) {
  stale_list list = {.n = 0};
  search_answer answer = {.asked = qn_string_of(options->query)};
  qn_searcher *searcher;
  qn_error error;
  if (qn_searcher_new(&searcher, index, &error) != QN_OK)
    return; /* it will be reported when the query is answered */
  qn__buffer_init(&list.paths);
  answer_query(&answer, searcher, options);
  if (answer.status == QN_OK && find_stale_hits(&answer, index, note_stale, &list, &error) != QN_OK)
    cli_message("--fresh: not all files are known: %s", error.message);
  if (list.paths.failed)
    cli_report_memory();
  for (size_t d = 0; !list.paths.failed && list.n > 0 && d < options->dirs.n; d++)
    add_files(&list, options->dirs.items[d], (uint32_t)d);
  qn__buffer_clear(&list.paths);
  answer_clear(&answer);
  qn_searcher_free(searcher);
}
