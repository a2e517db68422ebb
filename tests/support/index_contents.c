/* SPDX-License-Identifier: MIT */
/* index_contents.c: opens an index, checks it and reads it whole. */
#include "support/index_contents.h"

#include "base/hash.h"
#include "segment/manifest.h"
#include "support/scaffold.h"

#include <stdio.h>
#include <string.h>

enum { LONG_TEXT = 200, SHOWN = 40 };

static void append(index_contents *all, const char *before, qn_string text) {
  char *out = all->text + all->size;
  size_t room = sizeof all->text - all->size;
  int shown = text.size <= LONG_TEXT ? (int)text.size : SHOWN;
  int size = snprintf(out, room, "%s%.*s", before, shown, text.size > 0 ? text.data : "");
  if (text.size > LONG_TEXT && size >= 0 && (size_t)size < room)
    size += snprintf(out + size, room - (size_t)size, "... %zu bytes %016llx", text.size,
                     (unsigned long long)qn__hash(text.data, text.size, 0));
  if (size < 0 || (size_t)size >= room)
    scaffold_failed(before, "the articles are too long to be compared");
  all->size += (size_t)size;
}

static bool append_article(void *context, const qn_article *article) {
  index_contents *all = context;
  const qn_string more[] = {article->title, article->url, article->date, article->language, article->fields};
  append(all, "", article->id);
  append(all, ": ", article->text);
  for (size_t i = 0; i < sizeof more / sizeof *more; i++)
    if (more[i].size > 0)
      append(all, " | ", more[i]);
  append(all, "\n", string_of(NULL));
  return true;
}

static bool append_source(void *context, const qn_source *source) {
  char counted[40];
  snprintf(counted, sizeof counted, ": %u ", (unsigned)source->n_articles);
  append(context, "source ", source->path);
  append(context, counted, source->root);
  append(context, "\n", string_of(NULL));
  return true;
}

void read_contents(const char *dir, index_contents *all) {
  qn_index *index = NULL;
  *all = (index_contents){.size = 0};
  qn_status status = qn_index_open(&index, &dir, 1, NULL);
  if (status == QN_NO_INDEX)
    return;
  if (status != QN_OK)
    all->problem = "it cannot be opened";
  else if (qn_index_check(index, NULL, NULL, NULL) != QN_OK)
    all->problem = "the check finds damage";
  else if (qn_index_each_source(index, append_source, all, NULL) != QN_OK)
    all->problem = "its sources cannot be read";
  else if (qn_index_each_article(index, append_article, all, NULL) != QN_OK)
    all->problem = "its articles cannot be read";
  qn_index_close(index);
}

/* The files that an index needs; 0: it has no manifest. */
static size_t count_needed(const char *dir) {
  qn__manifest manifest;
  if (qn__manifest_read(&manifest, dir, NULL) != QN_OK)
    return 0;
  size_t n = 2 + manifest.n_entries + (manifest.sources[0] != '\0'); /* with the manifest and the lock */
  for (uint32_t i = 0; i < manifest.n_entries; i++)
    n += manifest.entries[i].deletes != 0;
  qn__manifest_clear(&manifest);
  return n;
}

const char *commit_one_more(const char *dir, const index_contents *found) {
  index_contents then;
  qn_writer *writer = NULL;
  qn_writer_options options = quick_options();
  if (qn_writer_open(&writer, dir, &options, NULL) != QN_OK)
    return "the next writer cannot open it";
  add_plain(writer, "next", "Article of the next commit");
  qn_status status = qn_writer_commit(writer, NULL, NULL);
  qn_writer_close(writer);
  if (status != QN_OK)
    return "the next writer cannot commit";
  read_contents(dir, &then);
  if (then.problem != NULL)
    return "after the next commit it is damaged";
  if (strncmp(then.text, found->text, found->size) != 0 ||
      strcmp(then.text + found->size, "next: Article of the next commit\n") != 0)
    return "after the next commit other articles are there";
  return count_entries(dir) == count_needed(dir) ? NULL : "after the next commit there are stray files";
}

char *newest_segment(const char *dir) {
  char file[QN__FILE_NAME_SIZE];
  qn__manifest manifest;
  if (qn__manifest_read(&manifest, dir, NULL) != QN_OK || manifest.n_entries == 0)
    scaffold_failed(dir, "has no segment");
  qn__segment_file_name(file, manifest.entries[manifest.n_entries - 1].name);
  qn__manifest_clear(&manifest);
  return path_in(dir, file);
}
