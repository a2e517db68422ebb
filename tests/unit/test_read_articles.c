/* SPDX-License-Identifier: MIT */
/* test_read_articles.c: files of all formats, and broken ones, to articles and problems. */
#include "support/support.h"

#include "articles/read_articles.h"
#include "base/buffer.h"
#include "base/memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* What a reader handed over, a line each: "id|title|date|lang|url|fields|text", or "!LINE:COLUMN:" and the problem. */
typedef struct collected {
  qn__buffer lines;
  size_t n_articles;
  size_t stop_after; /* articles; 0: never */
} collected;

static void put(qn__buffer *out, qn_string string, const char *end) {
  for (size_t i = 0; i < string.size; i++)
    qn__buffer_u8(out, string.data[i] == '\n' ? '/' : (uint8_t)string.data[i]);
  qn__buffer_print(out, "%s", end);
}

static bool on_article(void *context, const qn__source_location *location, const qn_article *article) {
  collected *c = context;
  (void)location;
  put(&c->lines, article->id, "|");
  put(&c->lines, article->title, "|");
  put(&c->lines, article->date, "|");
  put(&c->lines, article->language, "|");
  put(&c->lines, article->url, "|");
  put(&c->lines, article->fields, "|");
  put(&c->lines, article->text, "\n");
  return ++c->n_articles != c->stop_after;
}

static void on_problem(void *context, const qn__source_location *location, qn__severity severity, const char *message) {
  static const char *const names[] = {"remark", "skipped", "refused"};
  collected *c = context;
  qn__buffer_print(&c->lines, "!%s:%" PRIu64 ":%" PRIu64 ": %s\n", names[severity], location->line, location->column,
                   message);
}

/* Reads a file with these bytes that is called `name`; the result is zero-terminated and lives until the next call. */
static const char *read_bytes(const char *name, const void *bytes, size_t size) {
  static char out[20000];
  char *dir = make_temp_dir(), *path = path_in(dir, name);
  collected c = {.n_articles = 0};
  qn__article_sink sink = {on_article, on_problem, NULL, &c};
  qn__article_reader *reader;
  qn_error error;
  qn__buffer_init(&c.lines);
  write_file(path, bytes, size);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  assert_ok(qn__read_articles(reader, path, NULL, &error), error);
  qn__article_reader_free(reader);
  qn__buffer_u8(&c.lines, 0);
  assert_true(c.lines.size <= sizeof out);
  /* The directory's name is another one each time. */
  size_t length = strlen(dir) + 1, n = 0;
  for (const char *p = (const char *)c.lines.data; *p != '\0'; p++)
    if (strncmp(p, path, length) == 0)
      p += length - 1;
    else
      out[n++] = *p;
  out[n] = '\0';
  qn__buffer_clear(&c.lines);
  free(path);
  remove_tree(dir);
  return out;
}

static const char *read_text(const char *name, const char *text) {
  return read_bytes(name, text, strlen(text));
}

static void a_text_is_called_after_its_first_line(void **state) {
  (void)state;
  assert_string_equal(read_text("a.txt", "The title\n\nSome text.\n"), "a.txt|The title|||||Some text./\n");
  assert_string_equal(read_text("a.txt", "Menu\n\nThe title\n\nSome text.\n"),
                      "a.txt|The title|||||Menu///Some text./\n");
  assert_string_equal(read_text("notes of May.txt", "just a few words"),
                      "notes of May.txt|notes of May|||||just a few words\n");
}

static void markdown_has_front_matter_and_headings(void **state) {
  (void)state;
  assert_string_equal(read_text("a.md",
                                "---\ntitle: \"A: title\"\ndate: 2025-06-09 # of June\nlang: de\nurl: https://e.org/\n"
                                "tags: [x, 'y, z']\nweight: 3\nauthors:\n  - Ann\n  - Bo\ndraft: false\n---\n\n"
                                "# A: title\n\nText *here*.\n"),
                      "a.md|A: title|2025-06-09|de|https://e.org/|{\"tags\":[\"x\",\"y, z\"],\"weight\":3,"
                      "\"authors\":[\"Ann\",\"Bo\"],\"draft\":false}|Text *here*./\n");
  assert_string_equal(read_text("a.md", "```\n# no heading\n```\n# The heading #\ntext\n"),
                      "a.md|The heading|||||```/# no heading/```/text/\n");
  assert_string_equal(read_text("a.md", "## A `b` [c](d) [![e](f)](g) *h* \\* i\nText\n"),
                      "a.md|A b c  h * i|||||Text/\n");
  assert_string_equal(read_text("a.md", "+++\ntitle = \"T\"\n+++\ntext\n"), "a.md|T|||||text/\n");
  assert_string_equal(read_text("a.md", "---\n\nno front matter, and no end to it\n"),
                      "a.md|a|||||---//no front matter, and no end to it/\n");
}

static void html_is_what_a_person_reads(void **state) {
  (void)state;
  assert_string_equal(
      read_text("a.html", "<!doctype html><html lang=en-GB><head><title>The title | The Site</title>"
                          "<meta property='article:published_time' content='2025-06-09T20:04:00Z'>"
                          "<link rel=canonical href='https://e.org/a'><style>p{}</style></head>"
                          "<body><nav>Home</nav><article><h1>The  title</h1><p>One &amp;\n two<br>three</p>"
                          "<script>x()</script><ul><li>a<li>b</ul><pre>k  l\n m</pre></article>footer</body></html>"),
      "a.html|The title|2025-06-09T20:04:00Z|en-GB|https://e.org/a||One & two/three//a/b//k  l/ m\n");
  assert_string_equal(read_text("a.html", "<title>The page - The Site</title><h1>The Site</h1><h2>The page</h2>text"),
                      "a.html|The page|||||The Site//text\n");
  assert_string_equal(read_text("a.html", "<title>T</title><p>text <b>bo</b>ld"), "a.html|T|||||text bold\n");
  assert_string_equal(read_text("a.txt", "<html><body><h1>H</h1>text"), "a.txt|H|||||text\n");
  assert_string_equal(read_text("a.html", "<html><body></body></html>"),
                      "!skipped:0:0: a page without text, nothing to index\n");
}

static void html_is_converted_from_its_charset(void **state) {
  (void)state;
  assert_string_equal(read_text("a.html", "<meta charset=iso-8859-1><title>caf\xe9</title>\x80 5"),
                      "a.html|café|||||€ 5\n");
  assert_string_equal(read_text("a.html", "<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>"
                                          "<title>\x93\xfa\x96\x7b</title>x"),
                      "a.html|日本|||||x\n");
  assert_string_equal(read_text("a.html", "<meta charset=iso-8859-1><title>café</title>x"), "a.html|café|||||x\n");
  assert_string_equal(read_text("a.html", "<meta charset=klingon><title>caf\xe9</title>x"),
                      "!remark:0:0: the charset \"klingon\" is unknown; read as UTF-8\na.html|caf\xef\xbf\xbd|||||x\n");
}

static void json_is_an_object_or_an_array(void **state) {
  (void)state;
  assert_string_equal(read_text("a.json", "{\"headline\": \"T\", \"body\": \"x\"}\n"), "a.json|T|||||x\n");
  assert_string_equal(read_text("a.json", "[{\"title\":\"T\"},\n {\"id\":7,\"text\":\"x\",\"n\":1.5}]"),
                      "a.json#1|T|||||\n7|||||{\"n\":1.5}|x\n");
  assert_string_equal(read_text("a.json", "{\n \"title\": \"}{\\\"\"\n}\n{\n \"title\": \"b\"\n}\n"),
                      "a.json#1|}{\"|||||\na.json#2|b|||||\n");
  assert_string_equal(read_text("a.json", "{\"title\":\"a\"}\n{\"title\":\"b\"}\n"),
                      "a.json#1|a|||||\na.json#2|b|||||\n");
}

static void json_ids_are_as_written(void **state) {
  (void)state;
  assert_string_equal(
      read_text("a.jsonl", "{\"x\":{\"id\":[1,\",\"]},\"id\" : 12345678901234567890 ,\"title\":\"a\"}\n"
                           "{\"id\":1.50,\"title\":\"b\"}\n{\"title\":\"c\"}\n{\"id\":\"\",\"title\":\"d\"}\n"),
      "12345678901234567890|a||||{\"x\":{\"id\":[1,\",\"]}}|\n1.50|b|||||\na.jsonl#3|c|||||\n|d|||||\n");
}

static void json_names_have_an_order_of_preference(void **state) {
  (void)state;
  assert_string_equal(read_text("a.jsonl",
                                "{\"name\":\"n\",\"title\":\"t\",\"Text\":\"x\",\"published\":\"June 9, 2025\","
                                "\"date\":\"some day\",\"lang\":null,\"url\":3}\n"),
                      "a.jsonl#1|t|2025-06-09|||{\"name\":\"n\",\"date\":\"some day\",\"url\":3}|x\n");
}

static void json_text_may_be_paragraphs(void **state) {
  (void)state;
  assert_string_equal(read_text("a.jsonl", "{\"title\":\"t\",\"text\":[\"one\",\"two\"],\"id\":7}\n"),
                      "7|t|||||one//two\n");
  assert_string_equal(read_text("a.jsonl", "{\"text\":[\"one\"]}\n{\"text\":[]}\n"),
                      "a.jsonl#1||||||one\na.jsonl#2||||||\n");
  assert_string_equal(read_text("a.jsonl", "{\"body\":\"b\",\"text\":[1]}\n"), "a.jsonl#1|||||{\"text\":[1]}|b\n");
}

/* A line of `depth` arrays in an object. */
static void put_nested(qn__buffer *out, size_t depth) {
  qn__buffer_print(out, "{\"title\":\"[\\\"\",\"x\":");
  for (size_t i = 0; i < depth; i++)
    qn__buffer_u8(out, '[');
  for (size_t i = 0; i < depth; i++)
    qn__buffer_u8(out, ']');
  qn__buffer_print(out, "}\n");
}

static void reports_json_that_is_nested_too_deep(void **state) {
  (void)state;
  qn__buffer line;
  qn__buffer_init(&line);
  put_nested(&line, 1000);
  put_nested(&line, 999);
  const char *found = read_bytes("a.jsonl", (const char *)line.data, line.size);
  assert_non_null(strstr(found, ": this JSON is nested too deep: 1000 levels are read\na.jsonl#2|[\"|"));
  qn__buffer_clear(&line);
}

static void a_broken_line_skips_only_that_line(void **state) {
  (void)state;
  assert_string_equal(
      read_text("a.jsonl",
                "{\"title\":\"a\"}\n{\"title\":\"b\"\n\n[1]\n{\"x\":1}\n{\"title\":\"c\"} x\n{\"title\":\"d\"}"),
      "a.jsonl#1|a|||||\n"
      "!refused:2:13: broken JSON at its end: something is missing\n"
      "!refused:4:0: this is JSON, but not an object like {\"title\": ..., \"text\": ...}\n"
      "!refused:5:0: the object has neither a title nor a text (\"text\", \"body\", \"content\"...)\n"
      "!refused:6:15: broken JSON at 'x'\n"
      "a.jsonl#6|d|||||\n");
}

static void a_broken_element_skips_only_that_element(void **state) {
  (void)state;
  assert_string_equal(read_text("a.json", "[{\"title\":\"a\"},\n {\"title\" \"b\"}, 3,\n {\"title\":\"c\"}"),
                      "a.json#1|a|||||\n"
                      "!refused:2:11: broken JSON at '\"'\n"
                      "!refused:2:0: this is JSON, but not an object like {\"title\": ..., \"text\": ...}\n"
                      "a.json#4|c|||||\n"
                      "!refused:0:0: broken JSON: the array has no end; what it holds was read\n");
  assert_string_equal(read_text("a.json", "{\"title\":\"a\"}\n]\n"),
                      "a.json#1|a|||||\n!refused:0:0: broken JSON on line 2: a stray ']'; the rest was not read\n");
  assert_string_equal(read_text("a.json", "{\"title\":\"a"),
                      "!refused:0:0: broken JSON: what begins on line 1 has no end\n");
}

static void zeros_and_half_characters_are_marked(void **state) {
  (void)state;
  static const char line[] = "{\"title\":\"a\\u0000b\0c\\ud800d\\ud83d\\ude00\\\\u0000\"}\n";
  assert_string_equal(read_bytes("a.jsonl", line, sizeof line - 1), "a.jsonl#1|a\xff"
                                                                    "b\xff"
                                                                    "c\xff"
                                                                    "d😀\\u0000|||||\n");
}

static void encodings_are_made_utf8(void **state) {
  (void)state;
  static const char little[] = "\xff\xfe"
                               "T\0\n\0\n\0\x3d\xd8\x00\xde\x00\xd8",
                    big[] = "\xfe\xff\0T\0\n\0\n\0x";
  assert_string_equal(read_bytes("a.txt", little, sizeof little - 1), "a.txt|T|||||😀\xef\xbf\xbd\n");
  assert_string_equal(read_bytes("a.txt", big, sizeof big - 1), "a.txt|T|||||x\n");
  assert_string_equal(read_text("a.jsonl", "\xef\xbb\xbf{\"title\":\"a\"}"), "a.jsonl#1|a|||||\n");
}

static void empty_and_binary_files_are_reported(void **state) {
  (void)state;
  assert_string_equal(read_text("a.txt", ""), "!skipped:0:0: empty, nothing to index\n");
  assert_string_equal(read_text("a.txt", " \n\n"), "!skipped:0:0: empty, nothing to index\n");
  assert_string_equal(read_text("a.jsonl", ""), "!skipped:0:0: empty, nothing to index\n");
  assert_string_equal(read_bytes("a", "\0\1\2\3\0\0\0", 7), "!refused:0:0: this is binary data, not text\n");
  assert_string_equal(read_bytes("a.pdf", "%PDF-1.7\n", 9), "!refused:0:0: this is a PDF document, not text\n");
}

/* A gzip file of the text. */
static size_t pack(const char *text, uint8_t *out, size_t room) {
  z_stream z = {.next_in = (Bytef *)text, .avail_in = (uInt)strlen(text), .next_out = out, .avail_out = (uInt)room};
  assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  deflateEnd(&z);
  return room - z.avail_out;
}

static void gzip_is_unpacked(void **state) {
  (void)state;
  uint8_t packed[400];
  size_t first = pack("{\"title\":\"a\"}\n", packed, sizeof packed);
  size_t second = first + pack("{\"title\":\"b\"}\n", packed + first, sizeof packed - first);
  assert_string_equal(read_bytes("a.jsonl.gz", packed, second), "a.jsonl.gz#1|a|||||\na.jsonl.gz#2|b|||||\n");
  assert_string_equal(read_bytes("a.jsonl.gz", packed, second - 9),
                      "a.jsonl.gz#1|a|||||\na.jsonl.gz#2|b|||||\n"
                      "!refused:0:0: the gzip data is cut off; what came before was read\n");
}

/* Lines longer and shorter than what is read at once. */
static void long_lines_are_whole(void **state) {
  (void)state;
  enum { SIZE = 3 << 20 };
  char *dir = make_temp_dir(), *path = path_in(dir, "a.jsonl"), *line = malloc(SIZE + 100);
  collected c = {.n_articles = 0};
  qn__article_sink sink = {on_article, on_problem, NULL, &c};
  qn__article_reader *reader;
  qn_error error;
  qn__buffer_init(&c.lines);
  memset(line, 'a', SIZE);
  memcpy(line, "{\"text\":\"", 9);
  memcpy(line + SIZE - 3, "\"}\n{\"text\":\"b\"}\n", 16);
  write_file(path, line, SIZE + 13);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  assert_ok(qn__read_articles(reader, path, qn__format_find("jsonl"), &error), error);
  assert_int_equal(c.n_articles, 2);
  assert_true(c.lines.size > SIZE - 12);
  assert_int_equal(qn__article_reader_bytes(reader), SIZE + 13);
  qn__article_reader_free(reader);
  qn__buffer_clear(&c.lines);
  free(line);
  free(path);
  remove_tree(dir);
}

static bool ignore_article(void *context, const qn__source_location *location, const qn_article *article) {
  (void)context, (void)location, (void)article;
  return true;
}

static void ignore_problem(void *context, const qn__source_location *location, qn__severity severity,
                           const char *message) {
  (void)context, (void)location, (void)severity, (void)message;
}

/* Keeps the size of the last article's text. */
static bool keep_size(void *context, const qn__source_location *location, const qn_article *article) {
  size_t *size = context;
  (void)location;
  *size = article->text.size;
  return true;
}

static size_t html_text_size(const char *page, size_t size) {
  char *dir = make_temp_dir(), *path = path_in(dir, "a.html");
  size_t text_size = 0;
  qn__article_sink sink = {keep_size, ignore_problem, NULL, &text_size};
  qn__article_reader *reader;
  qn_error error;
  write_file(path, page, size);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  assert_ok(qn__read_articles(reader, path, NULL, &error), error);
  qn__article_reader_free(reader);
  free(path);
  remove_tree(dir);
  return text_size;
}

/* The HTML parser has limits of its own, past which it keeps silent. */
static void large_and_deep_pages_are_whole(void **state) {
  (void)state;
  enum { SIZE = 12 << 20, DEPTH = 2000 };
  char *page = malloc(SIZE);
  memset(page, 'a', SIZE);
  memcpy(page, "<p>", 3);
  assert_int_equal(html_text_size(page, SIZE), SIZE - 3);
  for (size_t i = 0; i < DEPTH; i++)
    memcpy(page + i * 5, "<div>", 5);
  memcpy(page + DEPTH * 5, "bottom", 6);
  assert_int_equal(html_text_size(page, DEPTH * 5 + 6), 6);
  free(page);
}

static void a_sink_can_stop(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "a.jsonl");
  collected c = {.stop_after = 2};
  qn__article_sink sink = {on_article, on_problem, NULL, &c};
  qn__article_reader *reader;
  qn_error error;
  static const char lines[] = "{\"title\":\"a\"}\n{\"title\":\"b\"}\n{\"title\":\"c\"}\n";
  qn__buffer_init(&c.lines);
  write_file(path, lines, sizeof lines - 1);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  assert_int_equal(qn__read_articles(reader, path, NULL, &error), QN_CANCELLED);
  assert_int_equal(c.n_articles, 2);
  qn__article_reader_free(reader);
  qn__buffer_clear(&c.lines);
  free(path);
  remove_tree(dir);
}

/* Reads the file while the n-th request for memory fails. */
static qn_status read_without_memory(const char *path, long n) {
  qn__article_sink sink = {ignore_article, ignore_problem, NULL, NULL};
  qn__article_reader *reader = NULL;
  qn_error error;
  qn__memory_fail_after(n);
  qn_status status = qn__article_reader_new(&reader, &sink, &error);
  if (status == QN_OK)
    status = qn__read_articles(reader, path, NULL, &error);
  qn__article_reader_free(reader);
  qn__memory_fail_after(-1);
  return status;
}

static void reports_out_of_memory(void **state) {
  (void)state;
  static const struct {
    const char *name, *text;
  } files[] = {{"a.txt", "The title\n\nText\n"},
               {"a.md", "---\ntags: [a, 'b']\n---\n# The title\n\nText\n"},
               {"a.html", "<title>T - S</title><h1>T</h1><p>text"},
               {"b.html", "<meta charset=latin1><title>\xe9</title>"},
               {"a.json", "[{\"title\":\"T\",\"x\":1}]"},
               {"b.txt", "\xff\xfeTx"}};
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    char *dir = make_temp_dir(), *path = path_in(dir, files[i].name);
    write_file(path, files[i].text, strlen(files[i].text));
    qn_status status = QN_NO_MEMORY;
    long n = 0;
    for (; n < 1000 && status != QN_OK; n++) {
      status = read_without_memory(path, n);
      assert_true(status == QN_OK || status == QN_NO_MEMORY);
    }
    assert_true(n > 3 && n < 1000);
    free(path);
    remove_tree(dir);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_text_is_called_after_its_first_line),
      cmocka_unit_test(markdown_has_front_matter_and_headings),
      cmocka_unit_test(html_is_what_a_person_reads),
      cmocka_unit_test(html_is_converted_from_its_charset),
      cmocka_unit_test(json_is_an_object_or_an_array),
      cmocka_unit_test(json_ids_are_as_written),
      cmocka_unit_test(json_names_have_an_order_of_preference),
      cmocka_unit_test(json_text_may_be_paragraphs),
      cmocka_unit_test(reports_json_that_is_nested_too_deep),
      cmocka_unit_test(a_broken_line_skips_only_that_line),
      cmocka_unit_test(a_broken_element_skips_only_that_element),
      cmocka_unit_test(zeros_and_half_characters_are_marked),
      cmocka_unit_test(encodings_are_made_utf8),
      cmocka_unit_test(empty_and_binary_files_are_reported),
      cmocka_unit_test(gzip_is_unpacked),
      cmocka_unit_test(long_lines_are_whole),
      cmocka_unit_test(large_and_deep_pages_are_whole),
      cmocka_unit_test(a_sink_can_stop),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
