/* SPDX-License-Identifier: MIT */
/* test_format_document.c: the example at the end of index-data/FORMAT.md is what the code writes. */
#include "segment/manifest.h"
#include "support/support.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

static void test_example(void **state) {
  (void)state;
  struct stat found;
  if (stat(document_path, &found) != 0) {
    print_message("no %s here: run from the top folder\n", document_path);
    skip();
  }
  size_t size, document_size, n = 0;
  char *bytes = make_segment(&size), *document = read_file(document_path, &document_size);
  char *line = strstr(document, "## Example");
  assert_non_null(line);
  for (line = strstr(line, "\n0000  "); line != NULL && isxdigit((unsigned char)line[1]); line = strchr(line + 1, '\n'))
    n += compare_line(line + 1, bytes, size);
  assert_int_equal(n, size);
  free(document);
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_example)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
