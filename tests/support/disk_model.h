/* SPDX-License-Identifier: MIT */
/* disk_model.h: what a power cut may leave of the changes that a program made to files.  The changes are recorded in a
 * log.  Each prefix of the log is a moment; at each moment what was synced is there, and of the rest any part: file
 * contents whole, cut, zeroed or missing, and any subset of the changes to directories.  A rename is one change. */
#ifndef QN_TESTS_SUPPORT_DISK_MODEL_H
#define QN_TESTS_SUPPORT_DISK_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "support/scaffold.h"

/* A directory, empty and on disk, and the log of what is changed below it. */
typedef struct disk_model disk_model;

enum { DISK_ROOT = 0, DISK_NOWHERE = -1 }; /* files and directories have numbers; the root is 0 */

disk_model *disk_model_new(const char *root);
void disk_model_free(disk_model *disk);

/* The number of the file or directory at a path, which is absolute or below `directory`; else DISK_NOWHERE. */
int disk_model_find(const disk_model *disk, int directory, const char *path);

/* Recorders.  A path outside the root is ignored.  `disk_model_create` returns the number of what is made. */
int disk_model_create(disk_model *disk, int directory, const char *path, bool is_directory);
void disk_model_write(disk_model *disk, int file, size_t offset, const void *bytes, size_t size);
void disk_model_resize(disk_model *disk, int file, size_t size);
void disk_model_rename(disk_model *disk, int from_directory, const char *from, int to_directory, const char *to);
void disk_model_remove(disk_model *disk, int directory, const char *path);
void disk_model_link(disk_model *disk, const char *from, const char *to);
void disk_model_sync(disk_model *disk, int number);

/* How many changes are in the log. */
size_t disk_model_moment(const disk_model *disk);

/* What a power cut may leave. */
typedef struct disk_state disk_state;

/* Equal for states that have the same files with the same bytes. */
uint64_t disk_state_hash(const disk_state *state);

/* Writes the state's files and directories into an empty directory. */
void disk_state_lay_out(const disk_state *state, const char *path);

/* Visits states of each moment from `first` on, when all before it is on disk.  At each moment: no, all, each one, all
 * but each one, the first of the changes to directories that are not synced, each with every choice for the contents of
 * one file or of all, and `rounds` random choices.  Ends when `visit` returns false. */
typedef bool (*disk_state_visit)(void *context, size_t moment, const disk_state *state);
void disk_model_each_state(const disk_model *disk, size_t first, unsigned rounds, random_source *random,
                           disk_state_visit visit, void *context);

#endif
