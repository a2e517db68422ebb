/* SPDX-License-Identifier: MIT */
/* matcher_fixture.h: an index of one or more segments whose articles are known word by word, and the matchers of a
 * query in them.  What a matcher says is compared with what stands in the articles. */
#ifndef QN_TESTS_SUPPORT_MATCHER_FIXTURE_H
#define QN_TESTS_SUPPORT_MATCHER_FIXTURE_H

#include "match/matcher.h"
#include "support/scaffold.h"

enum { FIXTURE_SEGMENTS = 4, FIXTURE_WORDS = 3 };

/* An article as it is read. */
typedef struct known_article {
  const char **words; /* by position; NULL: a gap */
  uint32_t n_positions, title_end, length;
  bool german;
} known_article;

typedef struct matcher_fixture {
  char *dirs[FIXTURE_SEGMENTS]; /* an index of one segment each */
  known_article *articles[FIXTURE_SEGMENTS];
  uint32_t n_articles[FIXTURE_SEGMENTS], n_segments;
  random_source random;
  qn_index *index;
  qn__analyzer *analyzer;
  qn__store_reader *store_reader;
  qn__arena arena; /* of the plan and of what is matched */
  qn__saturation saturation;
  qn_query *query;
  qn__plan plan;
  qn__matched_segment matched;
} matcher_fixture;

void matcher_fixture_begin(matcher_fixture *fixture, const char *name);

/* Adds a segment of articles whose titles and texts are words separated by single spaces; their language is "de", or
 * that of the index, "en". */
void matcher_fixture_add(matcher_fixture *fixture, const qn_article *articles, uint32_t n);

/* Adds a segment of n random articles of up to `max_words` words and, now and then, a title.  Each word of the list, up
 * to NULL, comes half as often as the one before it.  Every third article is German if `german`. */
void matcher_fixture_draw(matcher_fixture *fixture, const char *const *words, uint32_t n, uint32_t max_words,
                          bool german);

/* Group fixtures of cmocka: the index of known_words, opened; *state becomes a matcher_fixture.
 *     segment 0    20,000 short articles, every third of them German
 *     segment 1    300 short articles
 *     segment 2    20 long articles
 *     segment 3    5 articles that have only two of the words
 * The words, from frequent to rare: the talk rare talks earth house 7.25 trade houses talked 7.5 gain zebra 7.125 */
int set_up_known_articles(void **state);
int tear_down_known_articles(void **state);

/* Opens the index, to which nothing is added after. */
void matcher_fixture_open(matcher_fixture *fixture);
void matcher_fixture_end(matcher_fixture *fixture);

/* Parses and plans a query; the plan lives until the next. */
const qn__plan *plan_query(matcher_fixture *fixture, const char *text);

/* Plans a query, which is freed with the plan. */
const qn__plan *plan_tree(matcher_fixture *fixture, qn_query *query);

/* Opens what the planned query looks for in a segment, without any memory of what was asked before; returns the matcher
 * of its first leaf. */
qn__matcher *open_matchers(matcher_fixture *fixture, size_t segment);

/* --- what a matcher must say --- */

/* What a leaf finds: words side by side, each of which may be any of some words, separated by spaces. */
typedef struct looked_for {
  const char *words[FIXTURE_WORDS];  /* up to NULL */
  const char *german[FIXTURE_WORDS]; /* the same in German articles; NULL: as in English ones */
  bool title;                        /* the first occurrence must be in the title */
} looked_for;

/* The positions where an article has it; `positions` may be NULL. */
uint32_t count_occurrences(const known_article *article, const looked_for *wanted, uint32_t *positions);

/* What a leaf finds in an article: returns its frequency, and writes its n positions. */
typedef uint32_t (*find_function)(const known_article *article, const void *wanted, uint32_t *positions, uint32_t *n);

/* Compares all that the matcher of the planned query's only leaf says in each segment with the articles. */
void check_planned(matcher_fixture *fixture, const char *text, find_function find, const void *wanted);

/* Plans a query of one leaf and compares all that its matcher says in each segment with the articles. */
void check_matcher(matcher_fixture *fixture, const char *text, const looked_for *wanted);

/* The same of a query that is handed over; `name` is shown if it fails. */
void check_tree(matcher_fixture *fixture, const char *name, qn_query *query, const looked_for *wanted);

#endif
