/* SPDX-License-Identifier: MIT */
/* special_folders.c: what folders are called, and what is in them. */
#include "walk/special_folders.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/status.h"

#include <string.h>
#include <sys/stat.h>

bool qn__is_version_control(const char *name, bool is_folder) {
  static const char *const names[] = {".git", ".hg", ".svn", ".bzr", ".jj", ".pijul", "_darcs", "CVS"};
  size_t i = 0;
  while (i < sizeof names / sizeof names[0] && strcmp(name, names[i]) != 0)
    i++;
  return i < sizeof names / sizeof names[0] && (is_folder || i == 0); /* .git is a file where the folder is elsewhere */
}

static bool has_folder(const char *path, const char *name) {
  struct stat status;
  char *folder = qn__join_path(path, name);
  const bool found = folder != NULL && stat(folder, &status) == 0 && S_ISDIR(status.st_mode);
  qn__free(folder);
  return found;
}

bool qn__is_maildir(const char *path) {
  return has_folder(path, "cur") && has_folder(path, "new") && has_folder(path, "tmp");
}

/* An index has a manifest, or at least segments. */
static bool may_be_index(const qn__folder_names *names) {
  static const char ending[] = ".segment";
  if (qn__folder_names_have(names, "manifest"))
    return true;
  for (size_t i = 0; i < names->n; i++) {
    const char *name = qn__folder_name_at(names, i)->name;
    const size_t size = strlen(name);
    if (size >= sizeof ending && strcmp(name + size - (sizeof ending - 1), ending) == 0)
      return true;
  }
  return false;
}

qn_status qn__find_index(const char *path, const qn__folder_names *names, bool *is_index, qn_error *error) {
  *is_index = false;
  if (!may_be_index(names))
    return QN_OK;
  qn_index *index = NULL;
  qn_status status = qn_index_open(&index, &path, 1, error);
  qn_index_close(index);
  *is_index = status == QN_OK || status == QN_DAMAGED || status == QN_BAD_VERSION;
  return status == QN_NO_MEMORY ? status : QN_OK;
}
