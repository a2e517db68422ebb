/* SPDX-License-Identifier: MIT */
/* file_names.c: nothing here looks at a file. */
#include "articles/file_names.h"

#include "articles/unpack.h"
#include "base/hash.h"
#include "base/memory.h"
#include "text/utf8.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* The extension of a name; empty if it has none. */
static qn_string extension_of(const char *name, size_t size) {
  for (size_t i = size; i-- > 1;)
    if (name[i] == '.')
      return (qn_string){name + i + 1, size - i - 1};
  return (qn_string){name + size, 0};
}

bool qn__is_extension(qn_string extension, const char *name) {
  return extension.size == strlen(name) && strncasecmp(extension.data, name, extension.size) == 0;
}

static bool is_packing(qn_string extension) {
  const qn__packing *packing;
  for (size_t i = 0; (packing = qn__packing_at(i)) != NULL; i++)
    for (size_t j = 0; j < 2 && packing->extensions[j] != NULL; j++)
      if (qn__is_extension(extension, packing->extensions[j]))
        return true;
  return false;
}

/* The last component of the path without ".gz" or the like. */
static qn_string unpacked_name(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash != NULL ? slash + 1 : path;
  size_t size = strlen(name);
  qn_string extension = extension_of(name, size);
  if (is_packing(extension))
    size -= extension.size + 1;
  return (qn_string){name, size};
}

qn_string qn__file_title(const char *path) {
  qn_string name = unpacked_name(path);
  qn_string extension = extension_of(name.data, name.size);
  if (strcmp(path, "-") == 0)
    return (qn_string){path, 0};
  if (extension.size > 0 && isalpha((unsigned char)extension.data[0])) /* "Report 2.0" has none */
    name.size -= extension.size + 1;
  return name;
}

qn_string qn__file_whole_name(const char *path) {
  return unpacked_name(path);
}

qn_string qn__file_extension(const char *path) {
  qn_string name = unpacked_name(path);
  return extension_of(name.data, name.size);
}

char *qn__normal_path(const char *path) {
  bool rooted = path[0] == '/';
  char *normal = qn__malloc(strlen(path) + 2);
  if (normal == NULL)
    return NULL;
  char *to = normal, *base = normal; /* what lies before base, "/" or "../../", stays */
  if (rooted)
    base = to = normal + 1, normal[0] = '/';
  for (const char *p = path; *p != '\0';) {
    size_t size = strcspn(p, "/");
    if (size == 2 && memcmp(p, "..", 2) == 0 && to > base) {
      while (to > base && *--to != '/')
        ;
    } else if (size == 2 && memcmp(p, "..", 2) == 0 && rooted) {
      /* above the root is the root */
    } else if (size > 0 && !(size == 1 && p[0] == '.')) {
      if (to > normal && to[-1] != '/')
        *to++ = '/';
      memmove(to, p, size);
      to += size;
      if (size == 2 && memcmp(p, "..", 2) == 0)
        base = to;
    }
    p += size + strspn(p + size, "/");
  }
  if (to == normal)
    *to++ = '.';
  *to = '\0';
  return normal;
}

/* The normal absolute path. */
static char *absolute_path(const char *path) {
  if (path[0] == '/')
    return qn__normal_path(path);
  char *directory = getcwd(NULL, 0); /* of the C library's heap */
  char *joined = directory != NULL ? qn__malloc(strlen(directory) + strlen(path) + 2) : NULL;
  if (joined != NULL)
    sprintf(joined, "%s/%s", directory, path);
  free(directory);
  char *normal = joined != NULL ? qn__normal_path(joined) : NULL;
  qn__free(joined);
  return normal;
}

char *qn__relative_path(const char *path, const char *folder) {
  char *whole = absolute_path(path), *start = absolute_path(folder);
  if (whole != NULL && start != NULL) {
    const size_t size = strlen(start);
    const bool is_root = size == 1;
    if (strncmp(whole, start, size) == 0 && (is_root || whole[size] == '/') && whole[size + !is_root] != '\0')
      memmove(whole, whole + size + !is_root, strlen(whole + size + !is_root) + 1);
  } else {
    qn__free(whole);
    whole = NULL;
  }
  qn__free(start);
  return whole;
}

qn_string qn__short_id(qn_string id, char memory[QN_ID_MAX]) {
  enum { HASH = 17 }; /* "~" and 16 digits */
  if (id.size <= QN_ID_MAX)
    return id;
  const size_t kept = qn__utf8_prefix(id.data, id.size, QN_ID_MAX - HASH - 1);
  memcpy(memory, id.data, kept);
  return (qn_string){memory,
                     kept + (size_t)snprintf(memory + kept, HASH + 1, "~%016" PRIx64, qn__hash(id.data, id.size, 0))};
}
