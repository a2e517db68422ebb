/* SPDX-License-Identifier: MIT */
/* source_paths.c: links in what was named are followed here; a walk below it does not follow any unless it is asked
 * to. */
#include "tool/source_paths.h"

#include "articles/file_names.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/status.h"
#include "text/path_text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* realpath(3) on our heap; NULL: see errno. */
static char *real_path(const char *path) {
  char *found = realpath(path, NULL); /* of the C library's heap */
  char *copy = found != NULL ? qn__copy_string(found, strlen(found)) : NULL;
  if (found != NULL && copy == NULL)
    errno = ENOMEM;
  free(found);
  return copy;
}

/* The folder of a path that is not "/"; "" for one without folders. */
static char *folder_of(const char *path) {
  const char *slash = strrchr(path, '/');
  const size_t size = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
  return qn__copy_string(path, size);
}

/* How ids of what is in the folder of `file` begin. */
static char *name_of_folder(const char *file, const char *base) {
  char *normal = base != NULL ? qn__relative_path(file, base) : qn__normal_path(file);
  char *folder = normal != NULL ? folder_of(normal) : NULL;
  char *name = folder != NULL ? qn__path_text(folder) : NULL;
  qn__free(normal);
  qn__free(folder);
  return name;
}

/* A path in the folder, for name_of_folder. */
static char *some_file_in(const char *folder) {
  return qn__join_path(folder, "x");
}

/* A link that was named stands for the file that it leads to, and is called after it. */
static char *called_path(const source_operand *operand) {
  struct stat status;
  const bool is_link = lstat(operand->given, &status) == 0 && S_ISLNK(status.st_mode);
  if (!is_link)
    return qn__copy_string(operand->given, operand->given_size);
  return operand->given[0] == '/' ? qn__copy_string(operand->path, strlen(operand->path))
                                  : qn__relative_path(operand->path, ".");
}

static qn_status name_root(source_operand *operand, const char *base, qn_error *error) {
  operand->base = base != NULL ? real_path(base) : NULL; /* one that is not there has no files */
  char *file = operand->is_folder ? some_file_in(operand->given) : called_path(operand);
  operand->root = operand->is_folder ? qn__copy_string(operand->path, strlen(operand->path)) : folder_of(operand->path);
  operand->name = file != NULL ? name_of_folder(file, base) : NULL;
  qn__free(file);
  return operand->root != NULL && operand->name != NULL ? QN_OK : qn__fail_memory(error);
}

/* The nearest folder above a path that is there, as it is written; NULL: not to be found.  *real: the same without
 * links. */
static char *folder_above(const char *path, char **real) {
  char *folder = folder_of(path);
  *real = NULL;
  while (folder != NULL) {
    *real = real_path(*folder != '\0' ? folder : ".");
    if (*real != NULL)
      return folder;
    const bool goes_up = (errno == ENOENT || errno == ENOTDIR) && *folder != '\0' && strcmp(folder, "/") != 0;
    char *above = goes_up ? folder_of(folder) : NULL;
    qn__free(folder);
    folder = above;
  }
  return NULL;
}

/* Where a path that leads nowhere would be. */
static char *missing_path(const char *given) {
  char *real = NULL, *path = NULL;
  char *normal = qn__normal_path(given);
  char *folder = normal != NULL ? folder_above(normal, &real) : NULL;
  if (folder != NULL) {
    const char *rest = normal + strlen(folder);
    path = qn__join_path(strcmp(real, "/") == 0 ? "" : real, rest + strspn(rest, "/"));
  }
  qn__free(normal);
  qn__free(folder);
  qn__free(real);
  return path;
}

/* Whether a path stands for something else in each process, as /dev/stdin does. */
static bool is_passing(const char *given) {
  return strncmp(given, "/dev/", 5) == 0 || strncmp(given, "/proc/", 6) == 0;
}

qn_status source_operand_init(source_operand *operand, const char *given, const char *base, qn_error *error) {
  struct stat status;
  *operand = (source_operand){.given = given, .given_size = strlen(given)};
  while (operand->given_size > 1 && given[operand->given_size - 1] == '/')
    operand->given_size--;
  if (is_passing(given))
    return qn__fail(error, QN_INVALID, "%s is no file that stays", given);
  operand->path = real_path(given);
  if (operand->path == NULL && errno != ENOENT && errno != ENOTDIR)
    return qn__fail_errno(error, "examine", given);
  if (operand->path == NULL) {
    operand->path = missing_path(given);
    return qn__fail(error, QN_NOT_FOUND, "%s: there is no such file or folder", given);
  }
  if (stat(operand->path, &status) != 0)
    return qn__fail_errno(error, "examine", given);
  operand->is_folder = S_ISDIR(status.st_mode);
  if (!operand->is_folder && !S_ISREG(status.st_mode))
    return qn__fail(error, QN_INVALID, "%s is neither a file nor a folder", given);
  return name_root(operand, base, error);
}

void source_operand_clear(source_operand *operand) {
  qn__free(operand->path);
  qn__free(operand->root);
  qn__free(operand->name);
  qn__free(operand->base);
  *operand = (source_operand){.given = NULL};
}

bool source_operand_path(const source_operand *operand, const char *met, qn__buffer *out) {
  const char *rest = met + operand->given_size;
  qn__buffer_reset(out);
  qn__buffer_bytes(out, operand->path, strlen(operand->path));
  if (operand->is_folder) {
    rest += strspn(rest, "/");
    if (out->size > 1)
      qn__buffer_u8(out, '/');
    qn__buffer_bytes(out, rest, strlen(rest));
  }
  qn__buffer_u8(out, '\0');
  out->size -= !out->failed;
  return !out->failed;
}

bool is_in_folder(qn_string path, qn_string folder) {
  if (path.size < folder.size || memcmp(path.data, folder.data, folder.size) != 0)
    return false;
  return path.size == folder.size || folder.size == 1 || path.data[folder.size] == '/';
}
