/* SPDX-License-Identifier: MIT */
/* ignore_rules.c: lines to rules, and folders' rules in their order. */
#include "walk/ignore_rules.h"

#include "base/file.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { MOST_BYTES = 1 << 20, BLOCK = 4 << 10 };

static const char *const file_names[QN__N_IGNORE_FILES] = {".quernignore", ".ignore", ".gitignore",
                                                           ".git/info/exclude"};

bool qn__ignore_file_is_in(unsigned file, const qn__folder_names *names) {
  return qn__folder_names_have(names, file == QN__IGNORE_EXCLUDE ? ".git" : file_names[file]);
}

void qn__ignore_level_init(qn__ignore_level *level, const qn__ignore_level *parent, size_t start) {
  *level = (qn__ignore_level){.parent = parent, .start = start};
  for (unsigned i = 0; i < QN__N_IGNORE_FILES; i++) {
    qn__rule_list_init(&level->files[i].rules);
    qn__buffer_init(&level->files[i].text);
  }
}

void qn__ignore_level_clear(qn__ignore_level *level) {
  for (unsigned i = 0; i < QN__N_IGNORE_FILES; i++) {
    qn__rule_list_clear(&level->files[i].rules);
    qn__buffer_clear(&level->files[i].text);
  }
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

/* Without the spaces at the end of a line, unless a backslash is before them. */
static size_t trim(const char *line, size_t size) {
  size_t kept = 0;
  for (size_t i = 0; i < size; i++) {
    const bool escapes = line[i] == '\\';
    i += escapes;
    if (escapes || line[i] != ' ')
      kept = i + 1;
  }
  return kept < size ? kept : size;
}

/* The rules of the lines in level->files[file].text. */
static qn_status parse_text(qn__ignore_level *level, unsigned file, qn_error *error) {
  const qn__buffer *text = &level->files[file].text;
  qn_status status = QN_OK;
  if (text->size == 0)
    return QN_OK;
  const char *p = (const char *)text->data, *end = p + text->size;
  if (text->size >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
    p += 3;
  for (uint32_t line = 1; p < end && status == QN_OK; line++) {
    const char *line_end = memchr(p, '\n', (size_t)(end - p));
    const char *next = line_end != NULL ? line_end + 1 : end;
    if (line_end == NULL)
      line_end = end;
    if (next > line_end && line_end > p && line_end[-1] == '\r')
      line_end--;
    const size_t size = trim(p, (size_t)(line_end - p));
    if (size > 0 && *p != '#')
      status = qn__rule_list_add(&level->files[file].rules, p, size, line, error);
    p = next;
  }
  return status;
}

qn_status qn__ignore_level_parse(qn__ignore_level *level, unsigned file, const char *text, size_t size,
                                 qn_error *error) {
  qn__buffer_bytes(&level->files[file].text, text, size);
  return level->files[file].text.failed ? qn__fail_memory(error) : parse_text(level, file, error);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

static qn_status read_text(qn__buffer *text, const char *path, qn_error *error) {
  int fd = qn__open_retrying(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
    return QN_OK;
  if (fd < 0)
    return qn__fail_errno(error, "open", path);
  qn_status status = QN_OK;
  ssize_t got = 1;
  while (status == QN_OK && got != 0) {
    uint8_t *to = qn__buffer_reserve(text, BLOCK);
    got = to != NULL ? read(fd, to, BLOCK) : 0;
    if (to == NULL)
      status = qn__fail_memory(error);
    else if (got < 0 && errno == EISDIR)
      break;
    else if (got < 0 && errno != EINTR)
      status = qn__fail_errno(error, "read", path);
    else if (got > 0)
      text->size += (size_t)got;
    if (text->size > MOST_BYTES)
      status = qn__fail(error, QN_TOO_LARGE, "%s: more than 1 MiB of rules", path);
  }
  close(fd);
  return status;
}

qn_status qn__ignore_level_read(qn__ignore_level *level, unsigned file, const char *folder, qn_error *error) {
  char *path = qn__join_path(folder, file_names[file]);
  qn_status status = path == NULL ? qn__fail_memory(error) : read_text(&level->files[file].text, path, error);
  if (status == QN_OK)
    status = parse_text(level, file, error);
  qn__free(path);
  return status;
}

/* --- verdicts ----------------------------------------------------------------------------------------------------- */

bool qn__ignore_level_decides(const qn__ignore_level *level) {
  bool decides = level->is_repository;
  for (unsigned file = 0; file < QN__N_IGNORE_FILES; file++)
    decides |= qn__rule_list_size(&level->files[file].rules) > 0;
  return decides;
}

/* The rule of the files of one name that decides. */
static qn__ignore_source find_rule(const qn__ignore_level *level, unsigned file, const qn__walk_entry *entry) {
  for (; level != NULL; level = level->parent) {
    const qn__rule *rule = qn__rule_list_find(&level->files[file].rules, entry, level->start);
    if (rule != NULL)
      return (qn__ignore_source){file_names[file], rule, level->start};
    if (level->is_repository && file >= QN__IGNORE_GIT)
      break;
  }
  return (qn__ignore_source){.rule = NULL};
}

qn__verdict qn__ignore_verdict(const qn__ignore_level *level, const qn__walk_entry *entry, qn__ignore_source *source) {
  qn__ignore_source found = {.rule = NULL};
  for (unsigned file = 0; file < QN__N_IGNORE_FILES && found.rule == NULL; file++)
    found = find_rule(level, file, entry);
  if (source != NULL)
    *source = found;
  return qn__rule_verdict(found.rule);
}
