/* SPDX-License-Identifier: MIT */
/* fuzz_articles.c: any bytes are read as articles in every format, or refused; every string that comes out is a string
 * of the size it says.  The first byte chooses the format. */
#include "fuzz/fuzz.h"

#include "articles/read_articles.h"
#include "support/scaffold.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const fuzz_seeds[] = {
    "0A title\n\nA text with words.\n",
    "1plain\r\ntext\r\n",
    "2---\ntitle: \"A: b\"\ndate: 2024-01-02\ntopics: [a, b]\nauthor: x\nlist:\n  - one\n  - two\n---\n\n# "
    "Head\n\n*text* `code` [link](u)\n",
    "3<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>T &amp; t</title><meta name=\"date\" "
    "content=\"2024\">"
    "</head><body><h1>T</h1><p>text &eacute; &#233; <b>x</b><script>no</script></body></html>",
    "4{\"id\":\"a\",\"title\":\"t\",\"text\":\"x \\u00e9 "
    "\\ud83d\\ude00\",\"date\":\"2024-01-02T03:04Z\",\"topics\":[\"a\",\"b\"],\"n\":1.5e3}",
    "4[{\"id\":1,\"text\":\"x\"},{\"id\":2,\"text\":[\"y\"]},null,{\"title\":{\"a\":[[[]]]}}]",
    "5{\"id\":\"a\",\"text\":\"x\"}\n\n{\"id\":\"b\"\n{\"id\":\"c\",\"text\":\"\\u0000\"}\n",
    "0\xff\xfe<\0h\0",
    "0\xef\xbb\xbf{\"text\":\"bom\"}",
    "0\x1f\x8b\x08",
    NULL,
};

static bool take_article(void *context, const qn__source_location *location, const qn_article *article) {
  const qn_string *strings[] = {&article->id,   &article->title,    &article->text,  &article->url,
                                &article->date, &article->language, &article->fields};
  size_t *sum = context;
  (void)location;
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
    for (size_t j = 0; j < strings[i]->size; j++)
      *sum += (uint8_t)strings[i]->data[j];
  return true;
}

static void take_problem(void *context, const qn__source_location *location, qn__severity severity,
                         const char *message) {
  size_t *sum = context;
  (void)severity;
  *sum += strlen(location->path) + strlen(message);
}

/* '0' is detection (NULL), '1' the first format, and so on. */
static const qn__format *choose_format(uint8_t byte) {
  size_t n = 0, chosen;
  while (qn__format_at(n) != NULL)
    n++;
  chosen = (size_t)(byte + (n + 1) - '0' % (n + 1)) % (n + 1);
  return chosen > 0 ? qn__format_at(chosen - 1) : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static int fd = -1;
  if (size == 0)
    return 0;
  if (fd < 0) {
    char path[] = "/tmp/quern-fuzz-XXXXXX";
    fd = mkstemp(path);
    unlink(path);
  }
  FUZZ_REQUIRE(fd >= 0 && ftruncate(fd, 0) == 0);
  FUZZ_REQUIRE(pwrite(fd, data + 1, size - 1, 0) == (ssize_t)(size - 1) && lseek(fd, 0, SEEK_SET) == 0);
  size_t sum = 0;
  qn__article_sink sink = {take_article, take_problem, NULL, &sum};
  qn__article_reader *reader = NULL;
  qn_error error;
  FUZZ_REQUIRE(qn__article_reader_new(&reader, &sink, &error) == QN_OK);
  qn_status status = qn__read_articles_from(reader, fd, "input", choose_format(data[0]), &error);
  FUZZ_REQUIRE(status == QN_OK);
  qn__article_reader_free(reader);
  return 0;
}
