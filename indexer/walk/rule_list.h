/* SPDX-License-Identifier: MIT */
/* rule_list.h: patterns in an order, each of which wants paths or does not: the last one that a path matches decides.
 * A pattern without a slash is for names at any depth, another for paths; one that ends in a slash is for folders; one
 * that begins with '!' says the contrary. */
#ifndef QN_INDEXER_WALK_RULE_LIST_H
#define QN_INDEXER_WALK_RULE_LIST_H

#include "base/buffer.h"
#include "quern.h"
#include "walk/glob.h"

typedef enum qn__verdict { QN__UNDECIDED, QN__UNWANTED, QN__WANTED } qn__verdict;

typedef struct qn__rule {
  qn__glob glob;
  bool negated, for_folders, for_names;
  uint32_t line; /* of the file that it is in */
} qn__rule;

typedef struct qn__rule_list {
  qn__buffer rules; /* qn__rule */
} qn__rule_list;

/* Something on the way, relative to the folder that the rules are of. */
typedef struct qn__walk_entry {
  const char *path;
  size_t size;
  size_t name; /* where in the path its last name begins */
  bool is_folder;
} qn__walk_entry;

void qn__rule_list_init(qn__rule_list *list);
void qn__rule_list_clear(qn__rule_list *list);

/* The pattern is borrowed. */
qn_status qn__rule_list_add(qn__rule_list *list, const char *pattern, size_t size, uint32_t line, qn_error *error);

size_t qn__rule_list_size(const qn__rule_list *list);

/* The last rule that matches, or NULL.  The path is looked at from `start` on. */
const qn__rule *qn__rule_list_find(const qn__rule_list *list, const qn__walk_entry *entry, size_t start);

/* QN__UNWANTED where the rule's pattern is a plain one, QN__WANTED where it begins with '!', QN__UNDECIDED of NULL. */
qn__verdict qn__rule_verdict(const qn__rule *rule);

#endif
