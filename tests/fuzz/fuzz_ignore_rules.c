/* SPDX-License-Identifier: MIT */
/* fuzz_ignore_rules.c: any bytes are an ignore file, or a glob of the command line, and any others are a path.  The
 * path is the first line. */
#include "fuzz/fuzz.h"
#include "support/scaffold.h"

#include "walk/ignore_rules.h"
#include "walk/path_globs.h"

#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    "a/b/c.o\n*.o\n!c.o\n/a/\n**/b/**\n",
    "foo/bar\nfoo/*\n[a-f]oo/[!x]*\n\\#a\n\\!b\nc\\ \n",
    "a b \n# comment\n\n a b  \n[[:alpha:]]?[]-]\\\n[",
    "x.c\n*.{c,h}",
    "a{b\n{a,b{c,}}{d,e}",
    "aaaaaaaaaaaaaaaa/aaaaaaaaaaaaaa/a\n*a*a*a*a*a*a*b\n**/a*/**/a*/**/a/**/b\n",
    "\xef\xbb\xbf\n\xef\xbb\xbf*\r\n",
    NULL,
};

static void ask_rules(const qn__walk_entry *entry, const char *text, size_t size) {
  qn__ignore_level top, below;
  qn__ignore_level_init(&top, NULL, 0);
  qn__ignore_level_init(&below, &top, entry->name);
  if (qn__ignore_level_parse(&top, QN__IGNORE_ANY, text, size, NULL) == QN_OK &&
      qn__ignore_level_parse(&below, QN__IGNORE_GIT, text, size, NULL) == QN_OK)
    qn__ignore_verdict(&below, entry, NULL);
  qn__ignore_level_clear(&below);
  qn__ignore_level_clear(&top);
}

static void ask_globs(const qn__walk_entry *entry, const char *text) {
  qn__path_globs globs;
  qn__path_globs_init(&globs);
  if (qn__path_globs_add(&globs, text, false, NULL) == QN_OK)
    qn__path_globs_verdict(&globs, entry, 0);
  qn__path_globs_clear(&globs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = malloc(size + 1);
  if (text == NULL)
    return 0;
  if (size > 0)
    memcpy(text, data, size);
  text[size] = '\0';
  const char *end = memchr(text, '\n', size);
  if (end != NULL) {
    qn__walk_entry entry = {text, (size_t)(end - text), 0, size % 2 == 0};
    for (size_t i = 0; i < entry.size; i++)
      if (text[i] == '/')
        entry.name = i + 1;
    ask_rules(&entry, end + 1, size - entry.size - 1);
    ask_globs(&entry, end + 1);
  }
  free(text);
  return 0;
}
