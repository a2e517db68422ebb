/* SPDX-License-Identifier: MIT */
/* writing.c: options and reports of the commands that change an index. */
#include "tool/writing.h"

#include "base/status.h"
#include "tool/say.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

bool read_count(const char *option, const char *text, uint64_t max, uint64_t *value) {
  char *end;
  errno = 0;
  unsigned long long number = strtoull(text, &end, 10);
  if (!isdigit((unsigned char)*text) || *end != '\0' || errno != 0 || number < 1 || number > max) {
    say("%s needs a number from 1 to %llu, not \"%s\"", option, (unsigned long long)max, text);
    return false;
  }
  *value = number;
  return true;
}

bool read_size(const char *option, const char *text, size_t *value) {
  static const char units[] = "KMGT";
  char *end;
  errno = 0;
  double number = strtod(text, &end);
  const char *unit = *end != '\0' ? strchr(units, toupper((unsigned char)*end)) : NULL;
  if (unit != NULL) {
    for (const char *u = units; u <= unit; u++)
      number *= 1024;
    end++;
    if (strcasecmp(end, "iB") == 0 || strcasecmp(end, "B") == 0)
      end += strlen(end);
  }
  if (!isdigit((unsigned char)*text) || *end != '\0' || errno != 0 || !(number >= 1 && number < 9e15)) {
    say("%s needs a size like 512M or 2G, not \"%s\"", option, text);
    return false;
  }
  *value = (size_t)number;
  return true;
}

bool take_writer_option(qn_writer_options *options, int letter, const char *value, bool *known) {
  uint64_t threads = 0;
  *known = true;
  if (letter == OPTION_MEMORY)
    return read_size("--memory", value, &options->memory);
  if (letter == OPTION_THREADS) {
    if (!read_count("--threads", value, 1024, &threads))
      return false;
    options->threads = (unsigned)threads;
  } else if (letter == OPTION_NO_SYNC) {
    options->no_sync = true;
  } else {
    *known = false;
  }
  return true;
}

bool take_only_writer_options(void *options, int letter, const char *value) {
  bool known;
  return take_writer_option(options, letter, value, &known);
}

void say_done(const char *dir, const char *format, ...) {
  char what[1024], count[SAY_NUMBER_MAX], size[SAY_NUMBER_MAX];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(what, sizeof what, format, arguments);
  va_end(arguments);
  qn_index *index;
  if (qn_index_open(&index, &dir, 1, NULL) != QN_OK) {
    say("%s", what);
    return;
  }
  qn_index_info info;
  qn_index_get_info(index, &info);
  say("%s; the index has %s article%s in %s (%s)", what, say_count(count, info.n_articles),
      info.n_articles == 1 ? "" : "s", say_size(size, info.disk_bytes), dir);
  qn_index_close(index);
}

/* The parts as people think of them; the last takes all that the others do not. */
static const struct {
  const char *name, *parts[5];
} groups[] = {
    {"store", {"store", "words"}},
    {"positions", {"positions", "exact forms"}},
    {"postings", {"postings", "headers", "bit sets", "best articles"}},
    {"words", {"terms", "forms"}},
    {"other", {NULL}},
};
enum { N_GROUPS = sizeof groups / sizeof groups[0] };

static void add_part(void *context, const char *part, uint64_t bytes) {
  uint64_t *sizes = context;
  for (size_t i = 0; i < N_GROUPS - 1; i++)
    for (const char *const *name = groups[i].parts; *name != NULL; name++)
      if (strcmp(*name, part) == 0) {
        sizes[i] += bytes;
        return;
      }
  sizes[N_GROUPS - 1] += bytes;
}

void say_parts(const char *dir) {
  uint64_t sizes[N_GROUPS] = {0};
  char line[256], size[SAY_NUMBER_MAX];
  size_t n = 0;
  qn_index *index;
  if (qn_index_open(&index, &dir, 1, NULL) != QN_OK)
    return;
  qn_index_each_part(index, add_part, sizes);
  qn_index_close(index);
  for (size_t i = 0; i < N_GROUPS; i++)
    n += (size_t)snprintf(line + n, sizeof line - n, "%s%s %s", i > 0 ? ", " : "", groups[i].name,
                          say_size(size, sizes[i]));
  say("by part: %s", line);
}

qn_status each_line(const char *path, char end, qn_status (*visit)(void *context, char *line, qn_error *error),
                    void *context, qn_error *error) {
  bool standard = strcmp(path, "-") == 0;
  FILE *file = standard ? stdin : fopen(path, "re");
  if (file == NULL)
    return qn__fail_errno(error, "open", path);
  char *line = NULL;
  size_t capacity = 0;
  ssize_t size;
  qn_status status = QN_OK;
  while (status == QN_OK && (size = getdelim(&line, &capacity, end, file)) >= 0) {
    if (size > 0 && line[size - 1] == end)
      line[--size] = '\0';
    if (size > 0 && end == '\n' && line[size - 1] == '\r')
      line[--size] = '\0';
    if (size > 0)
      status = visit(context, line, error);
  }
  if (status == QN_OK && ferror(file))
    status = qn__fail_errno(error, "read", path);
  free(line);
  if (!standard)
    fclose(file);
  return status;
}
