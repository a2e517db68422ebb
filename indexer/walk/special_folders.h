/* SPDX-License-Identifier: MIT */
/* special_folders.h: folders that are not what other folders are. */
#ifndef QN_INDEXER_WALK_SPECIAL_FOLDERS_H
#define QN_INDEXER_WALK_SPECIAL_FOLDERS_H

#include "walk/folder_names.h"

/* Whether something of this name belongs to a version-control system, as .git and CVS do. */
bool qn__is_version_control(const char *name, bool is_folder);

/* Whether a folder holds mail: its name may begin with a dot. */
bool qn__is_maildir(const char *path);

/* Whether the folder with these names is an index, also if it is damaged or of another version. */
qn_status qn__find_index(const char *path, const qn__folder_names *names, bool *is_index, qn_error *error);

#endif
