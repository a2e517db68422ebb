/* SPDX-License-Identifier: MIT */
/* test_format_document.c: the example at the end of index-data/FORMAT.md is what the code writes, and fingerprints are
 * computed as it says. */
#include "base/hash.h"
#include "segment/manifest.h"
#include "support/support.h"
#include "text/characters.h"
#include "text/language.h"

#include <ctype.h>
#include <libstemmer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <utf8proc.h>

static const char document_path[] = "index-data/FORMAT.md";

/* The bytes of the only segment of an index with the example's article. */
static char *make_segment(size_t *size) {
  char *dir = make_temp_dir();
  qn_article article = {.id = string_of("a"), .title = string_of("Tea"), .text = string_of("Green tea, black teas.")};
  add_articles(dir, &article, 1, NULL);
  qn__manifest manifest;
  qn_error error;
  assert_ok(qn__manifest_read(&manifest, dir, &error), error);
  char *path = qn__segment_path(dir, manifest.entries[0].name), *bytes = read_file(path, size);
  free(path);
  qn__manifest_clear(&manifest);
  remove_tree(dir);
  return bytes;
}

/* Compares the bytes of a line "0018  62 6c .. 63  meaning" with those at its offset; returns how many there are. */
static size_t compare_line(const char *line, const char *bytes, size_t size) {
  char *at;
  size_t offset = strtoul(line, &at, 16), n = 0;
  for (at++; at[0] == ' ' && (isxdigit((unsigned char)at[1]) || at[1] == '.') && !isspace((unsigned char)at[2]);
       at += 3) {
    assert_true(offset + n < size);
    if (at[1] != '.' && strtoul((char[]){at[1], at[2], 0}, NULL, 16) != (unsigned char)bytes[offset + n])
      fail_msg("byte %zu is 0x%02x in the example's segment, in %s it is %.2s", offset + n,
               (unsigned)(unsigned char)bytes[offset + n], document_path, at + 1);
    n++;
  }
  return n;
}

/* The document; its test is skipped if it is not there. */
static char *read_document(void) {
  struct stat found;
  size_t size;
  if (stat(document_path, &found) != 0) {
    print_message("no %s here: run from the top folder\n", document_path);
    skip();
  }
  return read_file(document_path, &size);
}

static void test_example(void **state) {
  (void)state;
  size_t size, n = 0;
  char *document = read_document(), *bytes = make_segment(&size);
  char *line = strstr(document, "## Example");
  assert_non_null(line);
  for (line = strstr(line, "\n0000  "); line != NULL && isxdigit((unsigned char)line[1]); line = strchr(line + 1, '\n'))
    n += compare_line(line + 1, bytes, size);
  assert_int_equal(n, size);
  free(document);
  free(bytes);
}

/* The fingerprint of one language, computed from a row of the document's table. */
static uint32_t fingerprint_of(const char *stemmer_name, const char *probe) {
  const char *unicode = utf8proc_unicode_version();
  uint64_t h = qn__hash(qn__unicode_version, strlen(qn__unicode_version), 1);
  h = qn__hash(unicode, strlen(unicode), h);
  struct sb_stemmer *stemmer = sb_stemmer_new(stemmer_name, "UTF_8");
  if (stemmer == NULL)
    h = ~h;
  else {
    const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)probe, (int)strlen(probe));
    h = qn__hash(stem, (size_t)sb_stemmer_length(stemmer), h);
  }
  sb_stemmer_delete(stemmer);
  return (uint32_t)(h ^ h >> 32);
}

static void fingerprints_are_computed_as_the_document_says(void **state) {
  (void)state;
  char *document = read_document(), *line = strstr(document, "| language | stemmer | probe |");
  unsigned number, n = 0;
  char name[32], probe[64];
  assert_non_null(line);
  for (; line != NULL && line[1] == ' '; line = strchr(line, '\n') + 1)
    if (sscanf(line, "| %u | %31[a-z] | %63[^ ] |", &number, name, probe) == 3) {
      assert_int_equal(qn__text_fingerprint(UINT64_C(1) << number), fingerprint_of(name, probe));
      n++;
    }
  assert_int_equal(n, 28);
  free(document);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_example),
      cmocka_unit_test(fingerprints_are_computed_as_the_document_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
