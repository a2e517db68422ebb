/* SPDX-License-Identifier: MIT */
/* quern.h: full-text search in a library.
 *
 * quern keeps articles (an id, a title, a text) in a directory on disk, finds words and phrases in them,
 * ranks what it finds with BM25 and cuts snippets out of it.  This header is the whole interface and its manual.
 *
 *     qn_writer  puts articles into an index     open, add..., commit, close
 *     qn_index   an immutable snapshot of one    open, share between threads, close
 *     qn_query   what to look for                parse, free
 *     qn_searcher  one thread's scratch memory   new, search..., free
 *
 * Caveats:
 *   - Nothing is in the index before qn_writer_commit returns QN_OK; closing a writer drops what was not committed.
 *   - One writer at a time: a second one fails with QN_LOCKED.  Readers take no lock and are never blocked.
 *   - A qn_index sees the commit it was opened on.  qn_index_refresh opens the newest one.
 *   - A qn_searcher, and everything it returns, belongs to one thread at a time.  Hits, snippets and their strings
 *     live until the searcher's next search or its end.
 *   - Text is UTF-8.  Invalid bytes and U+0000 become U+FFFD and are counted, they are never an error.
 *   - Strings handed in are read during the call only.  Strings with a size need no terminating zero; strings handed
 *     out always have one.
 *   - The on-disk format may change until version 1.0; an index of another version is refused with
 *     QN_BAD_VERSION.
 *
 * Ownership: what comes through a `**out` parameter is yours until you give it to the matching close or free; what a
 * function returns by pointer is borrowed.  Out-parameters are written only on QN_OK.  Every close and free takes NULL.
 * A `qn_error *` may be NULL; it is yours, needs no initialisation and no clean-up, and is written only on failure.
 *
 * Stability: until version 1.0 a minor version may change this interface or the on-disk format; CHANGELOG.md says how.
 * What is meant to last: a struct may get new fields at its end, whose zeros mean what was before; an enum may get new
 * values, so treat one that you do not know as a failure or as the default; calls are not removed within a major
 * version.  A program that was compiled with an older header of the same major version runs with a newer library.
 *
 * The library keeps no global state, reads no environment variables, prints nothing, installs no signal handlers and
 * never ends the process. */
#ifndef QUERN_H
#define QUERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define QN_API __attribute__((visibility("default")))
#else
#define QN_API
#endif
/* A call that hands over a struct which may grow: it passes on the size that the struct has in your program, to a
 * function at the end of this header. */
#define QN_SIZED static inline

#define QN_VERSION_MAJOR 0
#define QN_VERSION_MINOR 1
#define QN_VERSION_PATCH 0
#define QN_VERSION_STRING "0.1.0"

/* The version of the library at run time, as "0.1.0". */
QN_API const char *qn_version(void);

/* --- Status and errors -------------------------------------------------------------------------------------------- */

/* One table makes the codes and their texts. */
#define QN_STATUS_TABLE(X)                                                                                             \
  X(QN_OK, "no error")                                                                                                 \
  X(QN_INVALID, "invalid argument")                                                                                    \
  X(QN_BAD_QUERY, "the query cannot be understood")                                                                    \
  X(QN_BAD_INPUT, "the input cannot be indexed")                                                                       \
  X(QN_NO_INDEX, "there is no quern index here")                                                                       \
  X(QN_NOT_EMPTY, "the directory holds something that is not a quern index")                                           \
  X(QN_BAD_VERSION, "the index has another version")                                                                   \
  X(QN_MISMATCH, "the index has other settings")                                                                       \
  X(QN_DAMAGED, "the index is damaged")                                                                                \
  X(QN_LOCKED, "another writer holds the index")                                                                       \
  X(QN_NOT_FOUND, "not found")                                                                                         \
  X(QN_IO, "input or output failed")                                                                                   \
  X(QN_NOT_DURABLE, "committed, but a power failure may lose it")                                                      \
  X(QN_NO_SPACE, "no space left on the device")                                                                        \
  X(QN_NO_MEMORY, "out of memory")                                                                                     \
  X(QN_TOO_LARGE, "too large")                                                                                         \
  X(QN_CANCELLED, "cancelled")                                                                                         \
  X(QN_TIMEOUT, "the deadline has passed")

typedef enum qn_status {
#define QN_STATUS_ENUM(code, text) code,
  QN_STATUS_TABLE(QN_STATUS_ENUM)
#undef QN_STATUS_ENUM
} qn_status;

typedef struct qn_error {
  qn_status status;
  unsigned column;   /* for QN_BAD_QUERY: the 1-based character of the query at fault; else 0 */
  char message[500]; /* one line for a person: what, where and what to do; zero-terminated */
} qn_error;

/* The fixed text of a status. */
QN_API const char *qn_status_text(qn_status status);

/* A run of bytes that need not end in zero. */
typedef struct qn_string {
  const char *data;
  size_t size; /* bytes */
} qn_string;

/* The bytes of a zero-terminated string; NULL is empty. */
QN_API qn_string qn_string_of(const char *text);

/* --- Writing ------------------------------------------------------------------------------------------------------ */

typedef struct qn_writer qn_writer;

typedef struct qn_writer_options {
  size_t size;           /* sizeof(qn_writer_options), set by QN_WRITER_OPTIONS_INIT */
  const char *language;  /* of articles that name none: "en", "german", "none" (no stemming)...  A setting of the index,
                            fixed when it is made; NULL: what the index has, "en" for a new one. */
  unsigned title_weight; /* how often a word of a title counts, 1 to 16.  A setting like `language`; 0: what the index
                            has, 2 for a new one. */
  unsigned threads;      /* that analyse articles; 0: one for each processor */
  size_t memory;         /* bytes of heap that indexing may use, 48 MiB or more; 0: 256 MiB */
  bool no_sync;          /* commits do not wait for the disk: faster.  A power failure may lose them, back to the last
                            commit of a writer that waited; the files of that one stay until the next such commit. */
  bool must_exist;       /* fail with QN_NO_INDEX instead of making a new index */
  bool (*cancelled)(void *context); /* asked often, by several threads at once; true stops the work, which then fails
                                       with QN_CANCELLED; NULL: never */
  void *cancel_context;             /* what `cancelled` is called with */
} qn_writer_options;
#define QN_WRITER_OPTIONS_INIT                                                                                         \
  { sizeof(qn_writer_options), NULL, 0, 0, 0, false, false, NULL, NULL }

typedef struct qn_article {
  qn_string id;       /* unique; 1 to 512 bytes; replaces the article that has it */
  qn_string title;    /* may be empty */
  qn_string text;     /* may be empty */
  qn_string url;      /* size 0: none; so for the rest */
  qn_string date;     /* ISO 8601: YYYY, YYYY-MM, YYYY-MM-DD, with THH:MM[:SS][Z|+hh:mm] if known */
  qn_string language; /* BCP 47 or a language's English name; decides the stemmer */
  qn_string fields; /* a JSON object of further properties: strings (up to 256 bytes) and arrays of them become keyword
                       columns, numbers number columns, everything is stored */
} qn_article;

/* What a commit did. */
typedef struct qn_commit_info {
  uint64_t generation;     /* of the index after the commit; unchanged if there was nothing to do */
  uint64_t added;          /* articles added, replacements included */
  uint64_t replaced;       /* of those, articles that replaced one of the same id */
  uint64_t deleted;        /* articles deleted by id */
  uint64_t text_bytes;     /* of titles and texts added */
  uint64_t written_bytes;  /* all bytes written to disk, temporary files and merges included */
  uint64_t replaced_chars; /* invalid UTF-8 sequences and U+0000 that became U+FFFD */
} qn_commit_info;

/* Opens the index in `dir` for writing; makes it if the directory is absent or empty.  Takes the writer's lock. */
QN_API qn_status qn_writer_open(qn_writer **out, const char *dir, const qn_writer_options *options, qn_error *error);

/* Adds an article, or replaces the one with its id.  QN_BAD_INPUT (an id of the wrong size, fields that are not a JSON
 * object, an unreadable date) and QN_TOO_LARGE (an article that needs more memory than the budget; the message says how
 * much) refuse that article and leave the writer usable; any other failure is final for the writer. */
QN_SIZED qn_status qn_writer_add(qn_writer *writer, const qn_article *article, qn_error *error);

/* Deletes the article with this id; QN_NOT_FOUND if there is none.  Sees articles added by this writer. */
QN_API qn_status qn_writer_delete(qn_writer *writer, qn_string id, qn_error *error);

/* Adds all articles of the index in `dir` by adopting its segments as they are; the settings must match (a new index
 * takes those it was not asked for).  Of equal ids the one merged later wins.  Articles added before are committed
 * first. */
QN_API qn_status qn_writer_merge(qn_writer *writer, const char *dir, qn_error *error);

/* Merges everything into one segment without deleted articles and commits.  `done` may be NULL. */
QN_SIZED qn_status qn_writer_compact(qn_writer *writer, qn_commit_info *done, qn_error *error);

/* Makes everything since the last commit durable and visible, at once or not at all.  `done` may be NULL. */
QN_SIZED qn_status qn_writer_commit(qn_writer *writer, qn_commit_info *done, qn_error *error);

/* Releases the lock and the memory.  Uncommitted work is dropped.  Does nothing while a call of the writer has not
 * returned. */
QN_API void qn_writer_close(qn_writer *writer);

/* --- Reading: the index ------------------------------------------------------------------------------------------- */

typedef struct qn_index qn_index;

/* Opens the newest commit of each index in `dirs`; several are searched as one (one given twice is QN_INVALID).  Reads
 * a few hundred bytes a segment. */
QN_API qn_status qn_index_open(qn_index **out, const char *const *dirs, size_t n_dirs, qn_error *error);

/* Opens the newest commit of the same directories; segments that stayed are shared with `index`, which stays valid. */
QN_API qn_status qn_index_refresh(qn_index **out, const qn_index *index, qn_error *error);

/* Every searcher of the index must be freed before. */
QN_API void qn_index_close(qn_index *index);

typedef struct qn_index_info {
  uint64_t generation; /* of the first directory */
  uint64_t n_articles; /* live */
  uint64_t n_deleted;  /* still on disk */
  uint64_t n_segments;
  uint64_t n_terms;  /* summed over segments */
  uint64_t n_tokens; /* positions taken by words, title copies included, deleted articles too */
  uint64_t text_bytes;
  uint64_t disk_bytes;
  unsigned title_weight;
  const char *language;     /* the default one; lives as long as the index */
  uint64_t lost_generation; /* of the first directory: a newer commit, made with no_sync, that a power failure has
                               lost; 0: none */
} qn_index_info;

QN_SIZED void qn_index_get_info(const qn_index *index, qn_index_info *info);

/* The sizes of the parts of an index ("terms", "postings", "positions", "store"...), summed over its segments: calls
 * `visit` once a part with its name and bytes on disk. */
QN_API void qn_index_each_part(const qn_index *index, void (*visit)(void *context, const char *part, uint64_t bytes),
                               void *context);

/* The languages of the live and deleted articles by their codes, with the number of articles of each: "none" for words
 * that no stemmer is to touch, and last "other" for all articles whose `language` is one without a stemmer. */
QN_API void qn_index_each_language(const qn_index *index,
                                   void (*visit)(void *context, const char *language, uint64_t n_articles),
                                   void *context);

/* Reads every byte, verifies every checksum and that every structure agrees with every other.  Calls `report` once for
 * each thing wrong with the file and the offset; returns QN_DAMAGED if there was any. */
QN_API qn_status qn_index_check(const qn_index *index, void (*report)(void *context, const char *problem),
                                void *context, qn_error *error);

/* An entry of an index's dictionaries. */
typedef struct qn_term {
  const char *language; /* the code of the language whose stemmer made it: "en"...; "none": no stemmer did */
  qn_string text;       /* in lower case; lives until the visitor returns */
  uint64_t doc_freq;    /* articles with it; deleted ones count until they are merged away */
} qn_term;

/* Calls `visit` with each term of the index that begins with `prefix` (in lower case; empty: with all), until it
 * returns false: language after language, within a language in the order of their bytes.  Terms are what words are
 * indexed as: "tide" for "Tides". */
QN_API qn_status qn_index_each_term(const qn_index *index, qn_string prefix,
                                    bool (*visit)(void *context, const qn_term *term), void *context, qn_error *error);

/* The same for forms: the words as they are written, in lower case. */
QN_API qn_status qn_index_each_form(const qn_index *index, qn_string prefix,
                                    bool (*visit)(void *context, const qn_term *form), void *context, qn_error *error);

/* The number of the live article with this id, for qn_searcher_article; QN_NOT_FOUND if there is none.  Of several
 * directories the first that has it. */
QN_API qn_status qn_index_find(const qn_index *index, qn_string id, uint64_t *article, qn_error *error);

/* In how many articles a word is, in any of the forms that a search for it finds: what its weight in a search is made
 * of.  Deleted articles count until they are merged away, and an article counts once for each term that the word stands
 * for (a single Chinese character stands for all words that begin with it).  QN_INVALID if the text is not one word, as
 * "rare earth" or "AT&T". */
QN_API qn_status qn_index_doc_freq(const qn_index *index, const char *word, size_t size, uint64_t *doc_freq,
                                   qn_error *error);

/* Calls `visit` with each live article, in order of addition, until it returns false.  The article's strings live until
 * `visit` returns. */
QN_API qn_status qn_index_each_article(const qn_index *index, bool (*visit)(void *context, const qn_article *article),
                                       void *context, qn_error *error);

/* --- Queries ------------------------------------------------------------------------------------------------------ */

typedef struct qn_query qn_query;

typedef enum qn_query_mode {
  QN_QUERY_SYNTAX = 0, /* operators, phrases, fields */
  QN_QUERY_WORDS,      /* plain words: nothing is an operator */
} qn_query_mode;

typedef struct qn_query_options {
  size_t size; /* sizeof(qn_query_options), set by QN_QUERY_OPTIONS_INIT */
  qn_query_mode mode;
  bool all;    /* every word is required */
  bool strict; /* a query that needs repair (an open quote or parenthesis, an operator alone) is QN_BAD_QUERY */
} qn_query_options;
#define QN_QUERY_OPTIONS_INIT                                                                                          \
  { sizeof(qn_query_options), QN_QUERY_SYNTAX, false, false }

/* Parses a query:
 *     rare earth            articles with either word, ranked
 *     +rare earth           `rare` required, `earth` preferred
 *     rare -earth           without `earth`; NOT is the same
 *     rare AND earth        both; NOT binds before AND, AND before OR and juxtaposition; parentheses group
 *     "rare earth"          the phrase
 *     title:talks           in the title; title:"trade talks" too
 *     =talks                the exact form, ignoring case; ="trade talks" too.  `talks` finds talk and talking, =talks
 *                           does not.  Scores with the word's idf and the frequency of the exact form
 *     lang:en               only articles of the language; never scores
 * Words of a query are analysed as the articles are.  Without `strict` a query with a slip in it is repaired and a
 * warning says how. */
QN_API qn_status qn_query_parse(qn_query **out, const char *text, size_t size, const qn_query_options *options,
                                qn_error *error);

/* The i-th warning, or NULL past the last. */
QN_API const char *qn_query_warning(const qn_query *query, size_t i);

/* The query as it was understood, in a canonical spelling. */
QN_API const char *qn_query_text(const qn_query *query);

QN_API void qn_query_free(qn_query *query);

/* --- Searching ---------------------------------------------------------------------------------------------------- */

typedef struct qn_searcher qn_searcher;

typedef enum qn_count {
  QN_COUNT_FAST = 0, /* exact up to 1,000, "at least" above */
  QN_COUNT_NONE,     /* no total */
  QN_COUNT_EXACT,    /* exact, and the hits */
  QN_COUNT_ONLY,     /* exact, no hits */
} qn_count;

typedef enum qn_rank {
  QN_RANK_DEFAULT = 0, /* the best that this version has: today BM25 */
  QN_RANK_BM25,        /* BM25, in every version */
} qn_rank;

/* What the scores of a query depend on in a collection: how many articles there are, how long they are, and in how many
 * of them each word of the query is.  Several indexes (shards) that are searched with the sum of their statistics
 * answer as one index of all their articles would: the same scores to the last bit.  Then sort the hits of all shards
 * by score; of equal scores those of an earlier shard come first. */
typedef struct qn_statistics qn_statistics;

/* Collects what `index` knows of the words of `query`. */
QN_API qn_status qn_statistics_collect(qn_statistics **out, const qn_index *index, const qn_query *query,
                                       qn_error *error);

/* Adds to `sum` the statistics that another index has of the same query.  QN_MISMATCH if their title weights differ. */
QN_API qn_status qn_statistics_add(qn_statistics *sum, const qn_statistics *more, qn_error *error);

/* The statistics as bytes, to be sent to another process.  They live until the next call for these statistics. */
QN_API qn_status qn_statistics_write(qn_statistics *statistics, const void **data, size_t *size, qn_error *error);

/* Statistics from such bytes.  QN_BAD_INPUT if they are anything else. */
QN_API qn_status qn_statistics_read(qn_statistics **out, const void *data, size_t size, qn_error *error);

QN_API void qn_statistics_free(qn_statistics *statistics);

typedef struct qn_search_options {
  size_t size;   /* sizeof(qn_search_options), set by QN_SEARCH_OPTIONS_INIT */
  size_t limit;  /* hits wanted, 10,000 at most together with `offset`; 0: 10, or none with `no_hits` */
  size_t offset; /* hits to skip first */
  qn_count count;
  qn_rank rank;
  float k1;                         /* how slowly repeated words saturate, up to 10; 0: 1.2, or 0 with `zero_k1` */
  float b;                          /* how much an article's length counts, up to 1; 0: 0.75, or 0 with `zero_b` */
  bool no_hits;                     /* only the total is wanted, counted as `count` says */
  bool zero_k1;                     /* k1 is 0: an article has a word or has it not, however often */
  bool zero_b;                      /* b is 0: the length of an article does not count */
  bool exhaustive;                  /* score every match: slow, the same answer */
  double timeout_s;                 /* seconds after which the search fails with QN_TIMEOUT; 0: none */
  bool (*cancelled)(void *context); /* asked often; true stops the search, which then fails with QN_CANCELLED; NULL:
                                       never */
  void *cancel_context;             /* what `cancelled` is called with */
  const qn_statistics *statistics;  /* of this query in all shards; NULL: the index's own */
} qn_search_options;
#define QN_SEARCH_OPTIONS_INIT                                                                                         \
  {                                                                                                                    \
    sizeof(qn_search_options), 0, 0, QN_COUNT_FAST, QN_RANK_DEFAULT, 0.0f, 0.0f, false, false, false, false, 0.0,      \
        NULL, NULL, NULL                                                                                               \
  }

typedef struct qn_hits {
  size_t n_hits;
  uint64_t total;   /* articles that match */
  bool total_exact; /* else there are at least `total` */
  bool total_known; /* false with QN_COUNT_NONE */
} qn_hits;

QN_API qn_status qn_searcher_new(qn_searcher **out, const qn_index *index, qn_error *error);

/* Ranks the articles that match.  Scores are BM25 as Lucene computes it: idf = ln(1 + (N - df + 0.5)/(df + 0.5)),
 * weight = idf * f/(f + k1*(1 - b + b*length/average)); title occurrences count title_weight times (BM25F, Robertson,
 * Zaragoza and Taylor 2004).  Equal scores stand in order of addition.  Allocates nothing after a first few queries. */
QN_SIZED qn_status qn_search(qn_searcher *searcher, const qn_query *query, const qn_search_options *options,
                             qn_hits *hits, qn_error *error);

/* One hit, i from 0.  Reads nothing of the article. */
typedef struct qn_hit {
  uint64_t article; /* a number for qn_searcher_article; stable within one qn_index */
  double score;
  size_t directory; /* which of the index's directories it is in, from 0 */
} qn_hit;

QN_SIZED void qn_searcher_hit(const qn_searcher *searcher, size_t i, qn_hit *hit);

/* Reads a stored article with its text, by its number: that of a hit, or what qn_index_find returned.  Its strings live
 * until the searcher's next call of this or its end, and so does no more than one article.  QN_NOT_FOUND if the article
 * has been deleted, QN_INVALID if there is no such number. */
QN_SIZED qn_status qn_searcher_article(qn_searcher *searcher, uint64_t article, qn_article *out, qn_error *error);

/* Reads all of a stored article but its text (`text` is empty), for lists of hits.  Its strings live until the
 * searcher's next search or its end. */
QN_SIZED qn_status qn_searcher_metadata(qn_searcher *searcher, uint64_t article, qn_article *out, qn_error *error);

/* A half-open byte range. */
typedef struct qn_range {
  size_t start, end;
} qn_range;

typedef struct qn_snippet {
  qn_string text;             /* a passage of the article's text; line breaks and control characters are spaces */
  const qn_range *highlights; /* words of the query, as byte ranges of `text`, ascending */
  size_t n_highlights;
  size_t offset;    /* of the passage in the article's text, in bytes */
  bool starts_text; /* the passage begins where the text does */
  bool ends_text;
} qn_snippet;

typedef struct qn_snippet_options {
  size_t size;         /* sizeof(qn_snippet_options), set by QN_SNIPPET_OPTIONS_INIT */
  size_t max_snippets; /* of an article; 0: 1 */
  size_t max_size; /* of one, in bytes, 65,536 at most (more counts as that); 0: 240.  Snippets are cut at the ends of
                          sentences or words, never inside a grapheme. */
} qn_snippet_options;
#define QN_SNIPPET_OPTIONS_INIT                                                                                        \
  { sizeof(qn_snippet_options), 0, 0 }

/* The snippets of one hit. */
typedef struct qn_snippets qn_snippets;

/* Cuts the best passages for the last query out of the i-th hit, in the order of its text.  Decodes only the pieces of
 * the article that it shows. */
QN_API qn_status qn_searcher_snippets(qn_searcher *searcher, size_t i, const qn_snippet_options *options,
                                      const qn_snippets **out, qn_error *error);

QN_API size_t qn_snippets_count(const qn_snippets *snippets);

/* The k-th snippet, from 0; false, and *out is all zeros, past the last. */
QN_SIZED bool qn_snippets_get(const qn_snippets *snippets, size_t k, qn_snippet *out);

/* The words of the last query in the i-th hit's title, as byte ranges of it. */
QN_API qn_status qn_searcher_title_highlights(qn_searcher *searcher, size_t i, const qn_range **ranges,
                                              size_t *n_ranges, qn_error *error);

/* How the i-th hit came by its score: lines of text, for people. */
QN_API qn_status qn_searcher_explain(qn_searcher *searcher, size_t i, const char **text, qn_error *error);

QN_API void qn_searcher_free(qn_searcher *searcher);

/* --- Searching in one call ---------------------------------------------------------------------------------------- */

/* A hit with what a list of results shows of it.  It lives until the visitor returns. */
typedef struct qn_result {
  size_t rank; /* from 1; hits that `offset` skips count */
  const qn_hit *hit;
  const qn_article *article;        /* without its text */
  const qn_range *title_highlights; /* words of the query in the title, as byte ranges of it */
  size_t n_title_highlights;
  const qn_snippet *snippet; /* the best passage of up to 240 bytes; its text is empty if the article has none */
  const qn_hits *hits;       /* of the whole search: how many articles match */
} qn_result;

/* Parses `text` (zero-terminated), searches, and calls `visit` with each hit, best first, until it returns false.  May
 * be called by any number of threads for one index.  Programs that search often keep a qn_searcher instead, which saves
 * making one for each query. */
QN_API qn_status qn_search_text(const qn_index *index, const char *text, const qn_search_options *options,
                                bool (*visit)(void *context, const qn_result *result), void *context, qn_error *error);

/* --- Structs with their sizes ------------------------------------------------------------------------------------- */

/* What the calls above that hand over a struct are made of; bindings for other languages call these.  A size is that of
 * the struct in the calling program. */
QN_API qn_status qn_writer_add_sized(qn_writer *writer, const qn_article *article, size_t size, qn_error *error);
QN_API qn_status qn_writer_compact_sized(qn_writer *writer, qn_commit_info *done, size_t size, qn_error *error);
QN_API qn_status qn_writer_commit_sized(qn_writer *writer, qn_commit_info *done, size_t size, qn_error *error);
QN_API void qn_index_get_info_sized(const qn_index *index, qn_index_info *info, size_t size);
QN_API qn_status qn_search_sized(qn_searcher *searcher, const qn_query *query, const qn_search_options *options,
                                 qn_hits *hits, size_t size, qn_error *error);
QN_API void qn_searcher_hit_sized(const qn_searcher *searcher, size_t i, qn_hit *hit, size_t size);
QN_API qn_status qn_searcher_article_sized(qn_searcher *searcher, uint64_t article, qn_article *out, size_t size,
                                           qn_error *error);
QN_API qn_status qn_searcher_metadata_sized(qn_searcher *searcher, uint64_t article, qn_article *out, size_t size,
                                            qn_error *error);
QN_API bool qn_snippets_get_sized(const qn_snippets *snippets, size_t k, qn_snippet *out, size_t size);

QN_SIZED qn_status qn_writer_add(qn_writer *writer, const qn_article *article, qn_error *error) {
  return qn_writer_add_sized(writer, article, sizeof *article, error);
}
QN_SIZED qn_status qn_writer_compact(qn_writer *writer, qn_commit_info *done, qn_error *error) {
  return qn_writer_compact_sized(writer, done, sizeof *done, error);
}
QN_SIZED qn_status qn_writer_commit(qn_writer *writer, qn_commit_info *done, qn_error *error) {
  return qn_writer_commit_sized(writer, done, sizeof *done, error);
}
QN_SIZED void qn_index_get_info(const qn_index *index, qn_index_info *info) {
  qn_index_get_info_sized(index, info, sizeof *info);
}
QN_SIZED qn_status qn_search(qn_searcher *searcher, const qn_query *query, const qn_search_options *options,
                             qn_hits *hits, qn_error *error) {
  return qn_search_sized(searcher, query, options, hits, sizeof *hits, error);
}
QN_SIZED void qn_searcher_hit(const qn_searcher *searcher, size_t i, qn_hit *hit) {
  qn_searcher_hit_sized(searcher, i, hit, sizeof *hit);
}
QN_SIZED qn_status qn_searcher_article(qn_searcher *searcher, uint64_t article, qn_article *out, qn_error *error) {
  return qn_searcher_article_sized(searcher, article, out, sizeof *out, error);
}
QN_SIZED qn_status qn_searcher_metadata(qn_searcher *searcher, uint64_t article, qn_article *out, qn_error *error) {
  return qn_searcher_metadata_sized(searcher, article, out, sizeof *out, error);
}
QN_SIZED bool qn_snippets_get(const qn_snippets *snippets, size_t k, qn_snippet *out) {
  return qn_snippets_get_sized(snippets, k, out, sizeof *out);
}

#ifdef __cplusplus
}
#endif
#endif
