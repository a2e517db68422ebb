/* SPDX-License-Identifier: MIT */
/* folder_names.h: what is in a folder, in the order of names. */
#ifndef QN_INDEXER_WALK_FOLDER_NAMES_H
#define QN_INDEXER_WALK_FOLDER_NAMES_H

#include "base/buffer.h"
#include "quern.h"

typedef enum qn__entry_kind {
  QN__ENTRY_UNKNOWN, /* the file system does not say it here */
  QN__ENTRY_FILE,
  QN__ENTRY_FOLDER,
  QN__ENTRY_LINK,
  QN__ENTRY_SPECIAL, /* a device, a pipe, a socket */
} qn__entry_kind;

typedef struct qn__folder_name {
  const char *name;
  qn__entry_kind kind;
} qn__folder_name;

typedef struct qn__folder_names {
  qn__buffer sorted; /* qn__folder_name */
  qn__buffer text;   /* the names, one after the other */
  size_t n;
} qn__folder_names;

void qn__folder_names_init(qn__folder_names *names);
void qn__folder_names_clear(qn__folder_names *names);

/* Reads the folder, without "." and "..".  After QN_IO there are the names that could be read; the message does not say
 * which folder it is. */
qn_status qn__folder_names_read(qn__folder_names *names, const char *path, qn_error *error);

/* The i-th name. */
const qn__folder_name *qn__folder_name_at(const qn__folder_names *names, size_t i);

/* Whether there is this name, by binary search. */
bool qn__folder_names_have(const qn__folder_names *names, const char *name);

/* What lstat(2) or stat(2) say of the mode. */
qn__entry_kind qn__entry_kind_of(unsigned mode);

#endif
