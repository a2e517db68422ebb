/* SPDX-License-Identifier: MIT */
/* ignore_rules.h: what the files .quernignore, .ignore and .gitignore of a folder and of those above it leave out.
 * They are written as gitignore(5) says.  A rule in .quernignore is before one in .ignore, and that before one in
 * .gitignore, wherever they are; of the files of one name, the one in the deepest folder decides. */
#ifndef QN_INDEXER_WALK_IGNORE_RULES_H
#define QN_INDEXER_WALK_IGNORE_RULES_H

#include "walk/folder_names.h"
#include "walk/rule_list.h"

enum { QN__IGNORE_QUERN, QN__IGNORE_ANY, QN__IGNORE_GIT, QN__IGNORE_EXCLUDE, QN__N_IGNORE_FILES };

/* The rules of a folder. */
typedef struct qn__ignore_level {
  const struct qn__ignore_level *parent; /* the rules above; NULL: there are none */
  size_t start;                          /* where in the path of an entry what is in the folder begins */
  bool is_repository;                    /* rules of git above it are not for this one */
  struct {
    qn__rule_list rules;
    qn__buffer text; /* that the rules point into */
  } files[QN__N_IGNORE_FILES];
} qn__ignore_level;

/* Whether a folder with these names may have the file. */
bool qn__ignore_file_is_in(unsigned file, const qn__folder_names *names);

void qn__ignore_level_init(qn__ignore_level *level, const qn__ignore_level *parent, size_t start);
void qn__ignore_level_clear(qn__ignore_level *level);

/* Reads the file of a folder; one that is not there has no rules.  QN_IO: it cannot be read; QN_TOO_LARGE. */
qn_status qn__ignore_level_read(qn__ignore_level *level, unsigned file, const char *folder, qn_error *error);

/* The rules of a text, which is copied, as those of a file. */
qn_status qn__ignore_level_parse(qn__ignore_level *level, unsigned file, const char *text, size_t size,
                                 qn_error *error);

/* Whether the level has rules, or keeps away those above it. */
bool qn__ignore_level_decides(const qn__ignore_level *level);

/* Which rule decided. */
typedef struct qn__ignore_source {
  const char *file;     /* the name of the file that it is in, from the folder of the level */
  const qn__rule *rule; /* NULL: none did */
  size_t start;         /* of the level */
} qn__ignore_source;

/* QN__WANTED: a rule that begins with '!' says so.  `source` may be NULL. */
qn__verdict qn__ignore_verdict(const qn__ignore_level *level, const qn__walk_entry *entry, qn__ignore_source *source);

#endif
