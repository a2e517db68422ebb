/* SPDX-License-Identifier: MIT */
/* test_reference_reader.c: whatever is put into an index, the reference reader, which knows the format's document only,
 * finds in it what was put there and what the library's own reader finds. */
#include "postings/exact_forms.h"
#include "reference/reference_hash.h"
#include "reference/reference_reader.h"
#include "reference/reference_sketch.h"
#include "segment/manifest.h"
#include "support/support.h"
#include "text/analyze.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ARTICLES = 700, N_IDS = 500, ROUNDS = 6, MOST_COMMITS = 3 };

/* What the index should have: the last article of each id. */
typedef struct model {
  char id[16];
  char *title, *text, *fields;
  bool present, dated;
} model;

/* Some have extra terms; some have plain spellings, or are one; some may be compounds in German. */
static const char *const odd_words[] = {"caf\xc3\xa9",
                                        "\xe4\xb8\xad\xe6\x96\x87\xe5\xad\x97",
                                        "U.S.",
                                        "5,864.6",
                                        "don't",
                                        "\xe0\xb8\x81\xe0\xb9\x89\xe0\xb8\x82",
                                        "-",
                                        "\n",
                                        "Cafe",
                                        "cafes",
                                        "talks",
                                        "Talked",
                                        "talking",
                                        "TALK",
                                        "wi-fi",
                                        "http_proxy",
                                        "infor-\nmation",
                                        "Ph.D.",
                                        "getUserName",
                                        "python3",
                                        "192.168.10.1",
                                        "C++",
                                        ".NET",
                                        "l'\xc3\xa9t\xc3\xa9",
                                        "informaci\xc3\xb3n",
                                        "informacion",
                                        "O'Brien",
                                        "OBrien",
                                        "M\xc3\xbcller",
                                        "v2.0.1",
                                        "2.0.1",
                                        "1.234.567",
                                        "1234567",
                                        "Hochspannungsnetzger\xc3\xa4t",
                                        "Netzger\xc3\xa4te",
                                        "Handelsh\xc3\xa4user",
                                        "Weltraumkrankenhaus",
                                        "Krankenhaus"};
enum { N_ODD = sizeof odd_words / sizeof odd_words[0] };

/* Words of which some are in most texts and most in few, and a word of many forms. */
static char *draw_text(random_source *random, uint32_t n_words) {
  size_t room = (size_t)n_words * 24 + 1, size = 0;
  char *text = calloc(room, 1);
  for (uint32_t i = 0; i < n_words; i++)
    if (random_below(random, 20) == 0)
      size += (size_t)snprintf(text + size, room - size, "%s%s", odd_words[random_below(random, N_ODD)],
                               random_below(random, 2) ? " " : "");
    else if (random_below(random, 20) == 0)
      size += (size_t)snprintf(text + size, room - size, "v\xcc%c ", (int)(0x80 + random_skewed(random, 4)));
    else
      size += (size_t)snprintf(text + size, room - size, "Word%u%s", (unsigned)random_skewed(random, 12),
                               random_below(random, 9) ? " " : ", ");
  return text;
}

static char *draw_fields(random_source *random) {
  static const char *const kinds[] = {"",
                                      "{}",
                                      "{\"n\":%u}",
                                      "{\"n\":%u.5,\"s\":\"v\"}",
                                      "{\"topics\":[\"a%u\",\"b\"],\"n\":-1e300}",
                                      "{\"key %u\":[1,2,\"of its own\"]}",
                                      "{\"deep\":{\"x\":%u}}"};
  char fields[128];
  /* The compiler cannot see that every format takes one number at most. */
  const char *kind = kinds[random_below(random, sizeof kinds / sizeof kinds[0])];
  const char *mark = strstr(kind, "%u");
  if (mark == NULL)
    snprintf(fields, sizeof fields, "%s", kind);
  else
    snprintf(fields, sizeof fields, "%.*s%u%s", (int)(mark - kind), kind, (unsigned)random_skewed(random, 20),
             mark + 2);
  return strdup(fields);
}

/* The language of an article, by its number. */
static uint8_t language_of(size_t number) {
  return number % 4 == 0 ? QN__LANGUAGE_GERMAN : QN__LANGUAGE_ENGLISH;
}

/* Every third article says where its text begins. */
static const char *source_map_of(const model *article) {
  return strlen(article->text) % 3 == 0 ? "[{\"at\":0,\"line\":7}]" : "";
}

static void clear(model *article) {
  free(article->title);
  free(article->text);
  free(article->fields);
  article->present = false;
  article->title = article->text = article->fields = NULL;
}

static void add_random(qn_writer *writer, random_source *random, model *articles, uint32_t most_words) {
  model *article = &articles[random_below(random, N_IDS)];
  qn_error error;
  clear(article);
  snprintf(article->id, sizeof article->id, "id/%u", (unsigned)(article - articles));
  article->title = draw_text(random, random_below(random, 6));
  article->text = draw_text(random, random_below(random, most_words + 1));
  article->fields = draw_fields(random);
  article->dated = random_below(random, 2);
  article->present = true;
  qn_article given = {.id = string_of(article->id),
                      .title = string_of(article->title),
                      .text = string_of(article->text),
                      .date = string_of(article->dated ? "1987-02-26T15:01" : NULL),
                      .language = string_of(qn__language_code(language_of((size_t)(article - articles)))),
                      .fields = string_of(article->fields),
                      .source_map = string_of(source_map_of(article))};
  assert_ok(qn_writer_add(writer, &given, &error), error);
}

static void build(const char *dir, random_source *random, model *articles, uint32_t most_words) {
  qn_error error;
  for (uint32_t commits = 1 + random_below(random, MOST_COMMITS); commits > 0; commits--) {
    qn_writer *writer;
    qn_writer_options options = quick_options();
    options.title_weight = 3;
    options.threads = 1 + random_below(random, 3);
    assert_ok(qn_writer_open(&writer, dir, &options, &error), error);
    for (uint32_t i = random_below(random, MOST_ARTICLES); i > 0; i--)
      add_random(writer, random, articles, most_words);
    for (uint32_t i = random_below(random, 50); i > 0; i--) {
      model *article = &articles[random_below(random, N_IDS)];
      if (!article->present)
        continue;
      assert_ok(qn_writer_delete(writer, string_of(article->id), &error), error);
      clear(article);
    }
    assert_ok(qn_writer_commit(writer, NULL, &error), error);
    qn_writer_close(writer);
  }
}

/* --- Against what was put in ----------------------------------------------------------------------------------------
 */

static void assert_bytes(reference_bytes found, const char *data, size_t size) {
  assert_int_equal(found.size, size);
  assert_memory_equal(found.data, data, size);
}

static void compare_with_model(const reference_index *index, const model *articles) {
  size_t n_live = 0, n_present = 0;
  for (uint32_t i = 0; i < index->n_segments; i++)
    for (uint32_t doc = 0; doc < index->segments[i].n_docs; doc++) {
      const reference_article *found = &index->segments[i].articles[doc];
      if (found->deleted)
        continue;
      const model *article = &articles[strtoul((const char *)found->id.data + 3, NULL, 10)];
      assert_true(article->present);
      assert_bytes(found->id, article->id, strlen(article->id));
      assert_bytes(found->title, article->title, strlen(article->title));
      assert_bytes(found->text, article->text, strlen(article->text));
      assert_int_equal(found->date.size, article->dated ? 16 : 0);
      n_live++;
    }
  for (size_t i = 0; i < N_IDS; i++)
    n_present += articles[i].present;
  assert_int_equal(n_live, n_present);
}

/* The form of an article's occurrence of a term at a position, as the reference reader finds it. */
static const reference_form *find_form(const reference_segment *segment, uint32_t doc, const qn__analyzed *word,
                                       uint32_t position) {
  const reference_term *term = segment->terms;
  for (; term->term.size != word->term_size || memcmp(term->term.data, word->term, word->term_size) != 0; term++)
    assert_true(term + 1 < segment->terms + segment->n_terms);
  for (uint32_t i = 0; i < term->doc_freq; i++)
    for (uint32_t k = 0; term->postings[i].doc == doc && k < term->postings[i].freq; k++)
      if (term->postings[i].positions[k] == position)
        for (uint64_t f = 0; f < segment->n_forms; f++)
          if (segment->forms[f].term == (uint64_t)(term - segment->terms) &&
              segment->forms[f].rank == term->postings[i].ranks[k])
            return &segment->forms[f];
  return NULL;
}

/* The words of a text, whose first has a position, are in the forms that the analyser gives them. */
static void compare_forms(const reference_segment *segment, uint32_t doc, reference_bytes text, uint32_t position,
                          qn__analyzer *analyzer) {
  const uint8_t language = language_of(strtoul((const char *)segment->articles[doc].id.data + 3, NULL, 10));
  size_t cursor = 0;
  qn__word word;
  qn_error error;
  for (; qn__scan_words((const char *)text.data, text.size, &cursor, &word, 1) > 0; position++) {
    qn__analyzed analyzed;
    assert_ok(qn__analyze(analyzer, (const char *)text.data + word.offset, word.size, (qn__word_kind)word.kind,
                          language, QN__LANGUAGE_ENGLISH, &analyzed, &error),
              error);
    const reference_form *form = find_form(segment, doc, &analyzed, position);
    assert_non_null(form);
    assert_int_equal(form->form.data[0], analyzed.term[0]);
    assert_int_equal(form->form.size - 1, analyzed.form_size);
    assert_memory_equal(form->form.data + 1, analyzed.form, analyzed.form_size);
  }
}

/* The hashes of a text's forms; returns how many. */
static size_t hash_forms(reference_bytes text, uint8_t language, qn__analyzer *analyzer, uint32_t *hashes) {
  size_t cursor = 0, n = 0;
  qn__word word;
  qn_error error;
  for (; qn__scan_words((const char *)text.data, text.size, &cursor, &word, 1) > 0; n++) {
    qn__analyzed analyzed;
    assert_ok(qn__analyze(analyzer, (const char *)text.data + word.offset, word.size, (qn__word_kind)word.kind,
                          language, QN__LANGUAGE_ENGLISH, &analyzed, &error),
              error);
    hashes[n] = (uint32_t)reference_hash(analyzed.form, analyzed.form_size, 0);
  }
  return n;
}

/* Each article's sketch is that of the words of its title and its text. */
static void compare_sketches_with_texts(const reference_index *index) {
  qn__analyzer *analyzer;
  qn_error error;
  assert_ok(qn__analyzer_new(&analyzer, &error), error);
  for (uint32_t i = 0; i < index->n_segments; i++)
    for (uint32_t doc = 0; doc < index->segments[i].n_docs; doc++) {
      const reference_article *article = &index->segments[i].articles[doc];
      const uint8_t language = language_of(strtoul((const char *)article->id.data + 3, NULL, 10));
      uint32_t *hashes = calloc(article->title_words + article->length + 1, sizeof *hashes);
      size_t n_title = hash_forms(article->title, language, analyzer, hashes);
      size_t n_text = hash_forms(article->text, language, analyzer, hashes + n_title);
      assert_true(article->sketch == reference_sketch(hashes, n_title, n_text));
      free(hashes);
    }
  qn__analyzer_free(analyzer);
}

/* Looks at some articles: looking for forms is slow. */
static void compare_forms_with_texts(const reference_index *index) {
  enum { STEP = 17 };
  qn__analyzer *analyzer;
  qn_error error;
  assert_ok(qn__analyzer_new(&analyzer, &error), error);
  for (uint32_t i = 0; i < index->n_segments; i++)
    for (uint32_t doc = 0; doc < index->segments[i].n_docs; doc += STEP) {
      const reference_article *article = &index->segments[i].articles[doc];
      compare_forms(&index->segments[i], doc, article->title, 0, analyzer);
      compare_forms(&index->segments[i], doc, article->text,
                    qn__text_position(article->title_words, index->title_weight), analyzer);
    }
  qn__analyzer_free(analyzer);
}

/* --- Against the library --------------------------------------------------------------------------------------------
 */

static void compare_articles(const reference_segment *reference, const qn__snapshot_segment *of) {
  const qn__segment *segment = &of->segment;
  qn__store_reader *reader;
  qn_error error;
  assert_ok(qn__store_reader_new(&reader, &error), error);
  for (uint32_t doc = 0; doc < reference->n_docs; doc++) {
    const reference_article *expected = &reference->articles[doc];
    qn_article head;
    qn_string text;
    uint32_t length, title_words;
    uint64_t sketch;
    assert_ok(qn__store_head(&segment->store, reader, doc, &head, &error), error);
    assert_ok(qn__store_text(&segment->store, reader, doc, &text, &error), error);
    assert_ok(qn__length(&segment->lengths, doc, &length, &error), error);
    assert_ok(qn__title_words(&segment->lengths, doc, &title_words, &error), error);
    assert_bytes(expected->id, head.id.data, head.id.size);
    assert_bytes(expected->fields, head.fields.data, head.fields.size);
    assert_bytes(expected->source_map, head.source_map.data, head.source_map.size);
    assert_bytes(expected->text, text.data, text.size);
    assert_ok(qn__sketch(&segment->sketches, doc, &sketch, &error), error);
    assert_true(expected->sketch == sketch);
    assert_int_equal(expected->length, length);
    assert_int_equal(expected->title_words, title_words);
    assert_int_equal(expected->deleted, qn__is_deleted(of->deletes, doc));
  }
  qn__store_reader_free(reader);
}

/* The library's own keeping of the positions that are in a form, for a posting's forms and one more. */
static void compare_exact_forms(const reference_term *expected, uint32_t i, const qn__segment *segment,
                                const qn__term_info *info) {
  const reference_posting *posting = &expected->postings[i];
  qn__exact_forms forms;
  qn__exact_cursor cursor;
  qn_error error;
  uint32_t start = 0;
  for (uint32_t k = i / QN__POSTINGS_BLOCK * QN__POSTINGS_BLOCK; k < i; k++)
    start += expected->postings[k].freq;
  assert_ok(qn__exact_open(&forms, &segment->lists.positions, info, &error), error);
  assert_int_equal(forms.n_forms, expected->n_forms);
  qn__exact_start(&cursor, &forms);
  for (uint32_t k = 0; k <= posting->freq; k++) {
    uint32_t rank = k < posting->freq ? posting->ranks[k] : i % forms.n_forms, kept, n = 0;
    uint32_t *positions = calloc(posting->freq, sizeof *positions);
    memcpy(positions, posting->positions, posting->freq * sizeof *positions);
    assert_ok(
        qn__exact_keep(&cursor, rank, false, i / QN__POSTINGS_BLOCK, start, positions, posting->freq, &kept, &error),
        error);
    for (uint32_t at = 0; at < posting->freq; at++)
      if (posting->ranks[at] == rank)
        assert_true(n < kept && positions[n++] == posting->positions[at]);
    assert_int_equal(n, kept);
    free(positions);
  }
}

static void compare_postings(const reference_term *expected, const qn__segment *segment, const qn__term_info *info) {
  qn__postings list;
  qn__postings_cursor cursor;
  qn_error error;
  assert_int_equal(expected->doc_freq, info->doc_freq);
  assert_int_equal(expected->coll_freq, info->coll_freq);
  assert_ok(qn__postings_open(&list, &segment->lists, info, &error), error);
  assert_ok(qn__postings_first(&cursor, &list, &error), error);
  for (uint32_t i = 0; i < expected->doc_freq; i++) {
    const reference_posting *posting = &expected->postings[i];
    assert_int_equal(posting->doc, cursor.doc);
    assert_int_equal(posting->freq, cursor.freq);
    uint32_t *positions = calloc(posting->freq, sizeof *positions);
    assert_ok(qn__postings_positions(&cursor, positions, &error), error);
    assert_memory_equal(posting->positions, positions, posting->freq * sizeof *positions);
    compare_exact_forms(expected, i, segment, info);
    free(positions);
    assert_ok(qn__postings_next(&cursor, &error), error);
  }
  assert_int_equal(cursor.doc, QN__NO_DOC);
}

static void compare_words(const reference_segment *reference, const qn__segment *segment) {
  qn__terms_cursor term;
  qn__forms_cursor form;
  qn_error error;
  assert_int_equal(reference->n_terms, segment->terms.keys.n_keys);
  assert_ok(qn__terms_first(&term, &segment->terms, &error), error);
  for (uint64_t i = 0; i < reference->n_terms; i++) {
    assert_bytes(reference->terms[i].term, (const char *)term.keys.key, term.keys.size);
    compare_postings(&reference->terms[i], segment, &term.info);
    assert_ok(qn__terms_next(&term, &error), error);
  }
  assert_int_equal(reference->n_forms, segment->forms.n_keys);
  assert_ok(qn__forms_seek(&form, &segment->forms, "", 0, &error), error);
  for (uint64_t i = 0; i < reference->n_forms; i++) {
    assert_bytes(reference->forms[i].form, (const char *)form.keys.key, form.keys.size);
    assert_int_equal(reference->forms[i].term, form.info.term);
    assert_int_equal(reference->forms[i].doc_freq, form.info.doc_freq);
    assert_int_equal(reference->forms[i].rank, form.info.rank);
    assert_ok(qn__forms_next(&form, &error), error);
  }
}

static void compare_variants(const reference_segment *reference, const qn__segment *segment) {
  qn_error error;
  assert_int_equal(reference->n_variants, segment->variants.keys.n_keys);
  for (uint64_t i = 0; i < reference->n_variants; i++) {
    const reference_variant *expected = &reference->variants[i];
    qn__variant_list list;
    assert_ok(qn__variants_find(&list, &segment->variants, expected->key.data, expected->key.size, &error), error);
    assert_int_equal(list.n_left, expected->n);
    for (uint32_t k = 0; k < expected->n; k++) {
      qn__variant variant;
      assert_ok(qn__variants_next(&list, &variant, &error), error);
      assert_int_equal(variant.term, expected->terms[k]);
      assert_int_equal(variant.doc_freq, expected->doc_freqs[k]);
    }
  }
}

static void compare_term_ends(const reference_segment *reference, const qn__segment *segment) {
  qn_error error;
  assert_int_equal(reference->n_term_ends, segment->term_ends.ordinals.n);
  for (uint32_t i = 0; i < reference->n_term_ends; i++) {
    qn__terms_cursor cursor;
    assert_ok(qn__term_ends_at(&cursor, &segment->term_ends, &segment->terms, i, &error), error);
    assert_int_equal(cursor.keys.ordinal, reference->term_ends[i]);
  }
}

static void compare_value(const reference_value *expected, const qn__column *column, uint32_t value) {
  qn_error error;
  int64_t seconds;
  double number;
  uint32_t ordinal;
  const char *text;
  size_t size;
  if (column->type == QN__COLUMN_DATE) {
    assert_ok(qn__column_date(column, value, &seconds, &error), error);
    assert_true(seconds == expected->seconds);
  } else if (column->type == QN__COLUMN_NUMBER) {
    assert_ok(qn__column_number(column, value, &number, &error), error);
    assert_memory_equal(&number, &expected->number, sizeof number);
  } else {
    assert_ok(qn__column_keyword(column, value, &ordinal, &error), error);
    assert_ok(qn__column_keyword_text(column, ordinal, &text, &size, &error), error);
    assert_bytes(expected->keyword, text, size);
  }
}

static void compare_columns(const reference_segment *reference, const qn__segment *segment) {
  qn_error error;
  assert_int_equal(reference->n_columns, segment->columns.n_columns);
  for (uint32_t i = 0; i < reference->n_columns; i++) {
    const reference_column *expected = &reference->columns[i];
    qn__column column;
    assert_ok(qn__columns_get(&segment->columns, i, &column, &error), error);
    assert_bytes(expected->name, column.name, column.name_size);
    assert_int_equal(expected->type, column.type);
    assert_int_equal(expected->n_values, column.n_values);
    for (uint32_t doc = 0; doc < reference->n_docs; doc++) {
      uint32_t first, end;
      assert_ok(qn__column_values(&column, doc, &first, &end, &error), error);
      for (uint32_t value = first; value < end; value++) {
        assert_int_equal(expected->values[value].doc, doc);
        compare_value(&expected->values[value], &column, value);
      }
    }
  }
}

static void compare_with_library(const reference_index *index, const char *dir) {
  qn__snapshot *snapshot;
  qn_error error;
  assert_ok(qn__snapshot_open(&snapshot, dir, NULL, &error), error);
  assert_int_equal(index->generation, snapshot->manifest.generation);
  assert_int_equal(index->n_segments, snapshot->manifest.n_entries);
  assert_int_equal(index->title_weight, 3);
  for (uint32_t i = 0; i < index->n_segments; i++) {
    compare_articles(&index->segments[i], &snapshot->segments[i]);
    compare_words(&index->segments[i], &snapshot->segments[i].segment);
    compare_variants(&index->segments[i], &snapshot->segments[i].segment);
    compare_term_ends(&index->segments[i], &snapshot->segments[i].segment);
    compare_columns(&index->segments[i], &snapshot->segments[i].segment);
  }
  qn__snapshot_close(snapshot);
}

/* Extra terms that no word of the texts has of its own. */
static const char *const extra_terms[] = {"\010wifi",    "\010httpproxi", "\010phd",  "\010user", "\010python",
                                          "\001192.168", "\010c++",       "\010.net", "\010ete"};
enum { N_EXTRA_TERMS = sizeof extra_terms / sizeof extra_terms[0] };

/* What was there to compare, beside the terms of words. */
typedef struct beside_words {
  size_t with_term[N_EXTRA_TERMS]; /* articles of all segments */
  uint64_t n_variants, n_term_ends;
} beside_words;

static void count_beside_words(const reference_index *index, beside_words *counted) {
  for (uint32_t i = 0; i < index->n_segments; i++) {
    const reference_segment *segment = &index->segments[i];
    for (uint64_t t = 0; t < segment->n_terms; t++)
      for (size_t k = 0; k < N_EXTRA_TERMS; k++)
        if (strcmp((const char *)segment->terms[t].term.data, extra_terms[k]) == 0)
          counted->with_term[k] += segment->terms[t].doc_freq;
    for (uint64_t v = 0; v < segment->n_variants; v++)
      counted->n_variants += segment->variants[v].n;
    counted->n_term_ends += segment->n_term_ends;
  }
}

static void assert_all_occur(const beside_words *counted) {
  for (size_t k = 0; k < N_EXTRA_TERMS; k++)
    if (counted->with_term[k] == 0)
      fail_msg("no article has the extra term \"%s\"", extra_terms[k] + 1);
  assert_true(counted->n_variants > 10);
  assert_true(counted->n_term_ends > 10);
}

static void check_index(random_source *random, uint32_t most_words, beside_words *counted) {
  char *dir = make_temp_dir();
  model *articles = calloc(N_IDS, sizeof *articles);
  build(dir, random, articles, most_words);
  reference_index *index = reference_read(dir);
  compare_with_model(index, articles);
  compare_forms_with_texts(index);
  compare_sketches_with_texts(index);
  compare_with_library(index, dir);
  count_beside_words(index, counted);
  reference_free(index);
  for (size_t i = 0; i < N_IDS; i++)
    clear(&articles[i]);
  free(articles);
  remove_tree(dir);
}

static void both_readers_agree(void **state) {
  (void)state;
  random_source random = random_start("reference reader", 11);
  beside_words counted = {.n_variants = 0};
  for (int round = 0; round < ROUNDS; round++)
    check_index(&random, 60, &counted);
  assert_all_occur(&counted);
}

/* Enough text for a dictionary of words. */
static void both_readers_agree_on_long_texts(void **state) {
  (void)state;
  random_source random = random_start("reference reader, long texts", 12);
  beside_words counted = {.n_variants = 0};
  check_index(&random, 2500, &counted);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(both_readers_agree),
      cmocka_unit_test(both_readers_agree_on_long_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
