/* SPDX-License-Identifier: MIT */
/* folder_names.c: one pass through the folder, then a sort. */
#include "walk/folder_names.h"

#include "base/status.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void qn__folder_names_init(qn__folder_names *names) {
  qn__buffer_init(&names->sorted);
  qn__buffer_init(&names->text);
  names->n = 0;
}

void qn__folder_names_clear(qn__folder_names *names) {
  qn__buffer_clear(&names->sorted);
  qn__buffer_clear(&names->text);
}

static qn__entry_kind kind_of_type(unsigned char type) {
  switch (type) {
  case DT_UNKNOWN:
    return QN__ENTRY_UNKNOWN;
  case DT_REG:
    return QN__ENTRY_FILE;
  case DT_DIR:
    return QN__ENTRY_FOLDER;
  case DT_LNK:
    return QN__ENTRY_LINK;
  default:
    return QN__ENTRY_SPECIAL;
  }
}

qn__entry_kind qn__entry_kind_of(unsigned mode) {
  if (S_ISREG(mode))
    return QN__ENTRY_FILE;
  if (S_ISDIR(mode))
    return QN__ENTRY_FOLDER;
  return S_ISLNK(mode) ? QN__ENTRY_LINK : QN__ENTRY_SPECIAL;
}

/* The buffer of names may still move: until it is complete, a name is the place where it begins. */
static bool add_name(qn__folder_names *names, const struct dirent *entry) {
  const qn__folder_name name = {(const char *)(uintptr_t)names->text.size, kind_of_type(entry->d_type)};
  qn__buffer_bytes(&names->sorted, &name, sizeof name);
  qn__buffer_bytes(&names->text, entry->d_name, strlen(entry->d_name) + 1);
  names->n++;
  return !names->sorted.failed && !names->text.failed;
}

static int compare(const void *a, const void *b) {
  return strcmp(((const qn__folder_name *)a)->name, ((const qn__folder_name *)b)->name);
}

static void sort(qn__folder_names *names) {
  qn__folder_name *sorted = QN__ARRAY(qn__folder_name, &names->sorted);
  for (size_t i = 0; i < names->n; i++)
    sorted[i].name = (const char *)names->text.data + (uintptr_t)sorted[i].name;
  if (names->n > 0)
    qsort(sorted, names->n, sizeof *sorted, compare);
}

static bool is_self_or_parent(const char *name) {
  return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

qn_status qn__folder_names_read(qn__folder_names *names, const char *path, qn_error *error) {
  DIR *directory;
  do
    directory = opendir(path);
  while (directory == NULL && errno == EINTR);
  if (directory == NULL)
    return qn__fail_errno(error, "read", "the folder");
  qn_status status = QN_OK;
  const struct dirent *entry;
  while (errno = 0, (entry = readdir(directory)) != NULL)
    if (!is_self_or_parent(entry->d_name) && !add_name(names, entry)) {
      closedir(directory);
      return qn__fail_memory(error);
    }
  if (errno != 0)
    status = qn__fail_errno(error, "read", "the folder");
  closedir(directory);
  if (status != QN_NO_MEMORY)
    sort(names);
  return status;
}

const qn__folder_name *qn__folder_name_at(const qn__folder_names *names, size_t i) {
  return &QN__ARRAY(qn__folder_name, &names->sorted)[i];
}

bool qn__folder_names_have(const qn__folder_names *names, const char *name) {
  const qn__folder_name wanted = {name, QN__ENTRY_UNKNOWN};
  return names->n > 0 && bsearch(&wanted, names->sorted.data, names->n, sizeof wanted, compare) != NULL;
}
