/* SPDX-License-Identifier: MIT */
/* library_calls.c: a new call of quern.h is a line of a function, or a row of the table at the end. */
#include "fault/library_calls.h"

#include "fault/failing_memory.h"
#include "support/index_contents.h"
#include "support/support.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* --- the indexes -------------------------------------------------------------------------------------------------- */

static qn_status add(qn_writer *writer, const char *id, const char *title, const char *text, qn_error *error) {
  qn_article article = {.id = string_of(id),
                        .title = string_of(title),
                        .text = string_of(text),
                        .date = string_of("2025-06-09"),
                        .language = string_of(strcmp(id, "5") == 0 ? "de" : ""),
                        .fields = string_of("{\"topics\":[\"a\",\"b\"],\"n\":1}")};
  return qn_writer_add(writer, &article, error);
}

static void must_add(qn_writer *writer, const char *id, const char *title, const char *text) {
  qn_error error;
  assert_ok(add(writer, id, title, text, &error), error);
}

/* Articles of rare words, which take several chunks of the file, one of which is damaged. */
static void make_damaged(void) {
  enum { N_ARTICLES = 12, WORDS = 400, PLACE = 34000 };
  random_source random = random_start("damaged index", 5);
  qn_writer *writer = open_writer_in("damaged", NULL);
  for (unsigned i = 0; i < N_ARTICLES; i++) {
    char id[8], text[WORDS * 9 + 1], *end = text;
    snprintf(id, sizeof id, "%u", i);
    for (unsigned word = 0; word < WORDS; word++)
      end += snprintf(end, 10, "%08x ", (unsigned)random_next(&random));
    must_add(writer, id, "Rare words", text);
  }
  commit_and_close(writer);
  char *segment = newest_segment("damaged");
  damage_file(segment, PLACE);
  free(segment);
}

void make_indexes(void) {
  qn_error error;
  qn_writer *writer = open_writer_in("index", NULL);
  must_add(writer, "1", "The walnut tree", "A walnut tree is tall. Its trees bear walnuts in autumn.");
  must_add(writer, "2", "The hazel", "A hazel shrub stands in the hedge.");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  must_add(writer, "3", "Nuts", "Walnut and hazel, and the almond too. A walnut is no almond.");
  must_add(writer, "4", "", "Hazel trees are rare; walnut trees are not, nor nut-trees.");
  must_add(writer, "5", "Der Baum", "Die Walnuss ist ein Baum.");
  assert_ok(qn_writer_delete(writer, string_of("2"), &error), error);
  commit_and_close(writer);
  writer = open_writer_in("other", NULL);
  must_add(writer, "1", "Walnut oil", "Oil of the walnut.");
  must_add(writer, "9", "Tree", "A walnut tree again.");
  commit_and_close(writer);
  make_damaged();
  assert_int_equal(mkdir("broken", 0777), 0);
  copy_directory("index", "broken");
  char *segment = newest_segment("broken");
  damage_file(segment, 300);
  free(segment);
}

/* --- transcripts -------------------------------------------------------------------------------------------------- */

void transcript_note(transcript *t, const char *format, ...) {
  va_list arguments;
  size_t room = sizeof t->text - t->size;
  va_start(arguments, format);
  int size = vsnprintf(t->text + t->size, room, format, arguments);
  va_end(arguments);
  assert_true(size >= 0 && (size_t)size < room);
  t->size += (size_t)size;
}

static void note_string(transcript *t, qn_string text) {
  enum { SHOWN = 80 };
  transcript_note(t, "%zu %.*s|", text.size, (int)(text.size < SHOWN ? text.size : SHOWN),
                  text.size > 0 ? text.data : "");
}

static void note_ranges(transcript *t, const qn_range *ranges, size_t n) {
  for (size_t i = 0; i < n; i++)
    transcript_note(t, "[%zu,%zu)", ranges[i].start, ranges[i].end);
}

static bool note_article(void *context, const qn_article *article) {
  const qn_string strings[] = {article->id,   article->title,    article->text,  article->url,
                               article->date, article->language, article->fields};
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
    note_string(context, strings[i]);
  transcript_note(context, "\n");
  return true;
}

static void note_loss(void *context, const qn_loss *loss) {
  transcript_note(context, "lost: %s %" PRIu64 " %s\n", loss->file, loss->n_articles, loss->problem);
}

static void note_problem(void *context, const char *problem) {
  transcript_note(context, "%s\n", problem);
}

static void note_count(void *context, const char *what, uint64_t count) {
  transcript_note(context, "%s %" PRIu64 "\n", what, count);
}

static bool note_term(void *context, const qn_term *term) {
  transcript_note(context, "%s ", term->language);
  note_string(context, term->text);
  transcript_note(context, "%" PRIu64 "\n", term->doc_freq);
  return true;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static const char index_name[] = "index", damaged_name[] = "damaged";

static qn_status open_index(qn_index **index, const char *dir, qn_error *error) {
  *index = NULL;
  return qn_index_open(index, &dir, 1, error);
}

static void note_info(transcript *t, const qn_index *index) {
  qn_index_info info;
  qn_index_get_info(index, &info);
  transcript_note(t, "%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %s\n", info.generation,
                  info.n_articles, info.n_deleted, info.n_terms, info.n_tokens, info.language);
}

static qn_status open_and_refresh(transcript *t, qn_error *error) {
  static const char *const dirs[] = {"index", "other"};
  qn_index *index = NULL, *refreshed = NULL;
  qn_status status = qn_index_open(&index, dirs, 2, error);
  if (status == QN_OK) {
    note_info(t, index);
    qn_index_each_language(index, note_count, t);
    status = qn_index_each_part(index, note_count, t, error);
  }
  if (status == QN_OK)
    status = qn_index_refresh(&refreshed, index, error);
  if (status == QN_OK)
    note_info(t, refreshed);
  qn_index_close(refreshed);
  qn_index_close(index);
  return status;
}

static qn_status check_in(transcript *t, const char *dir, qn_error *error) {
  qn_index *index;
  qn_status status = open_index(&index, dir, error);
  if (status == QN_OK)
    status = qn_index_check(index, note_problem, t, error);
  qn_index_close(index);
  if (status != QN_OK && status != QN_DAMAGED)
    return status;
  transcript_note(t, "%s\n", qn_status_text(status));
  return QN_OK;
}

static qn_status check(transcript *t, qn_error *error) {
  return check_in(t, index_name, error);
}

static qn_status check_damaged(transcript *t, qn_error *error) {
  return check_in(t, damaged_name, error);
}

static qn_status read_all(transcript *t, qn_error *error) {
  qn_index *index;
  uint64_t article = 0, doc_freq = 0;
  qn_status status = open_index(&index, index_name, error);
  if (status == QN_OK)
    status = qn_index_each_article(index, note_article, t, error);
  if (status == QN_OK)
    status = qn_index_each_term(index, string_of("w"), note_term, t, error);
  if (status == QN_OK)
    status = qn_index_each_form(index, string_of(""), note_term, t, error);
  if (status == QN_OK)
    status = qn_index_find(index, string_of("4"), &article, error);
  if (status == QN_OK)
    status = qn_index_doc_freq(index, "walnut", 6, &doc_freq, error);
  if (status == QN_OK)
    transcript_note(t, "%" PRIu64 " %" PRIu64 "\n", article, doc_freq);
  qn_index_close(index);
  return status;
}

static qn_status read_past_damage(transcript *t, qn_error *error) {
  qn_index *index;
  qn_status status = open_index(&index, damaged_name, error);
  if (status == QN_OK)
    status = qn_index_each_readable_article(index, note_article, note_loss, t, error);
  qn_index_close(index);
  return status;
}

/* --- searching ---------------------------------------------------------------------------------------------------- */

static const char *const queries[] = {"walnut hazel",
                                      "+walnut +tree",
                                      "\"walnut tree\" -almond",
                                      "title:tree =trees",
                                      "(walnut OR almond) NOT hazel",
                                      "lang:de baum",
                                      "=\"walnut trees\" nothing",
                                      "title:\"the walnut\" hazel lang:en",
                                      "nuttree",
                                      "wal* \"walnut tr*\" (alm*~ SYN hazl~1) re:/tr.*/ NEAR/3 wal?ut"};
enum { N_QUERIES = sizeof queries / sizeof *queries };

static bool note_highlight(void *context, bool in_title, qn_range range) {
  transcript_note(context, "%d %zu %zu\n", in_title, range.start, range.end);
  return true;
}

static qn_status note_hit(transcript *t, qn_searcher *searcher, size_t i, qn_error *error) {
  qn_hit hit;
  qn_article article;
  const qn_range *ranges = NULL;
  const qn_snippets *snippets = NULL;
  const qn_snippet_options options = snippet_options(2, 40);
  const char *explanation = NULL;
  size_t n_ranges = 0;
  qn_snippet snippet;
  qn_place place;
  qn_searcher_hit(searcher, i, &hit);
  transcript_note(t, "%" PRIu64 " %.9g ", hit.article, hit.score);
  qn_status status = qn_searcher_article(searcher, hit.article, &article, error);
  if (status == QN_OK)
    note_article(t, &article);
  if (status == QN_OK)
    status = qn_searcher_metadata(searcher, hit.article, &article, error);
  if (status == QN_OK)
    note_string(t, article.title);
  if (status == QN_OK)
    status = qn_searcher_title_highlights(searcher, i, &ranges, &n_ranges, error);
  if (status == QN_OK)
    note_ranges(t, ranges, n_ranges);
  if (status == QN_OK)
    status = qn_searcher_snippets(searcher, i, &options, &snippets, error);
  for (size_t k = 0; status == QN_OK && qn_snippets_get(snippets, k, &snippet); k++) {
    note_string(t, snippet.text);
    note_ranges(t, snippet.highlights, snippet.n_highlights);
    status = qn_searcher_place(searcher, hit.article, snippet.match, &place, error);
    if (status == QN_OK)
      note_string(t, place.heading);
  }
  if (status == QN_OK)
    status = qn_searcher_each_highlight(searcher, hit.article, note_highlight, t, error);
  if (status == QN_OK)
    status = qn_searcher_explain(searcher, i, &explanation, error);
  if (status == QN_OK)
    transcript_note(t, "%s\n", explanation);
  return status;
}

static bool note_match(void *context, uint64_t article) {
  transcript_note(context, "%" PRIu64 "\n", article);
  return true;
}

static qn_status search_for(transcript *t, qn_searcher *searcher, const char *text, bool exhaustive, qn_error *error) {
  qn_query *query = NULL;
  qn_hits hits = {.n_hits = 0};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.exhaustive = exhaustive;
  options.limit = 2;
  qn_status status = qn_query_parse(&query, text, strlen(text), NULL, error);
  if (status == QN_OK)
    transcript_note(t, "%s %s\n", qn_query_text(query),
                    qn_query_warning(query, 0) != NULL ? qn_query_warning(query, 0) : "");
  if (status == QN_OK && exhaustive)
    status = qn_search_each(searcher, query, &options, note_match, t, error);
  if (status == QN_OK)
    status = qn_search(searcher, query, &options, &hits, error);
  qn_query_free(query);
  if (status == QN_OK)
    transcript_note(t, "%zu of %" PRIu64 "\n", hits.n_hits, hits.total);
  for (size_t i = 0; status == QN_OK && i < hits.n_hits; i++)
    status = note_hit(t, searcher, i, error);
  return status;
}

/* After a failure the searcher goes on: the same search again, with memory, finds what it should. */
static qn_status search_twice(transcript *t, qn_searcher *searcher, size_t i, qn_error *error) {
  static transcript again;
  const size_t start = t->size;
  qn_status status = search_for(t, searcher, queries[i / 2], i % 2 != 0, error);
  if (status != QN_NO_MEMORY)
    return status;
  failing_memory_end();
  again.size = 0;
  if (search_for(&again, searcher, queries[i / 2], i % 2 != 0, NULL) != QN_OK ||
      strncmp(again.text, t->text + start, t->size - start) != 0)
    transcript_note(t, "the searcher does not go on\n");
  return status;
}

static qn_status search(transcript *t, qn_error *error) {
  qn_index *index;
  qn_searcher *searcher = NULL;
  qn_status status = open_index(&index, index_name, error);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, error);
  for (size_t i = 0; status == QN_OK && i < 2 * N_QUERIES; i++)
    status = search_twice(t, searcher, i, error);
  qn_searcher_free(searcher);
  qn_index_close(index);
  return status;
}

static bool note_result(void *context, const qn_result *result) {
  transcript_note(context, "%zu %.9g ", result->rank, result->hit->score);
  note_string(context, result->article->title);
  note_ranges(context, result->title_highlights, result->n_title_highlights);
  note_string(context, result->snippet->text);
  note_ranges(context, result->snippet->highlights, result->snippet->n_highlights);
  transcript_note(context, "%s\n", qn_query_text(result->query));
  return true;
}

static qn_status search_text(transcript *t, qn_error *error) {
  qn_index *index;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_status status = open_index(&index, index_name, error);
  if (status == QN_OK)
    status = qn_search_text(index, "walnut \"hazel tree", &options, note_result, t, error);
  qn_index_close(index);
  return status;
}

/* Collects, writes, reads and adds up statistics, and searches with the sum. */
static qn_status use_statistics(transcript *t, qn_index *index, qn_index *other, const qn_query *query,
                                qn_error *error) {
  qn_statistics *own = NULL, *more = NULL, *sum = NULL;
  qn_searcher *searcher = NULL;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_hit hit;
  const void *data;
  size_t size;
  qn_status status = qn_statistics_collect(&own, index, query, error);
  if (status == QN_OK)
    status = qn_statistics_collect(&more, other, query, error);
  if (status == QN_OK)
    status = qn_statistics_write(own, &data, &size, error);
  if (status == QN_OK)
    status = qn_statistics_read(&sum, data, size, error);
  if (status == QN_OK)
    status = qn_statistics_add(sum, more, error);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, error);
  options.statistics = sum;
  if (status == QN_OK)
    status = qn_search(searcher, query, &options, &hits, error);
  for (size_t i = 0; status == QN_OK && i < hits.n_hits; i++) {
    qn_searcher_hit(searcher, i, &hit);
    transcript_note(t, "%" PRIu64 " %.9g\n", hit.article, hit.score);
  }
  qn_searcher_free(searcher);
  qn_statistics_free(own);
  qn_statistics_free(more);
  qn_statistics_free(sum);
  return status;
}

static qn_status share_statistics(transcript *t, qn_error *error) {
  static const char text[] = "walnut \"the walnut\" =trees";
  qn_index *index, *other = NULL;
  qn_query *query = NULL;
  qn_status status = open_index(&index, index_name, error);
  if (status == QN_OK)
    status = open_index(&other, "other", error);
  if (status == QN_OK)
    status = qn_query_parse(&query, text, sizeof text - 1, NULL, error);
  if (status == QN_OK)
    status = use_statistics(t, index, other, query, error);
  qn_query_free(query);
  qn_index_close(other);
  qn_index_close(index);
  return status;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void note_commit(transcript *t, const qn_commit_info *done) {
  transcript_note(t, "generation %" PRIu64 ": %" PRIu64 " added, %" PRIu64 " replaced, %" PRIu64 " deleted\n",
                  done->generation, done->added, done->replaced, done->deleted);
}

/* Commits, unless a call before has failed. */
static qn_status commit_changes(transcript *t, qn_writer *writer, qn_status status, qn_error *error) {
  qn_commit_info done;
  if (status == QN_OK)
    status = qn_writer_commit(writer, &done, error);
  if (status == QN_OK)
    note_commit(t, &done);
  return status;
}

static qn_status open_writer(qn_writer **writer, const char *dir, unsigned threads, qn_error *error) {
  qn_writer_options options = quick_options();
  options.threads = threads;
  *writer = NULL;
  return qn_writer_open(writer, dir, &options, error);
}

/* After a failure a writer commits nothing, even with memory. */
static qn_status close_writer(transcript *t, qn_writer *writer, qn_status status) {
  if (status != QN_OK && writer != NULL) {
    failing_memory_end();
    if (qn_writer_commit(writer, NULL, NULL) == QN_OK)
      transcript_note(t, "a writer that has failed commits\n");
  }
  qn_writer_close(writer);
  return status;
}

static qn_status change(transcript *t, unsigned threads, qn_error *error) {
  qn_writer *writer;
  qn_status status = open_writer(&writer, "index", threads, error);
  if (status == QN_OK)
    status = add(writer, "1", "Replaced", "The first article, replaced by a longer text than it had", error);
  if (status == QN_OK)
    status = add(writer, "6", "A sixth article", "Its text has \xff in it", error);
  if (status == QN_OK)
    status = qn_writer_delete(writer, string_of("4"), error);
  return close_writer(t, writer, commit_changes(t, writer, status, error));
}

static qn_status commit(transcript *t, qn_error *error) {
  return change(t, 1, error);
}

static qn_status commit_with_threads(transcript *t, qn_error *error) {
  return change(t, 3, error);
}

static qn_status compact(transcript *t, qn_error *error) {
  qn_writer *writer;
  qn_commit_info done;
  qn_status status = open_writer(&writer, "index", 1, error);
  if (status == QN_OK)
    status = add(writer, "6", "A sixth article", "Its text", error);
  if (status == QN_OK)
    status = qn_writer_compact(writer, &done, error);
  if (status == QN_OK)
    note_commit(t, &done);
  return close_writer(t, writer, status);
}

static qn_status merge(transcript *t, qn_error *error) {
  qn_writer *writer;
  qn_status status = open_writer(&writer, "index", 1, error);
  if (status == QN_OK)
    status = qn_writer_merge(writer, "other", error);
  status = commit_changes(t, writer, status, error);
  qn_writer_close(writer);
  return status;
}

static qn_status salvage(transcript *t, qn_error *error) {
  qn_writer *writer;
  qn_status status = open_writer(&writer, "new/index", 1, error);
  if (status == QN_OK)
    status = qn_writer_salvage(writer, "broken", note_loss, t, error);
  status = commit_changes(t, writer, status, error);
  qn_writer_close(writer);
  return status;
}

const call_group call_groups[] = {
    {"open, refresh", open_and_refresh, NULL},
    {"check", check, NULL},
    {"check damage", check_damaged, NULL},
    {"each article, each term", read_all, NULL},
    {"each readable article", read_past_damage, NULL},
    {"search", search, NULL},
    {"search text", search_text, NULL},
    {"statistics", share_statistics, NULL},
    {"columns, filters, sort, facets", narrowed_calls, NULL},
    {"synonyms, words that expand", expanded_calls, NULL},
    {"commit", commit, "index"},
    {"commit with threads", commit_with_threads, "index"},
    {"compact", compact, "index"},
    {"merge", merge, "index"},
    {"salvage", salvage, "new/index"},
};
const size_t n_call_groups = sizeof call_groups / sizeof *call_groups;
