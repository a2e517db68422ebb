/* SPDX-License-Identifier: MIT */
/* vanished_sources.h: files that articles came from and that are not there any more: what --sync removes. */
#ifndef QN_INDEXER_TOOL_VANISHED_SOURCES_H
#define QN_INDEXER_TOOL_VANISHED_SOURCES_H

#include "base/string_set.h"
#include "quern.h"

/* What became of the sources at or below a path, and not below a deeper one that was noted. */
typedef struct vanished {
  size_t n_removed;  /* sources that were deleted */
  size_t n_kept;     /* files that are gone, and their file system with them: it is probably not mounted */
  bool was_there;    /* the path, when it was noted */
  bool follow;       /* links in it are followed */
  const char *given; /* the path as it was named */
} vanished;

/* Paths below which sources are looked for, all of them in one pass. */
typedef struct vanished_list {
  qn__string_set paths;
  qn__buffer places; /* vanished[paths.n] */
} vanished_list;

void vanished_list_init(vanished_list *list);
void vanished_list_clear(vanished_list *list);

/* Notes a path without links, which was named as `given`.  False: no memory. */
bool vanished_list_note(vanished_list *list, const char *path, const char *given, bool was_there, bool follow);

static inline const vanished *vanished_list_at(const vanished_list *list, uint32_t i) {
  return QN__ARRAY(vanished, &list->places) + i;
}

/* Deletes the sources at these paths or below them whose files are gone; a link that is there now counts as gone unless
 * links are followed, or the file was read through it.  One is kept, unless `force` is true, if its device is neither
 * that of the nearest folder that is there nor the recorded one of another file which is there, below the same path. */
qn_status remove_vanished(qn_writer *writer, vanished_list *list, bool force, qn_error *error);

#endif
