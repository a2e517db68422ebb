/* SPDX-License-Identifier: MIT */
/* engine_fixture.c: generated articles, and the slow way to search them. */
#include "support/engine_fixture.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VOCABULARY_BITS = 8, MAX_WORD = 16 };

/* --- articles ---------------------------------------------------------------------------------------------------- */

typedef struct segment_shape {
  uint32_t n_articles;
  unsigned text_bits;       /* of the number of words, less 3 */
  uint32_t deleted;         /* every so manyth is; 0: none */
  const char *languages[2]; /* by turns */
} segment_shape;

static const segment_shape shapes[FIXTURE_SEGMENTS] = {
    [LARGE_SEGMENT] = {9500, 6, 9, {"en", "en"}},
    [TAGGED_SEGMENT] = {1500, 6, 7, {"ja", "ko"}},
    [LANGUAGE_SEGMENT] = {1200, 6, 11, {"en", "de"}},
    [SMALL_SEGMENT] = {90, 6, 0, {"en", "en"}},
};
static const segment_shape longest = {64000, 3, 0, {"en", "en"}};

const char *fixture_language(fixture_segment segment, uint32_t doc) {
  return shapes[segment].languages[doc % 2];
}

static bool is_deleted(const segment_shape *shape, uint32_t doc) {
  return shape->deleted > 0 && doc % shape->deleted == 4;
}

bool fixture_is_deleted(fixture_segment segment, uint32_t doc) {
  return is_deleted(&shapes[segment], doc);
}

static const char *name_of(uint32_t rank) {
  static const struct {
    uint32_t rank;
    const char *name;
  } names[] = {{0, "sea"},      {1, "salt"},     {2, "tide"},        {9, "harbour"},
               {20, "herring"}, {40, "lantern"}, {100, "cormorant"}, {200, "narwhal"}};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (names[i].rank == rank)
      return names[i].name;
  return NULL;
}

static size_t put_word(random_source *random, char *out) {
  uint32_t rank = (uint32_t)random_skewed(random, VOCABULARY_BITS);
  const char *name = name_of(rank), *plural = random_below(random, 8) == 0 ? "s" : "";
  if (name == NULL)
    return (size_t)snprintf(out, MAX_WORD, "q%u ", (unsigned)rank);
  return (size_t)snprintf(out, MAX_WORD, "%s%s ", name, plural);
}

static qn_string put_words(random_source *random, char *out, size_t n) {
  size_t size = 0;
  for (size_t i = 0; i < n; i++)
    size += put_word(random, out + size);
  return (qn_string){out, size};
}

static void add_article(qn_writer *writer, random_source *random, const segment_shape *shape, const char *prefix,
                        uint32_t doc) {
  char id[32], title[4 * MAX_WORD], text[(3 + 64) * MAX_WORD];
  qn_error error;
  snprintf(id, sizeof id, "%s/%u", prefix, doc);
  const qn_article article = {.id = string_of(id),
                              .title = put_words(random, title, random_below(random, 4)),
                              .text = put_words(random, text, 3 + (size_t)random_skewed(random, shape->text_bits)),
                              .language = string_of(shape->languages[doc % 2])};
  assert_ok(qn_writer_add(writer, &article, &error), error);
}

/* Deletes come in a commit of their own: one that deletes what it adds leaves no trace. */
static char *make_segment(const segment_shape *shape, const char *prefix, uint64_t seed) {
  char *dir = make_temp_dir(), id[32];
  random_source random = {seed};
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  for (uint32_t doc = 0; doc < shape->n_articles; doc++)
    add_article(writer, &random, shape, prefix, doc);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  for (uint32_t doc = 0; doc < shape->n_articles; doc++) {
    snprintf(id, sizeof id, "%s/%u", prefix, doc);
    if (is_deleted(shape, doc))
      assert_ok(qn_writer_delete(writer, string_of(id), &error), error);
  }
  commit_and_close(writer);
  return dir;
}

/* --- the fixture ------------------------------------------------------------------------------------------------- */

void engine_fixture_open_dirs(engine_fixture *f, const char *const *dirs, size_t n_dirs) {
  qn_error error;
  *f = (engine_fixture){.k1 = QN__DEFAULT_K1, .b = QN__DEFAULT_B};
  qn__arena_init(&f->arena);
  assert_ok(qn_index_open(&f->index, dirs, n_dirs, &error), error);
  assert_ok(qn__analyzer_new(&f->analyzer, &error), error);
  assert_ok(qn__store_reader_new(&f->store_reader, &error), error);
}

void engine_fixture_open(engine_fixture *f) {
  static const char *const prefixes[FIXTURE_SEGMENTS] = {"large", "tagged", "languages", "small"};
  char *dirs[FIXTURE_SEGMENTS];
  for (size_t i = 0; i < FIXTURE_SEGMENTS; i++)
    dirs[i] = make_segment(&shapes[i], prefixes[i], i + 1);
  engine_fixture_open_dirs(f, (const char *const *)dirs, FIXTURE_SEGMENTS);
  memcpy(f->dirs, dirs, sizeof dirs);
  assert_int_equal(f->index->n_segments, FIXTURE_SEGMENTS);
}

void engine_fixture_open_longest(engine_fixture *f) {
  char *dir = make_segment(&longest, "longest", 9);
  engine_fixture_open_dirs(f, (const char *const *)&dir, 1);
  f->dirs[0] = dir;
  assert_int_equal(f->index->n_segments, 1);
}

void engine_fixture_close(engine_fixture *f) {
  qn_query_free(f->query);
  qn__arena_clear(&f->arena);
  qn__store_reader_free(f->store_reader);
  qn__analyzer_free(f->analyzer);
  qn_index_close(f->index);
  for (size_t i = 0; i < FIXTURE_SEGMENTS; i++)
    if (f->dirs[i] != NULL)
      remove_tree(f->dirs[i]);
}

void engine_fixture_plan(engine_fixture *f, const char *query) {
  qn_search_options options = {.size = sizeof options, .k1 = f->k1, .b = f->b};
  qn_statistics *statistics = NULL;
  qn_error error;
  qn_query_free(f->query);
  f->query = NULL;
  qn__arena_reset(&f->arena);
  assert_ok(qn_query_parse(&f->query, query, strlen(query), NULL, &error), error);
  if (f->change != NULL)
    f->change(f->query);
  if (f->statistics_of != NULL)
    assert_ok(qn_statistics_collect(&statistics, f->statistics_of, f->query, &error), error);
  options.statistics = statistics;
  assert_ok(
      qn__plan_build(&f->plan, f->query, f->index, &options, NULL, &f->saturation, f->analyzer, &f->arena, &error),
      error);
  qn_statistics_free(statistics);
  f->interrupt = (qn__interrupt){.cancelled = NULL};
  f->context = (qn__search_context){.plan = &f->plan,
                                    .arena = &f->arena,
                                    .store_reader = f->store_reader,
                                    .scratch = &f->scratch,
                                    .interrupt = &f->interrupt};
}

uint32_t engine_fixture_word(const engine_fixture *f, const char *written) {
  uint32_t word = 0;
  while (strcmp(f->plan.words[word].written, written) != 0)
    assert_true(++word < f->plan.n_words);
  return word;
}

/* --- sinks ------------------------------------------------------------------------------------------------------- */

static void record(recorder *r, uint64_t article, uint32_t score) {
  assert_true(r->n == 0 || r->taken[r->n - 1].article < article);
  if (r->n == r->capacity) {
    r->capacity = r->capacity * 2 + 1000;
    r->taken = realloc(r->taken, r->capacity * sizeof *r->taken);
    assert_non_null(r->taken);
  }
  r->taken[r->n++] = (qn__ranked){article, score};
  r->sink.is_full = r->full_at > 0 && r->n >= r->full_at;
}

static void record_one(qn__sink *sink, uint64_t article, uint32_t score) {
  recorder *r = (recorder *)sink;
  if (sink->wants_scores)
    assert_true((int32_t)score > sink->threshold);
  record(r, article, score);
  if (r->rises && r->n % 4 == 0)
    sink->threshold += ((int32_t)score - sink->threshold) / 2;
}

static void record_bits(qn__sink *sink, uint64_t first, const uint64_t *bits, size_t n_words) {
  recorder *r = (recorder *)sink;
  assert_false(sink->wants_scores);
  r->n_windows++;
  for (size_t w = 0; w < n_words; w++)
    for (uint64_t left = bits[w]; left != 0; left &= left - 1)
      record(r, first + w * 64 + qn__lowest_bit(left), 0);
}

recorder recorder_of(bool wants_scores) {
  return (recorder){.sink = {.wants_scores = wants_scores,
                             .threshold = -1,
                             .k = wants_scores ? SIZE_MAX : 0,
                             .take = record_one,
                             .take_bits = wants_scores ? NULL : record_bits}};
}

void recorder_clear(recorder *r) {
  free(r->taken);
  r->taken = NULL;
}

void assert_same_taken(const char *what, const recorder *expected, const recorder *found) {
  for (size_t i = 0; i < expected->n && i < found->n; i++) {
    const qn__ranked *a = &expected->taken[i], *b = &found->taken[i];
    if (a->article != b->article || (expected->sink.wants_scores && a->score != b->score))
      fail_msg("%s: match %zu is %lu with %u, not %lu with %u", what, i, (unsigned long)b->article, b->score,
               (unsigned long)a->article, a->score);
  }
  if (expected->n != found->n)
    fail_msg("%s: %zu matches, not %zu", what, found->n, expected->n);
}

/* --- the slow way ------------------------------------------------------------------------------------------------ */

typedef struct asked {
  qn__matched_segment segment;
  uint32_t doc;
} asked;

static uint32_t freq_of(asked *at, uint32_t leaf) {
  qn__matcher *matcher = &at->segment.leaves[leaf];
  uint32_t freq = 0;
  qn_error error;
  assert_ok(matcher->ops->freq(matcher, at->doc, 1, &freq, &error), error);
  return freq;
}

static uint32_t count_matching(asked *at, const qn__plan_node *nodes, uint32_t n);

static bool group_matches(asked *at, const qn__plan_group *group) {
  if (count_matching(at, group->must_not, group->n_must_not) > 0)
    return false;
  if (count_matching(at, group->must, group->n_must) < group->n_must)
    return false;
  const uint32_t least = group->n_must == 0 && group->min_match == 0 ? 1 : group->min_match;
  return count_matching(at, group->should, group->n_should) >= least;
}

static bool node_matches(asked *at, const qn__plan_node *node) {
  return node->group != NULL ? group_matches(at, node->group) : freq_of(at, node->leaf) > 0;
}

static uint32_t count_matching(asked *at, const qn__plan_node *nodes, uint32_t n) {
  uint32_t matching = 0;
  for (uint32_t i = 0; i < n; i++)
    matching += node_matches(at, &nodes[i]);
  return matching;
}

static bool is_hit(asked *at) {
  const qn__plan *plan = at->segment.plan;
  bool hit = !qn__is_deleted(at->segment.where->deletes, at->doc) && group_matches(at, &plan->root);
  for (uint32_t i = 0; i < plan->n_filters && hit; i++)
    hit = node_matches(at, &plan->filters[i].node) != plan->filters[i].excludes;
  return hit;
}

static uint32_t score_of(asked *at) {
  const qn__plan *plan = at->segment.plan;
  const qn__scoring *scoring = &at->segment.scoring;
  uint32_t score = 0;
  for (uint32_t i = 0; i < plan->n_leaves; i++) {
    uint32_t freq = plan->leaves[i].boost > 0.0 ? freq_of(at, i) : 0;
    if (freq > 0)
      score += qn__contribution(plan->leaves[i].weight, freq, scoring->k[scoring->length_bytes[at->doc]]);
  }
  return score;
}

void take_expected(engine_fixture *f, size_t segment, qn__sink *sink) {
  asked at;
  qn_error error;
  const qn__index_segment *where = &f->index->segments[segment];
  assert_ok(qn__matched_segment_open(&at.segment, &f->plan, segment, f->store_reader, &f->arena, &error), error);
  for (at.doc = 0; at.doc < where->segment->meta.n_docs; at.doc++)
    if (is_hit(&at)) {
      uint32_t score = sink->wants_scores ? score_of(&at) : 0;
      if (!sink->wants_scores || (int32_t)score > sink->threshold)
        sink->take(sink, where->first + at.doc, score);
    }
}

/* --- running ----------------------------------------------------------------------------------------------------- */

void assert_scratch_is_zero(const engine_fixture *f) {
  static const qn__window_scratch zero;
  assert_memory_equal(&f->scratch, &zero, sizeof zero);
}

qn_status run_engine(engine_fixture *f, const qn__engine *engine, size_t segment, qn__sink *sink, qn_error *error) {
  f->context.sink = sink;
  assert_ok(qn__enter_segment(&f->context, segment, error), *error);
  qn_status status = engine->run(&f->context, error);
  if (status == QN_OK)
    assert_scratch_is_zero(f);
  return status;
}

qn_status run_plan(engine_fixture *f, qn__sink *sink, bool exhaustive, qn_error *error) {
  f->context.sink = sink;
  f->context.exhaustive = exhaustive;
  qn_status status = qn__run_plan(&f->context, error);
  assert_scratch_is_zero(f);
  return status;
}

bool engine_takes(engine_fixture *f, const qn__engine *engine, size_t segment, bool wants_scores) {
  recorder r = recorder_of(wants_scores);
  qn_error error;
  f->context.sink = &r.sink;
  assert_ok(qn__enter_segment(&f->context, segment, &error), error);
  return engine->takes(&f->context);
}

/* Compares what an engine finds in the segments that it takes with what is expected there. */
static unsigned check_recorded(engine_fixture *f, const qn__engine *engine, const char *what, bool wants_scores,
                               bool rises, size_t *n_matches) {
  recorder expected = recorder_of(wants_scores), found = recorder_of(wants_scores);
  unsigned n_segments = 0;
  qn_error error;
  expected.rises = found.rises = rises;
  for (size_t s = 0; s < f->index->n_segments; s++)
    if (engine_takes(f, engine, s, wants_scores)) {
      take_expected(f, s, &expected.sink);
      assert_ok(run_engine(f, engine, s, &found.sink, &error), error);
      n_segments++;
    }
  assert_same_taken(what, &expected, &found);
  if (n_matches != NULL)
    *n_matches += found.n;
  recorder_clear(&expected);
  recorder_clear(&found);
  return n_segments;
}

static void check_best(engine_fixture *f, const qn__engine *engine, const char *what, size_t k) {
  qn__top_k expected, found;
  qn_error error;
  qn__top_k_init(&expected);
  qn__top_k_init(&found);
  assert_ok(qn__top_k_begin(&expected, k, &error), error);
  assert_ok(qn__top_k_begin(&found, k, &error), error);
  for (size_t s = 0; s < f->index->n_segments; s++)
    if (engine_takes(f, engine, s, true)) {
      take_expected(f, s, &expected.sink);
      assert_ok(run_engine(f, engine, s, &found.sink, &error), error);
    }
  qn__top_k_sort(&expected);
  qn__top_k_sort(&found);
  assert_same_taken(what, &(recorder){.sink.wants_scores = true, .taken = expected.heap, .n = expected.n},
                    &(recorder){.taken = found.heap, .n = found.n});
  qn__top_k_clear(&expected);
  qn__top_k_clear(&found);
}

static unsigned check_runs(engine_fixture *f, const qn__engine *engine, const char *query, size_t *n_matches) {
  unsigned n_segments = check_recorded(f, engine, query, true, false, n_matches);
  check_recorded(f, engine, query, true, true, NULL);
  check_recorded(f, engine, query, false, false, NULL);
  check_best(f, engine, query, 1);
  check_best(f, engine, query, 10);
  check_best(f, engine, query, 100);
  return n_segments;
}

/* Asks the filters about all articles, so that the context's memory knows what they accept. */
static void ask_filters(engine_fixture *f) {
  qn_error error;
  assert_ok(qn__filter_memory_begin(f->context.filter_memory, &f->plan, &error), error);
  for (size_t s = 0; s < f->index->n_segments; s++) {
    const uint32_t n_docs = f->index->segments[s].segment->meta.n_docs;
    assert_ok(qn__enter_segment(&f->context, s, &error), error);
    for (uint32_t from = 0; from < n_docs; from += 64) {
      uint64_t bits = n_docs - from < 64 ? (UINT64_C(1) << (n_docs - from)) - 1 : UINT64_MAX;
      for (unsigned times = 0; times < 5; times++) /* more articles than it takes to ask for bits */
        assert_ok(qn__accept_window(&f->context.accept, from, &bits, 1, &error), error);
    }
    assert_ok(qn__enter_segment(&f->context, s, &error), error);
    assert_non_null(f->context.accept.bits);
  }
}

unsigned check_engine(engine_fixture *f, const qn__engine *engine, const char *query, size_t *n_matches) {
  engine_fixture_plan(f, query);
  const unsigned n_segments = check_runs(f, engine, query, n_matches);
  if (f->plan.n_filters > 0) {
    qn__filter_memory memory;
    qn__filter_memory_init(&memory);
    f->context.filter_memory = &memory;
    ask_filters(f);
    check_runs(f, engine, query, NULL);
    f->context.filter_memory = NULL;
    qn__filter_memory_clear(&memory);
  }
  return n_segments;
}

void check_out_of_memory(engine_fixture *f, const qn__engine *engine, const char *query, size_t segment) {
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  engine_fixture_plan(f, query);
  assert_true(engine_takes(f, engine, segment, true));
  for (; status != QN_OK; n++) {
    recorder r = recorder_of(true);
    qn__arena arena;
    qn_error error;
    qn__arena_init(&arena); /* one that has no memory yet */
    f->context.arena = &arena;
    f->context.sink = &r.sink;
    qn__memory_fail_after(n);
    status = qn__enter_segment(&f->context, segment, &error);
    if (status == QN_OK)
      status = engine->run(&f->context, &error);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
    qn__arena_clear(&arena);
    recorder_clear(&r);
  }
  f->context.arena = &f->arena;
  assert_true(n > 1);
}
