/* SPDX-License-Identifier: MIT */
/* test_match_language.c: lang: restricts a search to the articles of a language, and never scores. */
#include "support/matcher_fixture.h"
#include "support/support.h"

#include <string.h>

typedef struct fixture {
  matcher_fixture base;
  qn_searcher *searcher;
  char found[256]; /* ids, a space after each */
} fixture;

typedef struct row {
  const char *id, *language, *text;
} row;

/* Segments of several languages, of one, of another, and of those that have no stemmer. */
static const row rows[][9] = {{{"plain", NULL, "cat"},
                               {"british", "en-GB", "cat dog"},
                               {"german", "de", "katze cat"},
                               {"japanese", "ja", "cat cat"},
                               {"taiwan", "zh-TW", "cat"},
                               {"chinese", "zh", "cat"},
                               {"none", "und", "cat"},
                               {"zhuang", "zha", "cat"}},
                              {{"english", "en", "cat"}, {"default", NULL, "dog"}},
                              {{"swiss", "de-CH", "katze"}},
                              {{"kansai", "JA-osaka", "cat"}, {"hongkong", "zh-Hant-HK", "dog"}}};

enum { N_SEGMENTS = sizeof rows / sizeof rows[0] };

static int set_up(void **state) {
  static fixture f;
  qn_error error;
  matcher_fixture_begin(&f.base, "languages");
  for (size_t s = 0; s < N_SEGMENTS; s++) {
    qn_article articles[9];
    uint32_t n = 0;
    for (; n < 9 && rows[s][n].id != NULL; n++)
      articles[n] = (qn_article){.id = string_of(rows[s][n].id),
                                 .language = string_of(rows[s][n].language),
                                 .text = string_of(rows[s][n].text)};
    matcher_fixture_add(&f.base, articles, n);
  }
  matcher_fixture_open(&f.base);
  assert_ok(qn_searcher_new(&f.searcher, f.base.index, &error), error);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn_searcher_free(f->searcher);
  matcher_fixture_end(&f->base);
  return 0;
}

/* --- the matcher -------------------------------------------------------------------------------------------------- */

static bool has_bit(const uint64_t *bits, uint32_t at) {
  return bits[at / 64] >> (at % 64) & 1;
}

/* Adds the articles of a segment that the matcher finds, asked upwards and downwards. */
static void match_segment(fixture *f, size_t segment) {
  qn__matcher *matcher = open_matchers(&f->base, segment);
  const uint32_t n = f->base.n_articles[segment];
  const uint64_t *bits = NULL;
  uint32_t freqs[9], again, n_found = 0;
  qn_error error;
  f->base.matched.window = (qn__window){0, n};
  assert_ok(matcher->ops->fill(matcher, &bits, &error), error);
  for (uint32_t doc = 0; doc < n; doc++) {
    assert_ok(matcher->ops->freq(matcher, doc, 1, &freqs[doc], &error), error);
    assert_true(freqs[doc] == 0 || has_bit(bits, doc));
    n_found += freqs[doc];
    if (freqs[doc] == 1)
      strcat(strcat(f->found, rows[segment][doc].id), " ");
  }
  for (uint32_t doc = n; doc-- > 0;) {
    assert_ok(matcher->ops->freq(matcher, doc, 1, &again, &error), error);
    assert_int_equal(again, freqs[doc]);
  }
  assert_true(matcher->ops->max_docs(matcher) >= n_found);
  assert_int_equal(matcher->ops->max_saturation(matcher), 0);
  assert_null(matcher->ops->positions);
}

/* Which articles a query of one filter matches. */
static void check_filter(void **state, const char *text, const char *expected) {
  fixture *f = *state;
  f->found[0] = '\0';
  assert_int_equal(plan_query(&f->base, text)->n_leaves, 1);
  for (size_t s = 0; s < N_SEGMENTS; s++)
    match_segment(f, s);
  assert_string_equal(f->found, expected);
}

static void a_language_has_a_code_a_name_and_regions(void **state) {
  static const char *const texts[] = {"lang:en", "lang:english", "lang:en-GB", "lang:eng", "lang:EN", "lang:\"en_US\""};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    check_filter(state, texts[i], "plain british english default ");
  check_filter(state, "lang:de", "german swiss ");
  check_filter(state, "lang:german", "german swiss ");
}

static void a_language_without_a_stemmer_is_found_by_its_tag(void **state) {
  check_filter(state, "lang:ja", "japanese kansai ");
  check_filter(state, "lang:zh", "taiwan chinese hongkong ");
  check_filter(state, "lang:ZH", "taiwan chinese hongkong ");
}

static void a_tag_with_a_region_finds_no_other_regions(void **state) {
  check_filter(state, "lang:zh-TW", "taiwan ");
  check_filter(state, "lang:zh-tw", "taiwan ");
  check_filter(state, "lang:zh-Hant", "hongkong ");
}

static void articles_of_no_language_are_found_as_such(void **state) {
  check_filter(state, "lang:none", "none ");
  check_filter(state, "lang:und", "none ");
}

static void a_language_that_no_article_has_is_found_nowhere(void **state) {
  check_filter(state, "lang:fr", "");
  check_filter(state, "lang:xx", "");
  check_filter(state, "lang:z", "");
}

static void a_segment_without_the_language_has_no_bits(void **state) {
  fixture *f = *state;
  const uint64_t *bits = NULL;
  qn_error error;
  plan_query(&f->base, "lang:de");
  qn__matcher *matcher = open_matchers(&f->base, 1);
  f->base.matched.window = (qn__window){0, 2};
  assert_ok(matcher->ops->fill(matcher, &bits, &error), error);
  for (unsigned w = 0; w < QN__WINDOW_WORDS; w++)
    assert_true(bits[w] == 0);
  assert_int_equal(matcher->ops->max_docs(matcher), 0);
}

static void a_segment_of_one_language_is_decided_without_reading_articles(void **state) {
  fixture *f = *state;
  qn_error error;
  plan_query(&f->base, "lang:en");
  for (uint32_t segment = 1; segment < N_SEGMENTS; segment++) {
    uint32_t freq = UINT32_MAX;
    qn__matcher *matcher = open_matchers(&f->base, segment);
    matcher->segment->store_reader = NULL;
    assert_ok(matcher->ops->freq(matcher, 0, 1, &freq, &error), error);
    assert_int_equal(freq, segment == 1);
  }
}

/* Windows beyond the first, in a segment of several. */
static void every_window_of_a_large_segment_is_filled(void **state) {
  void *known = NULL;
  qn_error error;
  (void)state;
  set_up_known_articles(&known);
  matcher_fixture *f = known;
  plan_query(f, "lang:de");
  qn__matcher *matcher = open_matchers(f, 0);
  for (uint32_t from = 0; from < f->n_articles[0]; from += QN__WINDOW_DOCS) {
    const uint64_t *bits = NULL;
    uint32_t left = f->n_articles[0] - from, n = left < QN__WINDOW_DOCS ? left : QN__WINDOW_DOCS;
    matcher->segment->window = (qn__window){from, from + n};
    assert_ok(matcher->ops->fill(matcher, &bits, &error), error);
    for (uint32_t at = 0; at < QN__WINDOW_DOCS; at++)
      assert_true(at < n ? has_bit(bits, at) || !f->articles[0][from + at].german : !has_bit(bits, at));
    for (uint32_t doc = from; doc < from + n; doc++) {
      uint32_t freq = UINT32_MAX;
      assert_ok(matcher->ops->freq(matcher, doc, 1, &freq, &error), error);
      assert_int_equal(freq, f->articles[0][doc].german);
    }
  }
  tear_down_known_articles(&known);
}

static void articles_without_a_language_have_that_of_their_index(void **state) {
  static const qn_article articles[] = {{.id = {"1", 1}, .text = {"cat", 3}},
                                        {.id = {"2", 1}, .text = {"cat", 3}, .language = {"en", 2}}};
  qn_writer_options options = quick_options();
  char *dir = make_temp_dir();
  const char *dirs[] = {dir};
  const char *const texts[] = {"lang:de", "lang:en"};
  qn_index *index = NULL;
  qn_searcher *searcher = NULL;
  qn_error error;
  (void)state;
  options.language = "de";
  add_articles(dir, articles, 2, &options);
  assert_ok(qn_index_open(&index, dirs, 1, &error), error);
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  for (uint64_t i = 0; i < 2; i++) {
    qn_query *query = NULL;
    qn_hits hits;
    qn_hit hit;
    assert_ok(qn_query_parse(&query, texts[i], strlen(texts[i]), NULL, &error), error);
    assert_ok(qn_search(searcher, query, NULL, &hits, &error), error);
    assert_int_equal(hits.n_hits, 1);
    qn_searcher_hit(searcher, 0, &hit);
    assert_int_equal(hit.article, i);
    qn_query_free(query);
  }
  qn_searcher_free(searcher);
  qn_index_close(index);
  remove_tree(dir);
}

/* --- in searches -------------------------------------------------------------------------------------------------- */

/* The number of an article in the whole index. */
static uint64_t number_of(const fixture *f, size_t segment, uint32_t doc) {
  return f->base.index->segments[segment].first + doc;
}

static bool is_hit(const fixture *f, const qn_hits *hits, uint64_t article) {
  qn_hit hit;
  for (size_t i = 0; i < hits->n_hits; i++) {
    qn_searcher_hit(f->searcher, i, &hit);
    if (hit.article == article)
      return true;
  }
  return false;
}

static qn_hits search(fixture *f, const char *text, bool exhaustive) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_query *query = NULL;
  qn_hits hits;
  qn_error error;
  options.limit = 100;
  options.exhaustive = exhaustive;
  options.count = QN_COUNT_EXACT;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  assert_ok(qn_search(f->searcher, query, &options, &hits, &error), error);
  qn_query_free(query);
  assert_int_equal(hits.total, hits.n_hits);
  return hits;
}

/* Which articles a query finds, in the order of the index. */
static void check_search(void **state, const char *text, const char *expected) {
  fixture *f = *state;
  for (int exhaustive = 0; exhaustive < 2; exhaustive++) {
    qn_hits hits = search(f, text, exhaustive == 1);
    f->found[0] = '\0';
    for (size_t s = 0; s < N_SEGMENTS; s++)
      for (uint32_t doc = 0; doc < f->base.n_articles[s]; doc++)
        if (is_hit(f, &hits, number_of(f, s, doc)))
          strcat(strcat(f->found, rows[s][doc].id), " ");
    if (strcmp(f->found, expected) != 0)
      fail_msg("%s finds %s, not %s", text, f->found, expected);
  }
}

static void a_filter_restricts_the_whole_query(void **state) {
  check_search(state, "cat lang:en", "plain british english ");
  check_search(state, "lang:en cat", "plain british english ");
  check_search(state, "+lang:en cat", "plain british english ");
  check_search(state, "lang:en AND cat", "plain british english ");
  check_search(state, "cat katze lang:de", "german swiss ");
  check_search(state, "+cat dog lang:en", "plain british english ");
  check_search(state, "+cat +dog lang:en", "british ");
  check_search(state, "\"katze cat\" lang:de", "german ");
  check_search(state, "\"katze cat\" lang:en", "");
}

static void an_excluded_filter_excludes_its_language(void **state) {
  check_search(state, "cat -lang:en", "german japanese taiwan chinese none zhuang kansai ");
  check_search(state, "katze -lang:de", "");
  check_search(state, "cat -(lang:en OR lang:ja)", "german taiwan chinese none zhuang ");
  check_search(state, "cat -lang:en lang:zh", "taiwan chinese ");
}

static void several_filters_all_hold(void **state) {
  check_search(state, "cat lang:en lang:de", "");
  check_search(state, "cat lang:zh lang:zh-TW", "taiwan ");
  check_search(state, "cat (lang:en OR lang:de)", "plain british german english ");
}

static void filters_alone_find_all_articles_of_a_language(void **state) {
  check_search(state, "lang:de", "german swiss ");
  check_search(state, "lang:en OR lang:de", "plain british german english default swiss ");
  check_search(state, "lang:zh -lang:zh-TW", "chinese hongkong ");
  check_search(state, "lang:en -cat", "default ");
  check_search(state, "lang:fr", "");
}

static void a_filter_may_restrict_a_part_of_a_query(void **state) {
  check_search(state, "(lang:en cat) OR (lang:de katze)", "plain british german english swiss ");
  check_search(state, "(lang:ja cat) dog", "british japanese default kansai hongkong ");
  check_search(state, "cat -(lang:en dog)", "plain german japanese taiwan chinese none zhuang english kansai ");
  check_search(state, "+(lang:de cat) katze", "german ");
}

static void a_filter_may_be_an_alternative(void **state) {
  check_search(state, "lang:de OR dog", "british german default swiss hongkong ");
  check_search(state, "+cat OR lang:de", "plain british german japanese taiwan chinese none zhuang english kansai ");
}

/* The score of the second article, which has `cat dog`. */
static double score_of_british(fixture *f, const char *text) {
  qn_hits hits = search(f, text, false);
  qn_hit hit = {.score = -1.0};
  for (size_t i = 0; i < hits.n_hits && hit.article != 1; i++)
    qn_searcher_hit(f->searcher, i, &hit);
  assert_int_equal(hit.article, 1);
  return hit.score;
}

static void a_filter_never_scores(void **state) {
  double score = score_of_british(*state, "cat dog");
  assert_true(score > 0.0);
  assert_true(score_of_british(*state, "cat dog lang:en") == score);
  assert_true(score_of_british(*state, "(+cat +dog) OR lang:en") == score);
  assert_true(score_of_british(*state, "cat dog -lang:de") == score);
  assert_true(score_of_british(*state, "lang:en") == 0.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_language_has_a_code_a_name_and_regions),
      cmocka_unit_test(a_language_without_a_stemmer_is_found_by_its_tag),
      cmocka_unit_test(a_tag_with_a_region_finds_no_other_regions),
      cmocka_unit_test(articles_of_no_language_are_found_as_such),
      cmocka_unit_test(a_language_that_no_article_has_is_found_nowhere),
      cmocka_unit_test(a_segment_without_the_language_has_no_bits),
      cmocka_unit_test(a_segment_of_one_language_is_decided_without_reading_articles),
      cmocka_unit_test(every_window_of_a_large_segment_is_filled),
      cmocka_unit_test(articles_without_a_language_have_that_of_their_index),
      cmocka_unit_test(a_filter_restricts_the_whole_query),
      cmocka_unit_test(an_excluded_filter_excludes_its_language),
      cmocka_unit_test(several_filters_all_hold),
      cmocka_unit_test(filters_alone_find_all_articles_of_a_language),
      cmocka_unit_test(a_filter_may_restrict_a_part_of_a_query),
      cmocka_unit_test(a_filter_may_be_an_alternative),
      cmocka_unit_test(a_filter_never_scores),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
