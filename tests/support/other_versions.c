/* SPDX-License-Identifier: MIT */
/* other_versions.c: stands in front of libstemmer, and of what utf8proc says of its version. */
#include "support/other_versions.h"

#include <libstemmer.h>
#include <stdbool.h>
#include <string.h>

#include "base/hash.h"
#include "support/scaffold.h"

enum { STEM_ROOM = 2048 };

static unsigned version;
static bool has_none;

void other_versions_set(unsigned wanted) {
  version = wanted;
  has_none = false;
}

void other_versions_set_none(void) {
  has_none = true;
}

const sb_symbol *__real_sb_stemmer_stem(struct sb_stemmer *stemmer, const sb_symbol *word, int size);
const sb_symbol *__wrap_sb_stemmer_stem(struct sb_stemmer *stemmer, const sb_symbol *word, int size);
struct sb_stemmer *__real_sb_stemmer_new(const char *name, const char *charset);
struct sb_stemmer *__wrap_sb_stemmer_new(const char *name, const char *charset);
const char **__real_sb_stemmer_list(void);
const char **__wrap_sb_stemmer_list(void);
const char *__real_utf8proc_unicode_version(void);
const char *__wrap_utf8proc_unicode_version(void);

/* A quarter of the words are stemmed with a letter more, a quarter without their last. */
const sb_symbol *__wrap_sb_stemmer_stem(struct sb_stemmer *stemmer, const sb_symbol *word, int size) {
  sb_symbol changed[STEM_ROOM];
  const uint64_t choice = qn__hash(word, (size_t)size, version) % 4;
  if (version == 0 || choice > 1 || size < 4 || size + 1 > STEM_ROOM)
    return __real_sb_stemmer_stem(stemmer, word, size);
  memcpy(changed, word, (size_t)size);
  if (choice == 0) {
    changed[size++] = 'q';
  } else {
    do
      size--;
    while ((changed[size] & 0xc0) == 0x80);
  }
  return __real_sb_stemmer_stem(stemmer, changed, size);
}

struct sb_stemmer *__wrap_sb_stemmer_new(const char *name, const char *charset) {
  return has_none ? NULL : __real_sb_stemmer_new(name, charset);
}

const char **__wrap_sb_stemmer_list(void) {
  static const char *none[] = {NULL};
  return has_none ? none : __real_sb_stemmer_list();
}

const char *__wrap_utf8proc_unicode_version(void) {
  static const char *const others[] = {"99.0.0", "99.1.0", "99.2.0"};
  return version == 0 ? __real_utf8proc_unicode_version() : others[version % 3];
}
