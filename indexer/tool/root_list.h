/* SPDX-License-Identifier: MIT */
/* root_list.h: the roots of an index as a run of `add` finds them, and the options that files in them are added with:
 * those of the deepest root around them that has some. */
#ifndef QN_INDEXER_TOOL_ROOT_LIST_H
#define QN_INDEXER_TOOL_ROOT_LIST_H

#include "base/string_set.h"
#include "tool/root_options.h"

typedef struct listed_root {
  qn_string path;
  bool whole;
  qn_string options; /* root_options.h */
  bool done;         /* it was walked */
  bool waits;        /* a walk has met it and left it to be walked with its own options */
} listed_root;

typedef struct root_list {
  qn__string_set paths; /* number i is that of root i */
  qn__buffer roots;     /* listed_root; their strings are the writer's */
  bool has_whole;       /* roots were added whole, */
  bool has_options;     /* and with options */
  bool has_file_sets;   /* files were named with other options than their folder */
} root_list;

/* Reads them from a writer, which must outlive the list.  Clear it also after a failure. */
qn_status root_list_read(root_list *list, qn_writer *writer, qn_error *error);
void root_list_clear(root_list *list);

static inline listed_root *root_list_at(const root_list *list, uint32_t i) {
  return QN__ARRAY(listed_root, &list->roots) + i;
}

/* The root of this path; NULL: none. */
listed_root *root_list_find(const root_list *list, qn_string path);

/* The deepest root that was added whole, that the path is or lies in, and that has options if `with_options` is true;
 * NULL: none. */
listed_root *root_list_around(const root_list *list, qn_string path, bool with_options);

/* Whether a root that was added whole has options of its own. */
bool listed_root_has_options(const listed_root *root);

#endif
