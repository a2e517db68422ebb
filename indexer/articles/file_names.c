/* SPDX-License-Identifier: MIT */
/* file_names.c: nothing here looks at a file. */
#include "articles/file_names.h"

#include "base/memory.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

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

/* The last component of the path without ".gz". */
static qn_string unpacked_name(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash != NULL ? slash + 1 : path;
  size_t size = strlen(name);
  qn_string extension = extension_of(name, size);
  if (qn__is_extension(extension, "gz"))
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
