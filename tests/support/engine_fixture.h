/* SPDX-License-Identifier: MIT */
/* engine_fixture.h: what tests of engines share: an index of generated articles, the plan of a query and a search
 * context for it, a sink that records what it takes, and what a sink should take, found by asking every matcher about
 * every article. */
#ifndef QN_TESTS_SUPPORT_ENGINE_FIXTURE_H
#define QN_TESTS_SUPPORT_ENGINE_FIXTURE_H

#include "collect/top_k.h"
#include "engine/engine.h"
#include "support/support.h"

enum { FIXTURE_SEGMENTS = 4 };

/* The segments of the index.  Words, from frequent to rare: sea, salt, tide, harbour (these have bit sets), herring,
 * lantern, cormorant (these have blocks), narwhal (fewer than a block), and many more.  Some words have a plural, some
 * articles a title.  No article has the word zebra. */
typedef enum fixture_segment {
  LARGE_SEGMENT,    /* 9,500 articles: two windows of bits; deletes; all English */
  TAGGED_SEGMENT,   /* 1,500 articles, deletes; ja and ko by turns, whose words have one list */
  LANGUAGE_SEGMENT, /* 1,200 articles, deletes; en and de by turns, whose words have two lists */
  SMALL_SEGMENT,    /* 90 articles: no list has blocks */
} fixture_segment;

typedef struct engine_fixture {
  char *dirs[FIXTURE_SEGMENTS]; /* one a segment; NULL: not the fixture's */
  qn_index *index;
  qn__analyzer *analyzer;
  qn__store_reader *store_reader;
  qn__arena arena;
  float k1, b;                     /* of plans: the defaults, unless they are changed */
  void (*change)(qn_query *query); /* of a query that has been parsed; NULL: it stays as it is */
  const qn_index *statistics_of;   /* the index whose statistics weigh the words; NULL: its own do */
  qn__saturation saturation;
  qn__interrupt interrupt;
  qn_query *query;
  qn__plan plan;
  qn__search_context context; /* of the plan; the sink is set by those who run it */
  qn__window_scratch scratch;
} engine_fixture;

/* Makes the index of the four segments. */
void engine_fixture_open(engine_fixture *f);

/* Makes an index of one segment of 64,000 short articles of the same words: all windows of MAXSCORE. */
void engine_fixture_open_longest(engine_fixture *f);

/* Opens an index that the caller made. */
void engine_fixture_open_dirs(engine_fixture *f, const char *const *dirs, size_t n_dirs);

void engine_fixture_close(engine_fixture *f);

/* What is known of the articles of the four segments. */
const char *fixture_language(fixture_segment segment, uint32_t doc);
bool fixture_is_deleted(fixture_segment segment, uint32_t doc);

/* Plans a query, and begins a context for it. */
void engine_fixture_plan(engine_fixture *f, const char *query);

/* The index of a word in the plan. */
uint32_t engine_fixture_word(const engine_fixture *f, const char *written);

/* --- sinks ------------------------------------------------------------------------------------------------------- */

/* Records what it takes, and fails the test if articles do not ascend or a score is not above the threshold. */
typedef struct recorder {
  qn__sink sink;
  qn__ranked *taken; /* n of them, as they came; owned */
  size_t n, capacity;
  size_t n_windows; /* of bits that it took */
  bool rises;       /* its threshold rises as it takes */
  size_t full_at;   /* it is full with so many; 0: never */
} recorder;

/* One that wants scores takes all matches, unless it is changed after. */
recorder recorder_of(bool wants_scores);
void recorder_clear(recorder *r);

/* Fails the test unless both took the same; scores are compared where the sinks want them. */
void assert_same_taken(const char *what, const recorder *expected, const recorder *found);

/* --- running ----------------------------------------------------------------------------------------------------- */

/* Gives a sink the matches of a segment, found by asking every matcher about every article. */
void take_expected(engine_fixture *f, size_t segment, qn__sink *sink);

/* Runs an engine over a segment; all scratch memory must be zero after it. */
qn_status run_engine(engine_fixture *f, const qn__engine *engine, size_t segment, qn__sink *sink, qn_error *error);

/* The same over all segments, by the engines that qn__run_plan chooses. */
qn_status run_plan(engine_fixture *f, qn__sink *sink, bool exhaustive, qn_error *error);

/* Whether an engine takes the plan in a segment. */
bool engine_takes(engine_fixture *f, const qn__engine *engine, size_t segment, bool wants_scores);

/* Fails the test unless an engine that takes a query finds what is expected, segment by segment: all of it with its
 * scores, without scores, above a threshold that rises, and the best 1, 10 and 100.  Returns the number of segments in
 * which the engine takes the query for a sink that wants scores, and adds to *n_matches, unless it is NULL. */
unsigned check_engine(engine_fixture *f, const qn__engine *engine, const char *query, size_t *n_matches);

/* Fails the test unless an engine that runs out of memory at any request for it in a segment reports so. */
void check_out_of_memory(engine_fixture *f, const qn__engine *engine, const char *query, size_t segment);

void assert_scratch_is_zero(const engine_fixture *f);

#endif
