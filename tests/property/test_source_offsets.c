/* SPDX-License-Identifier: MIT */
/* test_source_offsets.c: files of random lines, with titles, front matter, escape sequences and emphasis inside words,
 * are read into an index; each byte of a text is then where it is in its file, as counting from the file's beginning
 * says.  Of JSON, records and the cells of notebooks, each word is on its line.  QUERN_ROUNDS=1000 makes more of
 * them. */
#include "articles/read_articles.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

static const char *const pieces[] = {"tide ",
                                     "moon",
                                     ". ",
                                     "\n",
                                     "\n",
                                     "\n\n",
                                     "\r\n",
                                     "un*believ*able ",
                                     "**b**d",
                                     "a\\_b ",
                                     "# ",
                                     "\n## Neap\n",
                                     "\n```\n",
                                     "caf\xc3\xa9 ",
                                     "\xf0\x9f\x98\x80",
                                     "\033[1m",
                                     "x\bx",
                                     "`a*b` ",
                                     "    code\n",
                                     "\n- - -\n",
                                     "===\n",
                                     "\033]0;t\007"};
static const char *const starts[] = {"",
                                     "",
                                     "A title of a text\n\n",
                                     "\xef\xbb\xbf",
                                     "\xef\xbb\xbfThe title\n=========\n\n",
                                     "---\ntitle: x\ndate: 2024-05-06\n---\n",
                                     "\n\n\r\n",
                                     "# Head\n\n",
                                     "Subject: a mail\nDate: 2024-05-06\n\n"};

/* --- a file, and the article that it becomes ------------------------------------------------------------------- */

static void draw_file(random_source *random, qn__buffer *file) {
  const char *start = starts[random_below(random, sizeof starts / sizeof *starts)];
  const size_t n = 1 + (size_t)random_skewed(random, 13);
  const bool is_plain = random_below(random, 2) == 0; /* mostly words: few bytes are taken out */
  qn__buffer_reset(file);
  qn__buffer_bytes(file, start, strlen(start));
  for (size_t i = 0; i < n; i++) {
    const size_t most = is_plain && random_below(random, 50) > 0 ? 5 : sizeof pieces / sizeof *pieces;
    const char *piece = pieces[random_below(random, (uint32_t)most)];
    qn__buffer_bytes(file, piece, strlen(piece));
    qn__buffer_print(file, "%zu", i % 977); /* no two places look the same for long */
  }
  qn__buffer_print(file, " end\n");
}

static bool add(void *context, const qn__source_location *location, const qn_article *article) {
  qn_error error;
  (void)location;
  assert_ok(qn_writer_add(context, article, &error), error);
  return true;
}

static void ignore(void *context, const qn__source_location *location, qn__severity severity, const char *message) {
  (void)context, (void)location, (void)severity, (void)message;
}

static void read_into(const char *dir, const char *path) {
  qn_writer *writer = open_writer_in(dir, NULL);
  const qn__article_sink sink = {add, ignore, NULL, writer};
  qn__article_reader *reader;
  qn_error error;
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  assert_ok(qn__read_articles(reader, path, NULL, &error), error);
  qn__article_reader_free(reader);
  commit_and_close(writer);
}

/* --- its places -------------------------------------------------------------------------------------------------- */

static bool goes_on(char byte) {
  return ((unsigned char)byte & 0xc0) == 0x80;
}

static uint64_t units_of(const char *bytes, size_t size) {
  uint64_t n = 0;
  for (size_t i = 0; i < size; i++)
    n += (uint64_t)!goes_on(bytes[i]) + ((unsigned char)bytes[i] >= 0xf0);
  return n;
}

/* By brute force. */
static void check_against(const qn_place *place, const char *file, size_t mark) {
  const size_t at = (size_t)place->offset;
  size_t line = 1, start = mark;
  for (size_t i = mark; i < at; i++)
    if (file[i] == '\n') {
      line++;
      start = i + 1;
    }
  assert_int_equal(place->line, line);
  assert_int_equal(place->column, at - start + 1);
  assert_int_equal(place->column16, units_of(file + start, at - start) + 1);
  assert_int_equal(place->offset16, units_of(file, at));
}

static uint64_t count_articles(const qn_index *index) {
  qn_index_info info;
  qn_index_get_info(index, &info);
  return info.n_articles;
}

/* How many offsets were known. */
static size_t check_places(qn_searcher *searcher, const char *file, size_t size, random_source *random) {
  qn_article article;
  qn_error error;
  size_t n_known = 0;
  assert_ok(qn_searcher_article(searcher, 0, &article, &error), error);
  const size_t mark = size >= 3 && memcmp(file, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  const size_t step = 1 + article.text.size / 200;
  uint64_t before = 0;
  for (size_t i = random_below(random, (uint32_t)step); i < article.text.size;
       i += 1 + random_below(random, (uint32_t)(2 * step))) {
    qn_place place;
    if (goes_on(article.text.data[i]))
      continue;
    assert_ok(qn_searcher_place(searcher, 0, i, &place, &error), error);
    assert_true(place.line > 0 && place.column > 0 && place.column16 > 0);
    if (!place.has_offset)
      continue;
    assert_true(place.offset < size && place.offset >= before);
    assert_int_equal(file[place.offset], article.text.data[i]);
    check_against(&place, file, mark);
    before = place.offset + 1;
    n_known++;
  }
  return n_known;
}

static size_t n_rounds(void) {
  const char *rounds = getenv("QUERN_ROUNDS");
  return rounds != NULL ? strtoul(rounds, NULL, 10) : 60;
}

static void each_byte_is_where_it_is_in_the_file(void **state) {
  (void)state;
  random_source random = random_start("source offsets", 1);
  const size_t n = n_rounds();
  char *dir = make_fast_temp_dir();
  qn__buffer file;
  size_t n_known = 0;
  qn__buffer_init(&file);
  for (size_t i = 0; i < n; i++) {
    char *index_dir = path_in(dir, "index"), *path = path_in(dir, random_below(&random, 2) ? "a.txt" : "a.md");
    qn_index *index;
    qn_searcher *searcher;
    qn_error error;
    draw_file(&random, &file);
    write_file(path, file.data, file.size);
    read_into(index_dir, path);
    assert_ok(qn_index_open(&index, (const char *const *)&index_dir, 1, &error), error);
    assert_ok(qn_searcher_new(&searcher, index, &error), error);
    if (count_articles(index) > 0) /* a short file of many signs is no text */
      n_known += check_places(searcher, (const char *)file.data, file.size, &random);
    qn_searcher_free(searcher);
    qn_index_close(index);
    free(index_dir);
    free(path);
    empty_directory(dir);
  }
  assert_true(n_known > 20 * n);
  qn__buffer_clear(&file);
  remove_tree(dir);
}

/* --- JSON: words that stand once in their file, w0. w1. and so on ---------------------------------------------- */

static void put_blank(random_source *random, qn__buffer *file) {
  static const char *const blanks[] = {"", "", " ", "\n", "\n\n  "};
  qn__buffer_print(file, "%s", blanks[random_below(random, 5)]);
}

static void put_sign(random_source *random, qn__buffer *file, const char *sign) {
  put_blank(random, file);
  qn__buffer_print(file, "%s", sign);
  put_blank(random, file);
}

/* A string of up to `most` words, some after line breaks, which are escaped. */
static void put_words(random_source *random, qn__buffer *file, size_t most, size_t *word) {
  static const char *const gaps[] = {" ", "\\n", " \\\" ", "\\\\ ", " \\u00e9 ", " **b** "};
  qn__buffer_u8(file, '"');
  for (size_t n = 1 + random_below(random, (uint32_t)most); n > 0; n--)
    qn__buffer_print(file, "w%zu.%s", (*word)++, gaps[random_below(random, 6)]);
  qn__buffer_print(file, "end\"");
}

/* `start` is its first byte, and may go on. */
static void put_record(random_source *random, qn__buffer *file, const char *start, size_t *word) {
  static const char *const members[] = {"", "\"title\":\"a \\\\\",", "\"x\":[1,\n\"\\\"\"],", "\"n\":\nnull,"};
  qn__buffer_print(file, "%s%s", start, members[random_below(random, 4)]);
  put_blank(random, file);
  if (random_below(random, 3) == 0)
    qn__buffer_print(file, "\"id\":\"own %zu#1\",", *word);
  qn__buffer_print(file, "\"text\"");
  put_sign(random, file, ":");
  put_words(random, file, random_below(random, 5) == 0 ? 200 : 5, word);
  put_sign(random, file, "}");
}

static void draw_records(random_source *random, qn__buffer *file) {
  const bool is_array = random_below(random, 3) > 0;
  size_t word = 0;
  qn__buffer_reset(file);
  put_sign(random, file, is_array ? "[" : "");
  for (size_t n = 1 + random_below(random, 20); n > 0; n--) {
    put_record(random, file, is_array ? "{" : "{\n", &word); /* what has one a line is JSON Lines */
    put_sign(random, file, is_array && n > 1 ? "," : "\n");
  }
  qn__buffer_print(file, "%s\n", is_array ? "]" : "");
}

/* The lines of a source, as notebooks have them, or all of them in one string. */
static void put_source(random_source *random, qn__buffer *file, size_t *word) {
  static const char *const begins[] = {"", "# ", "\\n", "**b** "};
  const size_t n = random_below(random, 6);
  qn__buffer_print(file, "   \"source\": ");
  if (n == 5) {
    put_words(random, file, 5, word);
    return;
  }
  qn__buffer_u8(file, '[');
  for (size_t i = 0; i < n; i++) {
    const char *start = begins[i == 0 ? random_below(random, 4) : 0];
    qn__buffer_print(file, "\n    \"%sw%zu. text%s\"%s", i < n - 1 && *start == '\\' ? "" : start, *word,
                     i < n - 1 ? "\\n" : "", i < n - 1 ? "," : "\n   ");
    ++*word;
  }
  qn__buffer_u8(file, ']');
}

static void draw_notebook(random_source *random, qn__buffer *file) {
  size_t word = 0;
  qn__buffer_reset(file);
  qn__buffer_print(file, "{\n \"nbformat\": 4,\n \"cells\": [\n");
  for (size_t n = 1 + random_below(random, 20); n > 0; n--) {
    const char *type = random_below(random, 2) ? "code" : "markdown";
    qn__buffer_print(file, "  {\n   \"cell_type\": \"%s\",\n", type);
    if (random_below(random, 3) == 0)
      qn__buffer_print(file, "   \"outputs\": [{\n    \"text\": [\n     \"out\\n\",\n     \"put\\n\"\n    ]}],\n");
    put_source(random, file, &word);
    qn__buffer_print(file, "\n  }%s\n", n > 1 ? "," : "");
  }
  qn__buffer_print(file, " ]\n}\n");
}

static uint64_t line_of(const char *file, const char *at) {
  uint64_t line = 1;
  for (const char *p = file; p < at; p++)
    line += *p == '\n';
  return line;
}

/* How many words of the article were found on their lines. */
static size_t check_words(qn_searcher *searcher, uint64_t i, const char *file) {
  qn_article article;
  qn_place place;
  qn_error error;
  size_t n = 0;
  assert_ok(qn_searcher_article(searcher, i, &article, &error), error);
  const char *text = article.text.data, *end = text + article.text.size;
  for (const char *p = text; (p = memchr(p, 'w', (size_t)(end - p))) != NULL; p++, n++) {
    char word[32] = "";
    memccpy(word, p, '.', (size_t)(end - p) < sizeof word ? (size_t)(end - p) : sizeof word - 1);
    assert_ok(qn_searcher_place(searcher, i, (uint64_t)(p - text), &place, &error), error);
    assert_int_equal(place.line, line_of(file, strstr(file, word)));
    assert_true(place.column == 0 && !place.has_offset);
  }
  return n;
}

static size_t check_file(const char *dir, const char *name, const qn__buffer *file) {
  char *index_dir = path_in(dir, "index"), *path = path_in(dir, name);
  qn_index *index;
  qn_searcher *searcher;
  qn_error error;
  size_t n = 0;
  write_file(path, file->data, file->size);
  read_into(index_dir, path);
  assert_ok(qn_index_open(&index, (const char *const *)&index_dir, 1, &error), error);
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  for (uint64_t i = 0; i < count_articles(index); i++)
    n += check_words(searcher, i, (const char *)file->data);
  qn_searcher_free(searcher);
  qn_index_close(index);
  free(index_dir);
  free(path);
  empty_directory(dir);
  return n;
}

static void each_word_of_json_is_on_its_line(void **state) {
  (void)state;
  random_source random = random_start("lines of JSON", 1);
  char *dir = make_fast_temp_dir();
  qn__buffer file;
  size_t n_words = 0;
  qn__buffer_init(&file);
  for (size_t i = 0; i < n_rounds(); i++) {
    const bool is_notebook = i % 2 > 0;
    (is_notebook ? draw_notebook : draw_records)(&random, &file);
    qn__buffer_u8(&file, '\0');
    file.size--;
    n_words += check_file(dir, is_notebook ? "a.ipynb" : "a.json", &file);
  }
  assert_true(n_words > 10 * n_rounds());
  qn__buffer_clear(&file);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(each_byte_is_where_it_is_in_the_file),
                                     cmocka_unit_test(each_word_of_json_is_on_its_line)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
