/* SPDX-License-Identifier: MIT */
/* test_store.c: articles come back as they went in, whole and in part; a part alone has the words that it has in its
 * text; whatever happens to the bytes, reading them ends with a status. */
#include "store/store.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

enum { SMALL = 40, MOST_TEXT = 150000, DICTIONARY_TEXTS = 400 };

typedef struct sample {
  qn_article article;
  qn__word *words;
  size_t n_words;
} sample;

static const char *const fragments[] = {
    "market",
    "markets",
    "The",
    "the",
    "U.S.",
    "5,864.6",
    "don't",
    "caf\xc3\xa9",
    "x",
    "_id",
    "trade",
    "TRADE",
    "2024",
    "Z\xc3\xbcrich",
    "of",
    "and",
    "to",
    "in",
    "a",
    "rare",
    "\xe4\xb8\xad",
    "\xe6\x96\x87",
    "\xe3\x81\x82",
    "\xe3\x82\xab",
    "\xe0\xb8\x81\xe0\xb9\x89",
    "\xed\x95\x9c\xea\xb5\xad",
    "\xf0\x9f\x98\x80",
    "\xcc\x81",
    "\xe2\x80\x8d",
};
static const char *const separators[] = {" ",    " ", " ", " ", " ", " ",  ", ",          ". ",
                                         "\n\n", "-", "'", ".", "/", "  ", "\xe3\x80\x82"};
enum { N_FRAGMENTS = sizeof fragments / sizeof fragments[0], N_SEPARATORS = sizeof separators / sizeof separators[0] };

static void append(qn__buffer *text, const char *bytes) {
  qn__buffer_bytes(text, bytes, strlen(bytes));
}

/* A stretch of up to `most` fragments; without separators if `dense`, equal ones if `same`. */
static void append_stretch(random_source *random, qn__buffer *text, uint32_t most) {
  bool dense = random_below(random, 4) == 0, same = random_below(random, 4) == 0;
  uint32_t chosen = random_below(random, N_FRAGMENTS);
  for (uint32_t i = random_below(random, most + 1); i > 0; i--) {
    append(text, fragments[same ? chosen : random_below(random, N_FRAGMENTS)]);
    if (!dense)
      append(text, separators[random_below(random, N_SEPARATORS)]);
  }
}

static qn_string draw_string(random_source *random, size_t most) {
  qn__buffer text;
  qn__buffer_init(&text);
  while (text.size < most && random_below(random, 8) != 0)
    append_stretch(random, &text, (uint32_t)random_skewed(random, most > 1000 ? 14 : 3));
  return (qn_string){(char *)text.data, text.size};
}

static void scan(sample *drawn) {
  qn_string text = drawn->article.text;
  size_t cursor = 0, n;
  drawn->words = calloc(text.size + 1, sizeof *drawn->words);
  while ((n = qn__scan_words(text.data, text.size, &cursor, drawn->words + drawn->n_words, 1000)) > 0)
    drawn->n_words += n;
}

static sample *draw_samples(random_source *random, size_t n) {
  sample *samples = calloc(n, sizeof *samples);
  for (size_t i = 0; i < n; i++) {
    samples[i].article = (qn_article){.id = draw_string(random, 50),
                                      .title = draw_string(random, 100),
                                      .text = draw_string(random, random_below(random, 3) ? 500 : MOST_TEXT),
                                      .language = draw_string(random, 2),
                                      .fields = draw_string(random, 300),
                                      .source_map = draw_string(random, 300)};
    scan(&samples[i]);
  }
  return samples;
}

static void free_samples(sample *samples, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const qn_article *article = &samples[i].article;
    const qn_string strings[] = {article->id,       article->title,  article->text,
                                 article->language, article->fields, article->source_map};
    for (size_t k = 0; k < sizeof strings / sizeof strings[0]; k++)
      free((void *)(uintptr_t)strings[k].data);
    free(samples[i].words);
  }
  free(samples);
}

static qn__store_codebook *train(const sample *samples, size_t n) {
  qn__store_trainer *trainer;
  qn__store_codebook *codebook;
  assert_int_equal(qn__store_trainer_new(&trainer, NULL), QN_OK);
  for (size_t i = 0; i < n; i++)
    qn__store_train(trainer, samples[i].article.text, samples[i].words, samples[i].n_words);
  assert_int_equal(qn__store_codebook_new(&codebook, trainer, NULL), QN_OK);
  qn__store_trainer_free(trainer);
  return codebook;
}

/* Of a sample's words: what a caller may know. */
static uint32_t *find_codes(const qn__store_codebook *codebook, const sample *from) {
  uint32_t *codes = calloc(from->n_words + 1, sizeof *codes);
  for (size_t i = 0; i < from->n_words; i++)
    if (codebook != NULL && i % 5 != 0)
      codes[i] = qn__store_word_code(codebook, from->article.text.data + from->words[i].offset, from->words[i].size);
  return codes;
}

static const qn__cancel never = {NULL, NULL};

/* Encodes the samples in units of a few articles. */
static void write_units(qn__output *output, const qn__store_codebook *codebook, const sample *samples, size_t n) {
  qn__store_writer writer;
  qn__store_encoder *encoder;
  qn__store_unit unit;
  qn__store_unit_init(&unit);
  qn__store_begin(&writer, output);
  assert_int_equal(qn__store_encoder_new(&encoder, codebook, &never, NULL), QN_OK);
  for (size_t i = 0; i < n; i++) {
    uint32_t *codes = i % 2 ? find_codes(codebook, &samples[i]) : NULL;
    qn__store_encode(encoder, &unit, &samples[i].article, samples[i].words, codes, samples[i].n_words);
    free(codes);
    if (i % 7 != 6 && i + 1 < n)
      continue;
    assert_int_equal(qn__store_encode_end(encoder, &unit, NULL), QN_OK);
    qn__store_append(&writer, &unit);
    qn__store_unit_reset(&unit);
  }
  qn__store_end(&writer);
  qn__store_encoder_free(encoder);
  qn__store_unit_clear(&unit);
}

/* The file's bytes; `size` is theirs. */
static char *write_store(const sample *samples, size_t n, bool with_dictionary, size_t *size) {
  qn__store_codebook *codebook = with_dictionary ? train(samples, n) : NULL;
  assert_int_equal(codebook != NULL, with_dictionary);
  char *dir = make_temp_dir(), *path = path_in(dir, "store");
  qn__output output;
  assert_int_equal(qn__output_create(&output, path, QN__FILE_SEGMENT, NULL), QN_OK);
  qn__output_section_begin(&output, 1, true);
  write_units(&output, codebook, samples, n);
  qn__output_section_begin(&output, 2, true);
  if (codebook != NULL)
    qn__store_codebook_write(codebook, &output);
  assert_int_equal(qn__output_finish(&output, NULL), QN_OK);
  qn__output_close(&output);
  qn__store_codebook_free(codebook);
  char *bytes = read_file(path, size);
  free(path);
  remove_tree(dir);
  return bytes;
}

static qn_status open_store(qn__view **view, qn__store *store, const char *bytes, size_t size) {
  qn_error error;
  qn__section section, words;
  qn_status status = qn__view_of_memory(view, (const uint8_t *)bytes, size, "store", QN__FILE_SEGMENT, &error);
  if (status != QN_OK)
    return status;
  status = qn__view_section(*view, 1, &section, &error);
  if (status == QN_OK)
    status = qn__view_section(*view, 2, &words, &error);
  if (status == QN_OK)
    status = qn__store_open(store, &section, &words, &error);
  if (status != QN_OK)
    qn__view_release(*view);
  return status;
}

static void assert_same(qn_string a, qn_string b) {
  assert_int_equal(a.size, b.size);
  assert_memory_equal(a.data, b.data, a.size);
}

/* Asserts that the passage is where it says and that scanning it gives the text's words. */
static void check_passage(const qn__passage *passage, const sample *of, uint32_t first, uint32_t last) {
  assert_true(passage->offset + passage->text.size <= of->article.text.size);
  if (passage->text.size > 0)
    assert_memory_equal(passage->text.data, of->article.text.data + passage->offset, passage->text.size);
  assert_int_equal(passage->starts_text, passage->offset == 0);
  if (passage->ends_text)
    assert_int_equal(passage->offset + passage->text.size, of->article.text.size);
  uint32_t end = passage->end_word < of->n_words ? passage->end_word : (uint32_t)of->n_words;
  if (last < of->n_words)
    assert_true(passage->first_word <= first && last < end);
  qn__word words[256];
  size_t cursor = 0, n = 0, i = passage->first_word;
  for (; i < end && (n = qn__scan_words(passage->text.data, passage->text.size, &cursor, words, 256)) > 0;)
    for (size_t k = 0; k < n && i < end; k++, i++) {
      assert_int_equal(words[k].offset + passage->offset, of->words[i].offset);
      assert_int_equal(words[k].size, of->words[i].size);
      assert_int_equal(words[k].kind, of->words[i].kind);
    }
  assert_int_equal(i, end);
}

/* Any bytes of the text, by their offsets; those past its end are none. */
static void check_bytes(random_source *random, const qn__store *store, qn__store_reader *reader, uint32_t doc,
                        qn_string text) {
  const uint64_t start = random_below(random, (uint32_t)text.size + 2);
  const uint64_t end = start + random_skewed(random, 17);
  const size_t left = start < text.size ? text.size - (size_t)start : 0;
  const size_t expected = end - start < left ? (size_t)(end - start) : left;
  qn_string bytes;
  assert_int_equal(qn__store_bytes(store, reader, doc, start, end, &bytes, NULL), QN_OK);
  assert_int_equal(bytes.size, expected);
  if (expected > 0)
    assert_memory_equal(bytes.data, text.data + start, expected);
}

static void check_article(random_source *random, const qn__store *store, qn__store_reader *reader, uint32_t doc,
                          const sample *of) {
  qn_article head;
  qn_string text;
  assert_int_equal(qn__store_head(store, reader, doc, &head, NULL), QN_OK);
  assert_same(head.id, of->article.id);
  assert_same(head.title, of->article.title);
  assert_same(head.language, of->article.language);
  assert_same(head.fields, of->article.fields);
  assert_same(head.source_map, of->article.source_map);
  assert_int_equal(head.url.size + head.date.size + head.text.size, 0);
  assert_int_equal(qn__store_text(store, reader, doc, &text, NULL), QN_OK);
  assert_same(text, of->article.text);
  assert_int_equal(text.data[text.size], 0);
  for (int i = 0; i < 20; i++) {
    uint32_t first = random_below(random, (uint32_t)of->n_words + 1),
             last = first + (uint32_t)random_skewed(random, 10);
    uint32_t piece_first, piece_end;
    qn__passage passage;
    assert_int_equal(qn__store_passage(store, reader, doc, first, last, UINT32_MAX, &passage, NULL), QN_OK);
    check_passage(&passage, of, first, last);
    assert_int_equal(qn__store_piece_words(store, doc, first, &piece_first, &piece_end, NULL), QN_OK);
    assert_true(piece_first <= first && first < piece_end);
    assert_true(passage.first_word == piece_first && passage.end_word >= piece_end);
    uint32_t around = (uint32_t)random_skewed(random, 8), whole_end = passage.end_word;
    assert_int_equal(qn__store_passage(store, reader, doc, first, last, around, &passage, NULL), QN_OK);
    check_passage(&passage, of, first, last);
    assert_true(passage.first_word >= piece_first && passage.end_word <= whole_end);
    assert_true(passage.first_word == piece_first || passage.first_word + around <= first);
    assert_true(passage.end_word == whole_end || passage.end_word > last + around);
    check_bytes(random, store, reader, doc, of->article.text);
  }
}

static void check_store(random_source *random, size_t n, bool with_dictionary) {
  sample *samples = draw_samples(random, n);
  size_t size;
  char *bytes = write_store(samples, n, with_dictionary, &size);
  qn__view *view;
  qn__store store;
  qn__store_reader *reader;
  assert_int_equal(open_store(&view, &store, bytes, size), QN_OK);
  assert_int_equal(store.n_articles, n);
  assert_int_equal(qn__store_reader_new(&reader, NULL), QN_OK);
  for (size_t i = 0; i < 2 * n; i++) {
    uint32_t doc = i < n ? (uint32_t)i : random_below(random, (uint32_t)n);
    check_article(random, &store, reader, doc, &samples[doc]);
  }
  qn__store_reader_free(reader);
  qn__view_release(view);
  free(bytes);
  free_samples(samples, n);
}

static void articles_come_back(void **state) {
  (void)state;
  random_source random = random_start("store", 1);
  for (size_t n = 1; n <= SMALL; n = n * 3)
    check_store(&random, n, false);
  check_store(&random, DICTIONARY_TEXTS, true);
}

static void a_store_may_have_no_articles(void **state) {
  (void)state;
  size_t size;
  char *bytes = write_store(NULL, 0, false, &size);
  qn__view *view;
  qn__store store;
  qn__store_reader *reader;
  qn_article head;
  assert_int_equal(open_store(&view, &store, bytes, size), QN_OK);
  assert_int_equal(store.n_articles, 0);
  assert_int_equal(qn__store_reader_new(&reader, NULL), QN_OK);
  assert_int_equal(qn__store_head(&store, reader, 0, &head, NULL), QN_DAMAGED);
  qn__store_reader_free(reader);
  qn__view_release(view);
  free(bytes);
}

/* Otherwise a walk over them all would hardly end. */
static void more_articles_than_there_can_be_heads_are_refused(void **state) {
  (void)state;
  size_t size;
  char *bytes = write_store(NULL, 0, false, &size);
  qn__view *view;
  qn__store store;
  assert_int_equal(open_store(&view, &store, bytes, size), QN_OK);
  size_t trailer = (size_t)(store.section.data - view->data) + (size_t)store.section.size - QN__STORE_TRAILER_SIZE;
  qn__view_release(view);
  bytes[trailer + 3] = 1; /* 2^24 articles, whose tables have rows of 0 bits */
  reseal((uint8_t *)bytes, size);
  assert_int_equal(open_store(&view, &store, bytes, size), QN_DAMAGED);
  free(bytes);
}

/* What decodes characters trusts that they are whole: one cut short at the end of a string is damage. */
static void texts_and_passages_are_valid_utf8(void **state) {
  (void)state;
  char cut_short[] = "a \xf0\x9f";
  qn_string string = {cut_short, sizeof cut_short - 1};
  qn__word word = {0, 1, QN__WORD_ASCII};
  sample samples[] = {{.article = {.id = {"1", 1}, .fields = string}}, {.article = {.id = {"2", 1}, .text = string}}};
  samples[1].words = &word;
  samples[1].n_words = 1;
  for (size_t i = 0; i < 2; i++) {
    size_t size;
    char *bytes = write_store(&samples[i], 1, false, &size);
    qn__view *view;
    qn__store store;
    qn__store_reader *reader;
    qn_article head;
    qn_string text;
    qn__passage passage;
    assert_int_equal(open_store(&view, &store, bytes, size), QN_OK);
    assert_int_equal(qn__store_reader_new(&reader, NULL), QN_OK);
    assert_int_equal(qn__store_head(&store, reader, 0, &head, NULL), i == 0 ? QN_DAMAGED : QN_OK);
    assert_int_equal(qn__store_text(&store, reader, 0, &text, NULL), i == 0 ? QN_OK : QN_DAMAGED);
    assert_int_equal(qn__store_passage(&store, reader, 0, 0, 0, 9, &passage, NULL), i == 0 ? QN_OK : QN_DAMAGED);
    qn__store_reader_free(reader);
    qn__view_release(view);
    free(bytes);
  }
}

/* A line of sixty thousand characters without a space has no safe cut, and yet passages are small. */
static void pieces_stay_small_without_safe_cuts(void **state) {
  (void)state;
  static const char *const characters[] = {"\xe4\xb8\xad", "a"};
  for (size_t k = 0; k < 2; k++) {
    qn__buffer text;
    qn__buffer_init(&text);
    for (int i = 0; i < 60000; i++)
      append(&text, characters[k]);
    sample line = {.article = {.id = {"1", 1}, .text = {(char *)text.data, text.size}}};
    scan(&line);
    size_t size;
    char *bytes = write_store(&line, 1, false, &size);
    qn__view *view;
    qn__store store;
    qn__store_reader *reader;
    assert_int_equal(open_store(&view, &store, bytes, size), QN_OK);
    assert_int_equal(qn__store_reader_new(&reader, NULL), QN_OK);
    for (uint32_t word = 0; word < line.n_words; word += 97) {
      qn__passage passage;
      assert_int_equal(qn__store_passage(&store, reader, 0, word, word, UINT32_MAX, &passage, NULL), QN_OK);
      assert_in_range(passage.text.size, 1, 20000);
      check_passage(&passage, &line, word, word);
    }
    qn__store_reader_free(reader);
    qn__view_release(view);
    free(bytes);
    free(line.words);
    qn__buffer_clear(&text);
  }
}

/* `n` words of four letters. */
static sample repeat_word(int n) {
  qn__buffer text;
  qn__buffer_init(&text);
  for (int i = 0; i < n; i++)
    append(&text, "word ");
  sample drawn = {.article = {.text = {(char *)text.data, text.size}}};
  scan(&drawn);
  return drawn;
}

/* The text itself, and the words of its largest piece. */
static uint32_t check_pieces(const qn__store *store, qn__store_reader *reader, uint32_t doc, const sample *of) {
  uint32_t first, end = 0, most = 0;
  qn_string text;
  assert_int_equal(qn__store_text(store, reader, doc, &text, NULL), QN_OK);
  assert_same(text, of->article.text);
  for (uint32_t word = 0; word < of->n_words; word = end) {
    assert_int_equal(qn__store_piece_words(store, doc, word, &first, &end, NULL), QN_OK);
    assert_int_equal(first, word);
    if (end > of->n_words)
      end = (uint32_t)of->n_words;
    most = end - first > most ? end - first : most;
  }
  return most;
}

static void pieces_of_long_texts_are_smaller(void **state) {
  (void)state;
  enum { N = 4 };
  static const int n_words[N] = {1000, 14000, 100, 12000}; /* 70 kB, and 60 kB */
  uint32_t most[N];
  sample samples[N];
  for (int i = 0; i < N; i++)
    samples[i] = repeat_word(n_words[i]);
  size_t size;
  char *bytes = write_store(samples, N, false, &size);
  qn__view *view;
  qn__store store;
  qn__store_reader *reader;
  assert_int_equal(open_store(&view, &store, bytes, size), QN_OK);
  assert_int_equal(qn__store_reader_new(&reader, NULL), QN_OK);
  for (uint32_t i = 0; i < N; i++)
    most[i] = check_pieces(&store, reader, i, &samples[i]);
  assert_in_range(most[1], 4096 / 5, 4096 / 5 + 1);
  assert_in_range(most[3], 8192 / 5, 8192 / 5 + 1);
  qn__store_reader_free(reader);
  qn__view_release(view);
  free(bytes);
  for (int i = 0; i < N; i++) {
    free((void *)(uintptr_t)samples[i].article.text.data);
    free(samples[i].words);
  }
}

/* Reads everything; statuses may be anything. */
static void read_all(const qn__store *store, uint32_t most) {
  qn__store_reader *reader;
  qn_error error;
  assert_int_equal(qn__store_reader_new(&reader, NULL), QN_OK);
  for (uint32_t doc = 0; doc < store->n_articles && doc < most; doc++) {
    qn_article head;
    qn_string text;
    qn__passage passage;
    uint32_t first, end;
    if (qn__store_head(store, reader, doc, &head, &error) == QN_OK)
      assert_int_equal(head.title.data[head.title.size], 0);
    if (qn__store_text(store, reader, doc, &text, &error) == QN_OK)
      assert_int_equal(text.data[text.size], 0);
    for (uint32_t word = 0; word < 5000; word += 1000) {
      if (qn__store_passage(store, reader, doc, word, word + 100, word % 64, &passage, &error) == QN_OK)
        assert_int_equal(passage.text.data[passage.text.size], 0);
      (void)qn__store_piece_words(store, doc, word, &first, &end, &error);
      (void)qn__store_bytes(store, reader, doc, word * 7, word * 9 + 3, &text, &error);
    }
  }
  qn__store_reader_free(reader);
}

static void damage_store(random_source *random, bool with_dictionary, unsigned rounds) {
  size_t n = with_dictionary ? DICTIONARY_TEXTS : SMALL, size;
  sample *samples = draw_samples(random, n);
  char *bytes = write_store(samples, n, with_dictionary, &size);
  char *damaged = malloc(size);
  for (unsigned round = 0; round < rounds; round++) {
    memcpy(damaged, bytes, size);
    for (uint32_t i = 1 + random_below(random, 4); i > 0; i--) {
      /* Tables and trailers lie at the end: half of the damage goes there. */
      size_t span = random_below(random, 2) ? size : 4000 < size ? 4000 : size;
      damaged[size - 1 - random_below(random, (uint32_t)span)] ^= (char)(1 << random_below(random, 8));
    }
    reseal((uint8_t *)damaged, size);
    qn__view *view;
    qn__store store;
    if (open_store(&view, &store, damaged, size) != QN_OK)
      continue;
    read_all(&store, 60);
    qn__view_release(view);
  }
  free(damaged);
  free(bytes);
  free_samples(samples, n);
}

static void any_damage_ends_with_a_status(void **state) {
  (void)state;
  random_source random = random_start("store damage", 2);
  damage_store(&random, false, 300);
  damage_store(&random, true, 100);
}

static void encoding_a_long_text_can_be_cancelled(void **state) {
  (void)state;
  bool cancel = true;
  const qn__cancel always = {flag_is_set, &cancel};
  qn__store_encoder *encoder;
  qn__store_unit unit;
  sample long_one = {.article = {.id = string_of("a"), .text = {malloc(QN__STORE_UNIT_SIZE), QN__STORE_UNIT_SIZE}}};
  random_source random = random_start("cancelled", 5);
  for (size_t i = 0; i < QN__STORE_UNIT_SIZE; i++)
    ((char *)(uintptr_t)long_one.article.text.data)[i] =
        (char)(i % 8 == 7 ? ' ' : 'a' + (char)random_below(&random, 26));
  scan(&long_one);
  qn__store_unit_init(&unit);
  assert_int_equal(qn__store_encoder_new(&encoder, NULL, &always, NULL), QN_OK);
  qn__store_encode(encoder, &unit, &long_one.article, long_one.words, NULL, 10);
  assert_int_equal(qn__store_encode_end(encoder, &unit, NULL), QN_OK);
  qn__store_unit_reset(&unit);
  qn__store_encode(encoder, &unit, &long_one.article, long_one.words, NULL, long_one.n_words);
  assert_int_equal(qn__store_encode_end(encoder, &unit, NULL), QN_CANCELLED);
  qn__store_encoder_free(encoder);
  qn__store_unit_clear(&unit);
  free((void *)(uintptr_t)long_one.article.text.data);
  free(long_one.words);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(articles_come_back),
      cmocka_unit_test(a_store_may_have_no_articles),
      cmocka_unit_test(more_articles_than_there_can_be_heads_are_refused),
      cmocka_unit_test(texts_and_passages_are_valid_utf8),
      cmocka_unit_test(pieces_stay_small_without_safe_cuts),
      cmocka_unit_test(pieces_of_long_texts_are_smaller),
      cmocka_unit_test(any_damage_ends_with_a_status),
      cmocka_unit_test(encoding_a_long_text_can_be_cancelled),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
