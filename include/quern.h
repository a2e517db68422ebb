/* SPDX-License-Identifier: MIT */
/* quern.h: full-text search in a library.  This header is the whole interface and its manual.
 *
 * quern keeps articles (an id, a title, a text) in a directory on disk, finds words and phrases in them, ranks what it
 * finds with BM25 and cuts snippets out of it.
 *
 *     qn_writer    puts articles into an index              open, add..., commit, close
 *     qn_index     an immutable snapshot of an index        open, share between threads, close
 *     qn_query     what to look for                         parse or build, free
 *     qn_searcher  searches an index; one thread's memory   new, search..., free
 *
 * The shortest way: qn_writer_open, _add, _commit and _close put articles in; qn_index_open and qn_search_text find
 * them.  examples/ has programs to begin with.
 *
 * What to know first
 *   - Nothing is in the index before qn_writer_commit returns QN_OK; closing a writer drops what was not committed.
 *   - An index has one writer at a time; opening a second one fails with QN_LOCKED.  Readers take no lock and are never
 *     blocked.
 *   - A qn_index shows the commit that it was opened on, whatever is committed later; qn_index_refresh opens the
 *     newest.
 *   - Text is UTF-8.  Invalid bytes and U+0000 become U+FFFD and are counted; they are not errors.
 *   - Sizes and offsets are in bytes unless a comment says otherwise.
 *   - A relative path of a directory is resolved when a writer or an index is opened.
 *   - An index maps its files.  A file that is cut short in place (by cp over it, rsync --inplace) ends the programs
 *     that read it with SIGBUS, as with any mapped file.  Replace files by renaming others over them, as writers do.
 *   - After fork, a child may go on using an open qn_index and what belongs to it; a searcher has one user still.  A
 *     qn_writer stays its opener's: in the child every call of it is QN_INVALID, and closing it closes descriptors and
 *     nothing else.  Its lock ends when the parent closes it; if the parent ends without that, when the child has
 *     ended, run another program or closed it.  Fork while no other thread is in a call.
 *   - The format of the files may change until version 1.0; an index of another version is refused with QN_BAD_VERSION.
 *
 * Errors.  A call that can fail returns a qn_status, QN_OK on success, and takes a `qn_error *` last, which may be
 * NULL.  The error is yours, needs neither initialisation nor clean-up, and is written only on failure; its message
 * says what failed, where, and what to do.  Out-parameters are written only on success.  A comment names the statuses
 * that mean something particular for a call; in addition, any call may fail with QN_INVALID (an argument that makes no
 * sense), QN_NO_MEMORY, QN_IO, QN_NO_SPACE or, when it reads an index, QN_DAMAGED.  Where no comment allows NULL for an
 * object, a function to be called or an out-parameter, not every call looks for it, and the program may end.
 *
 * Ownership.  What comes through a `**out` of an open, new, parse, finish, collect or read call is yours until you hand
 * it to the matching close or free, which take NULL too.  Everything else that a call returns by pointer belongs to the
 * object that returned it, and a comment says how long it lives.  Strings and structs handed in are read during the
 * call only (one exception: a searcher is for one index, which must stay open).  Strings handed in need no terminating
 * zero where they have a size; strings handed out always have one.
 *
 * Threads.  Any number of threads may use one qn_index, one qn_query or one qn_statistics at the same time, since calls
 * only read them (qn_statistics_add and qn_statistics_write excepted).  A qn_searcher, with all that it returned, is
 * one thread's at a time, and a qn_writer is, too: while a call of the writer, or a search, has not returned (it may
 * have called a function of yours), another one is QN_INVALID.  Distinct objects never need a lock.
 *
 * Structs.  Option structs begin with their size; initialise them with their _INIT macro and set the fields you care
 * about:
 *
 *     qn_search_options options = QN_SEARCH_OPTIONS_INIT;
 *     options.limit = 20;
 *
 * Zero is the default of every field; where 0 is a value of its own another field asks for it.  NULL instead of options
 * means all defaults; a size of 0 (a struct that was never initialised) is QN_INVALID.  Structs that the library fills
 * need no initialisation.
 *
 * Stability.  Versions follow semantic versioning.  Within a major version (until 1.0: within a minor version) every
 * function, field, enumerator and macro keeps its meaning.  What may be added are functions, fields at the end of
 * structs, and enumerators: treat one that you do not know as a failure or as the default.  The size of a struct as
 * your program was compiled travels with it, so a program goes on working with a newer library, and with an older one
 * as long as it leaves fields at zero that this one does not know.  qn_string, qn_range and qn_error never change.
 * CHANGELOG.md lists every change of the interface.
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
/* Marks a call that hands over a struct which may grow.  It is an inline function that passes on the size of the struct
 * to the function of the same name with _sized, at the end of this header. */
#define QN_SIZED static inline

#define QN_VERSION_MAJOR 0
#define QN_VERSION_MINOR 1
#define QN_VERSION_PATCH 0
#define QN_VERSION_STRING "0.1.0"

/* The version of the library that the program runs with, as "0.1.0". */
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
  unsigned column;   /* of QN_BAD_QUERY: which character of the query is at fault, counted from 1; otherwise 0 */
  char message[500]; /* a line of English for a person, with ids and paths as they are, zero-terminated */
} qn_error;

/* A status in a few words of English; for a status that does not exist, words that say so. */
QN_API const char *qn_status_text(qn_status status);

/* Bytes with their number.  They need not end in zero. */
typedef struct qn_string {
  const char *data;
  size_t size; /* bytes */
} qn_string;

/* The bytes of a zero-terminated string; NULL is empty. */
QN_API qn_string qn_string_of(const char *text);

/* --- Writing ------------------------------------------------------------------------------------------------------ */

/* Changes an index.  What it adds and deletes is seen by qn_index_open after the next commit, all of it or nothing,
 * whatever happens in between: a crash leaves the last commit. */
typedef struct qn_writer qn_writer;

typedef struct qn_writer_options {
  size_t size;           /* sizeof(qn_writer_options), set by QN_WRITER_OPTIONS_INIT */
  const char *language;  /* of articles that name none: a code or an English name ("en", "german"), or "none" for no
                            stemming.  Fixed when the index is made.  NULL: what the index has; "en" for a new one. */
  unsigned title_weight; /* a word in a title counts as often, 1 to 16.  Fixed when the index is made.  0: what the
                            index has; 2 for a new one. */
  unsigned threads;      /* that analyse articles; 0: one for each processor */
  size_t memory;         /* bytes of heap that the writer may use, 48 MiB or more; 0: 256 MiB */
  bool no_sync;          /* commits do not wait for the disk: faster.  A power failure may lose them, back to the last
                            commit of a writer that waited; the files of that one stay until the next such commit. */
  bool must_exist;       /* fail with QN_NO_INDEX where there is no index, instead of making one */
  /* Called often, by several threads at once, with `cancel_context`, until the writer is closed; true stops the work,
   * and the call fails with QN_CANCELLED.  NULL: nothing stops it. */
  bool (*cancelled)(void *context);
  void *cancel_context;
  double lock_wait_s; /* seconds to wait while another writer holds the lock, asking for it several times a second;
                         0: not at all.  `cancelled` ends it.  Of several that wait, any may be the next. */
} qn_writer_options;
#define QN_WRITER_OPTIONS_INIT                                                                                         \
  { sizeof(qn_writer_options), NULL, 0, 0, 0, false, false, NULL, NULL, 0 }

enum { QN_ID_MAX = 512 }; /* bytes of an id */

/* An article, as it is added and as it is read back.  All strings but the id may be empty. */
typedef struct qn_article {
  qn_string id; /* unique in the index, 1 to QN_ID_MAX bytes */
  qn_string title;
  qn_string text;
  qn_string url;
  qn_string date;       /* ISO 8601: YYYY, YYYY-MM or YYYY-MM-DD, the last with THH:MM[:SS][Z|+hh:mm] if it is known */
  qn_string language;   /* BCP 47 ("en", "pt-BR") or a language's English name; decides the stemmer, if any */
  qn_string fields;     /* a JSON object of further properties.  Strings of up to 256 bytes and arrays of them become
                         keyword columns, numbers become number columns; everything is stored.  It may be nested up
                         to 256 levels deep, which a stack of 128 KiB holds. */
  qn_string source_map; /* where the text comes from: a JSON array of objects, each for the text from its byte "at" on;
                         ascending.  What one does not say holds on from the one before.  All but "at" may be absent:
                           "line"      of the source, from 1
                           "offset"    in the source, from 0: the text goes on as the source does from there, byte for
                                       byte, so that lines and columns are counted; with "offset16", the same in UTF-16
                                       code units, if they differ
                           "lines"     true: it goes on so line for line, in another charset
                           "column"    of the source, from 1, where one of these begins in mid-line; "column16"
                           "every"     so many bytes of the text from "at" on are further in the source by as many lines
                           "steps"     as the first number of this string says, so many more by the second ...: of a
                                       text that is made from the source, the line is known about
                           "record"    of the source, from 1: a line, an object
                           "id"        what the id is of: 1: a record of the source; it ends with # and its number;
                                       2: one that has an id of its own
                           "records"   a string of three numbers for each record, the first being "record": so many
                                       bytes of the text from where the one before begins (or "at"), so many lines from
                                       its last one (or "line"), and how many lines follow line for line
                           "page"      of the source, from 1
                           "part"      of a message: a string
                           "heading"   1 to 6: a heading of this level begins here, and ends with the line
                           "headings"  a string of numbers: headings of any level, the first so many bytes from "at"
                                       on, the second so many after it ...
                           "anchor"    the fragment by which a URL leads here: a string
                           "markdown"  true: lines that begin with # are headings, and those before a line of == or --;
                           "under"     the byte of the text where the last of them above begins; that of "at": none does
                           "own"       false: menus and the like, not the article's own text
                         A number in a string has as its last digit one of the 56 characters of ASCII from # (0) to Z;
                         the digits before it, of which few have any, are letters from a (0) to z: b# is 56, ba# 1456.
                         Others are kept as they are.  In a text that is not valid UTF-8 each is at 0. */
} qn_article;

/* What a commit did. */
typedef struct qn_commit_info {
  uint64_t generation;     /* number of the commit that the index shows now; unchanged if there was nothing to commit */
  uint64_t added;          /* articles, replacements included */
  uint64_t replaced;       /* of those: articles that replaced one with the same id */
  uint64_t deleted;        /* articles deleted by id, or because their source gives them no longer */
  uint64_t text_bytes;     /* in the titles and texts that were added */
  uint64_t written_bytes;  /* to disk in all, for temporary files and merges too */
  uint64_t replaced_chars; /* invalid UTF-8 sequences and U+0000 that became U+FFFD */
  uint64_t damaged_segments; /* files of articles that this writer found damaged and left as they are */
  const char *damage; /* what is wrong with the first of them, a line that names the file; NULL: nothing.  Lives until
                         the writer's next call. */
} qn_commit_info;

/* Opens the index in the directory `dir` for writing and takes its lock; QN_LOCKED if another writer holds it: the
 * message names its process where the system knows it.  Makes the index if the directory is empty or does not exist;
 * QN_NOT_EMPTY if it holds anything else.  QN_MISMATCH if the index has another language or title weight than the
 * options ask for. */
QN_API qn_status qn_writer_open(qn_writer **out, const char *dir, const qn_writer_options *options, qn_error *error);

/* A commit that the index had when it was opened, made with no_sync, that a power failure has lost: its number, or one
 * more than that of the commit before where it cannot be read.  0: none.  The writer goes on from the commit before. */
QN_API uint64_t qn_writer_lost_generation(const qn_writer *writer);

/* Adds an article, or replaces the one with its id.  Two failures refuse the article and leave the writer usable:
 * QN_BAD_INPUT (an id of the wrong size, fields that are not a JSON object or are nested too deep, a source map that is
 * not as said above, a date that cannot be read) and QN_TOO_LARGE (the article needs more memory than the writer may
 * use; the message says how much).
 * After any other failure all further calls fail the same way, and what was not committed is lost. */
QN_SIZED qn_status qn_writer_add(qn_writer *writer, const qn_article *article, qn_error *error);

/* Deletes the article with this id, also one that was added since the last commit; QN_NOT_FOUND if there is none.
 * QN_DAMAGED if none was found and damage hides some ids: the writer remains usable. */
QN_API qn_status qn_writer_delete(qn_writer *writer, qn_string id, qn_error *error);

/* Adds all articles of the index in `dir` by taking over its files as they are: it reads them once, to verify their
 * checksums, and writes next to nothing.  Of two articles with the same id the one merged later stays.  Commits first
 * what was added before.  QN_MISMATCH if the indexes have other languages or title weights; a new index takes over
 * those that its options leave open.  QN_DAMAGED if a file of articles is damaged: nothing of `dir` is taken over.
 * After these two the writer remains usable.  Damaged records of sources are left out: see qn_writer_lost_sources. */
QN_API qn_status qn_writer_merge(qn_writer *writer, const char *dir, qn_error *error);

/* Articles that cannot be read. */
typedef struct qn_loss {
  const char *file;    /* that they are in.  All strings live until the call that was handed the loss returns. */
  uint64_t n_articles; /* how many; 0: it is not known, or what is lost is not an article */
  qn_string id;        /* of the article, where it is one and its id can be read; otherwise empty */
  const char *problem; /* what is wrong: a line of English */
} qn_loss;

/* Adds every article of the damaged index in `dir` that can be read, in order, without those that were deleted, as
 * qn_writer_add does: it is not in the index before qn_writer_commit.  Calls `lost` (may be NULL) with what cannot be
 * read, and returns QN_OK nevertheless.  Where the manifest is lost, all segments of the directory are read, the oldest
 * file first.  `dir` is only read; no writer may change it meanwhile.  A new index takes over the language and the
 * title weight that its options leave open.  QN_NO_INDEX if there is nothing of an index: the writer remains usable. */
QN_API qn_status qn_writer_salvage(qn_writer *writer, const char *dir, void (*lost)(void *context, const qn_loss *loss),
                                   void *context, qn_error *error);

/* Commits, and rewrites the index as one segment without the deleted articles: smallest and fastest, and as much work
 * as indexing everything again.  QN_DAMAGED if an article cannot be read.  `done` may be NULL. */
QN_SIZED qn_status qn_writer_compact(qn_writer *writer, qn_commit_info *done, qn_error *error);

/* Makes everything since the last commit durable and visible, all of it or nothing.  `done` may be NULL.
 *
 * Commits merge small files of articles into larger ones.  Damage in older files does not stop a commit: a damaged file
 * is never merged, and `done` reports it.  If its ids are damaged, too, or the file is missing, an article that
 * replaces one of them cannot delete it, and both stay; qn_writer_salvage makes an index in which the newer one counts.
 * A file that cannot be opened at all stops readers (QN_DAMAGED), but no writer.  It becomes whole where it is put back
 * from a copy, where the same articles are added again in one commit, or where a whole index that has it is merged. */
QN_SIZED qn_status qn_writer_commit(qn_writer *writer, qn_commit_info *done, qn_error *error);

/* Releases the lock and the memory.  What was not committed is dropped.  Does nothing while another call of the writer
 * has not returned. */
QN_API void qn_writer_close(qn_writer *writer);

/* --- Writing: sources --------------------------------------------------------------------------------------------- */

/* An index can keep which files its articles came from and what these files were like, so that a program need not read
 * again what has not changed, and can delete what a file no longer gives.  These records are part of a commit as the
 * articles are; searches do not read them.  A program that adds the articles of a file:
 *
 *     qn_writer_put_root      once: a folder, and how the ids of its files begin
 *     qn_writer_find_source   what is known of the file; if it is the same still, that is all
 *     qn_writer_begin_source  otherwise; then qn_writer_add for each of its articles
 *     qn_writer_put_source    what the file was like: articles that it gave before, and has not given now, are deleted
 *
 * A writer holds about 240 bytes of memory for each source from its first call of this section on.  Building has what
 * these leave of the memory that its options allow, but for sources that are new in a commit. */

/* A folder that sources are in. */
typedef struct qn_root {
  qn_string path;    /* from the root of the file system: "/home/ann/notes", without symbolic links */
  qn_string name;    /* how the ids of its files begin: "notes"; may be empty.  Not changed by later calls. */
  bool whole;        /* it was added with all that is below it; else only files that were named */
  qn_string options; /* how, in the program's own words; may be empty */
} qn_root;

/* A file, and what it was like when it was read. */
typedef struct qn_source {
  qn_string path;   /* from the root of the file system, below a root that was put; unique */
  uint64_t bytes;   /* its size */
  int64_t modified; /* when it was changed last, in nanoseconds since 1970-01-01T00:00Z */
  int64_t read;     /* when reading it began; 0: what the index has of it may be old, so read it again */
  uint64_t device;  /* with the inode, the number of the file */
  uint64_t inode;
  uint64_t content;    /* a hash of its bytes, of the program's choice; 0: not known */
  uint64_t reading;    /* how it was read, a hash of the program's choice: if that has changed, read it again */
  uint64_t n_refused;  /* articles that it has and the index does not */
  bool named;          /* added on its own, not as a part of a folder */
  uint64_t n_articles; /* that it gave; this and what follows are set by the library and ignored by put */
  qn_string root;      /* the path of its root, and its name */
  qn_string name;
  size_t directory; /* which of the index's directories has it, from 0, as in qn_hit */
  /* A file that is read as it grows, whose record says how far: its first `bytes` bytes were read, and `content` is of
   * the program's choice.  Such a source does not remember which articles it gave: they stay, whatever becomes of the
   * file. */
  bool followed;
  uint64_t n_lines; /* that these bytes have */
  uint64_t n_given; /* records that it has given, and files before it in its place */
} qn_source;

/* Makes a folder known, or one that is known whole if `whole` is true; its name stays as it was put first. */
QN_API qn_status qn_writer_put_root(qn_writer *writer, qn_string path, qn_string name, bool whole, qn_error *error);

/* What the program wants to remember of how a root is added; the library does not read it.  QN_NOT_FOUND if there is no
 * such root. */
QN_API qn_status qn_writer_set_root_options(qn_writer *writer, qn_string path, qn_string options, qn_error *error);

/* The root is not whole any more and has no options.  Its sources and their articles stay; a root without sources is
 * gone with the next commit.  QN_NOT_FOUND if there is no such root. */
QN_API qn_status qn_writer_forget_root(qn_writer *writer, qn_string path, qn_error *error);

/* The deepest root that a path is below; QN_NOT_FOUND if there is none.  What the calls from here to
 * qn_writer_find_file hand out lives until the next call of the writer, its strings until the writer is closed. */
QN_API qn_status qn_writer_find_root(qn_writer *writer, const qn_root **out, qn_string path, qn_error *error);

/* Calls `visit` with each root, in no order, until it returns false.  It may not call the writer; strings live until
 * the writer is closed. */
QN_API qn_status qn_writer_each_root(qn_writer *writer, bool (*visit)(void *context, const qn_root *root),
                                     void *context, qn_error *error);

/* The source of this path; QN_NOT_FOUND if there is none. */
QN_API qn_status qn_writer_find_source(qn_writer *writer, const qn_source **out, qn_string path, qn_error *error);

/* A source that was in the index when it was opened and was the file with these numbers; QN_NOT_FOUND if there is none.
 * If nothing is at its path any more, the file may have been moved. */
QN_API qn_status qn_writer_find_file(qn_writer *writer, const qn_source **out, uint64_t device, uint64_t inode,
                                     qn_error *error);

/* Articles that are added from now on are those of this source, until it is put.  An empty path: of no source.  If the
 * source is not put before the next one begins, it keeps what it gave before, too, and is to be read again. */
QN_API qn_status qn_writer_begin_source(qn_writer *writer, qn_string path, qn_error *error);

/* The source that was begun still gives an article that is in the index, as it is there. */
QN_API qn_status qn_writer_keep(qn_writer *writer, qn_string id, qn_error *error);

/* Puts the record of a source, in the place of the one with its path.  If it was begun, the next commit deletes
 * articles that it gave before and has not given now, unless another source gives them or they were added since.
 * Else its articles stay.  A record that differs in nothing but `read` is not worth a commit. */
QN_SIZED qn_status qn_writer_put_source(qn_writer *writer, const qn_source *source, qn_error *error);

/* Gives a source another path, and keeps its articles with their ids.  QN_NOT_FOUND if there is no source at `from`. */
QN_API qn_status qn_writer_move_source(qn_writer *writer, qn_string from, qn_string to, qn_error *error);

/* Deletes a source, and with the next commit its articles as above.  QN_NOT_FOUND if there is none. */
QN_API qn_status qn_writer_delete_source(qn_writer *writer, qn_string path, qn_error *error);

/* Calls `visit` with each source, in no order, until it returns false.  It may not call the writer; strings live until
 * it returns. */
QN_API qn_status qn_writer_each_source(qn_writer *writer, bool (*visit)(void *context, const qn_source *source),
                                       void *context, qn_error *error);

/* Calls `visit` with each id that a source gave, in order, until it returns false.  It may not call the writer; the id
 * lives until it returns. */
QN_API qn_status qn_writer_each_source_id(qn_writer *writer, qn_string path, bool (*visit)(void *context, qn_string id),
                                          void *context, qn_error *error);

/* Why the records that the index had, or one that was merged into it, could not be read: a line that names the first
 * file and counts the others.  NULL: they could, or there were none.  The writer goes on without them, so that files
 * are read again.  Lives until the next call of the writer. */
QN_API const char *qn_writer_lost_sources(const qn_writer *writer);

/* --- Reading: the index ------------------------------------------------------------------------------------------- */

/* An index as one commit left it, of one directory or of several that are searched as one. */
typedef struct qn_index qn_index;

/* Opens the newest commit of each of the directories; QN_NO_INDEX if one is not an index, QN_INVALID if one is given
 * twice, QN_MISMATCH if their title weights differ.  Maps the files and reads a few hundred bytes of each. */
QN_API qn_status qn_index_open(qn_index **out, const char *const *dirs, size_t n_dirs, qn_error *error);

/* Opens the newest commit of the same directories.  `index` stays open and valid; files that both use are shared, so
 * this costs little when little has changed. */
QN_API qn_status qn_index_refresh(qn_index **out, const qn_index *index, qn_error *error);

/* The searchers of the index must have been freed. */
QN_API void qn_index_close(qn_index *index);

typedef struct qn_index_info {
  uint64_t generation; /* number of the commit, from 1; that of the first directory */
  uint64_t n_articles; /* that can be found */
  uint64_t n_deleted;  /* deleted or replaced articles that are still on disk */
  uint64_t n_segments; /* files of articles */
  uint64_t n_terms;    /* summed over the segments */
  uint64_t n_tokens;   /* occurrences of words, those in titles title_weight times; of deleted articles too */
  uint64_t text_bytes; /* of titles and texts; of deleted articles too */
  uint64_t disk_bytes;
  unsigned title_weight;
  const char *language;     /* code of the default one, of the first directory; lives as long as the index */
  uint64_t lost_generation; /* a newer commit, made with no_sync, that a power failure has lost: of the first directory
                               that has one; 0: none */
  uint64_t n_foreign_segments; /* that other versions of Unicode or of the stemmers made: see qn_index_each_version */
} qn_index_info;

/* What is in the index, summed over its directories. */
QN_SIZED void qn_index_get_info(const qn_index *index, qn_index_info *info);

/* Calls `visit` with each part of the index ("terms", "postings", "positions", "store"...) and its bytes on disk,
 * summed over the segments.  Reads the dictionaries. */
QN_API qn_status qn_index_each_part(const qn_index *index,
                                    void (*visit)(void *context, const char *part, uint64_t bytes), void *context,
                                    qn_error *error);

/* Calls `visit` with the code of each language that articles have and the number of articles, deleted ones included:
 * "none" are those that say so; "other", the last, those in languages that quern has no name for. */
QN_API void qn_index_each_language(const qn_index *index,
                                   void (*visit)(void *context, const char *language, uint64_t n_articles),
                                   void *context);

/* The type of a value. */
typedef enum qn_value_type { QN_VALUE_DATE = 1, QN_VALUE_NUMBER, QN_VALUE_KEYWORD } qn_value_type;

/* A value of a column.  This struct never changes. */
typedef struct qn_value {
  qn_value_type type;
  int64_t seconds;   /* of a date, since 1970-01-01T00:00Z */
  double number;     /* of a number */
  qn_string keyword; /* of a keyword */
} qn_value;

/* A column: the values of one type that articles have under one name.  Values of several types under a name are several
 * columns. */
typedef struct qn_column {
  qn_string name; /* "date", or of a field */
  qn_value_type type;
  uint64_t n_articles;      /* that have a value */
  uint64_t n_distinct;      /* values */
  qn_value least, greatest; /* keywords are in order of bytes */
} qn_column;

/* Calls `visit` with each column that an article has, in order of name and type.  Reads all of their values.  The
 * column lives until the visitor returns. */
QN_API qn_status qn_index_each_column(const qn_index *index, void (*visit)(void *context, const qn_column *column),
                                      void *context, qn_error *error);

/* Counts the articles with the text of another one, one of each such group apart: in a text of 16 words or more a word
 * or two may differ, of shorter ones the titles are the same, too.  Reads 8 bytes of each article. */
QN_API qn_status qn_index_count_duplicates(const qn_index *index, uint64_t *n_duplicates, qn_error *error);

/* What made some of the segments. */
typedef struct qn_index_version {
  const char *fingerprint;         /* of the versions of Unicode and of the stemmers: eight hexadecimal digits */
  bool is_foreign;                 /* they are not those of this library */
  uint64_t n_segments, n_articles; /* deleted articles included */
} qn_index_version;

/* Calls `visit` with the versions of Unicode and of the stemmers that made the segments, each once; what it is handed
 * lives until it returns.
 *
 * Other versions may make other terms of the same words.  So an index that was made on another system, or by an older
 * library, has foreign segments.  They can still be searched: a word that they have, just as it is typed, is found with
 * all its forms; one that they do not have is looked for as this library stems it, which may miss forms of it.
 * qn_writer_compact makes them this library's own, and so do the merges of commits. */
QN_API void qn_index_each_version(const qn_index *index, void (*visit)(void *context, const qn_index_version *version),
                                  void *context);

/* Reads every byte of the index, verifies the checksums and that all parts agree.  Calls `report` (may be NULL) with
 * each problem found: a line that names the file and the offset.  QN_DAMAGED if there was one. */
QN_API qn_status qn_index_check(const qn_index *index, void (*report)(void *context, const char *problem),
                                void *context, qn_error *error);

/* An entry of an index's dictionaries. */
typedef struct qn_term {
  const char *language; /* the code of the language whose stemmer made it: "en"...; "none": no stemmer did */
  qn_string text;       /* in lower case; lives until the visitor returns */
  uint64_t doc_freq;    /* articles with it; deleted ones count until they are merged away */
} qn_term;

/* Calls `visit` with each term of the index that begins with `prefix` (in lower case; empty: with each term of all),
 * until it returns false: language after language, and in each in the order of their bytes.  A term is what the forms
 * of a word are indexed as: "tide" for "Tides". */
QN_API qn_status qn_index_each_term(const qn_index *index, qn_string prefix,
                                    bool (*visit)(void *context, const qn_term *term), void *context, qn_error *error);

/* The same for forms: words as they are written, in lower case. */
QN_API qn_status qn_index_each_form(const qn_index *index, qn_string prefix,
                                    bool (*visit)(void *context, const qn_term *form), void *context, qn_error *error);

/* The number of the article with this id, for qn_searcher_article; QN_NOT_FOUND if there is none.  Where several
 * directories have the id, the article of the first. */
QN_API qn_status qn_index_find(const qn_index *index, qn_string id, uint64_t *article, qn_error *error);

/* In how many articles a word is, in any of the forms that a search for it finds.  Deleted articles count until they
 * are merged away.  An article counts once for each term that the word stands for: a word may have several in an index
 * of several languages, and a single Chinese character stands for all words that begin with it.  QN_INVALID if the text
 * is not one word, as "rare earth" or "AT&T". */
QN_API qn_status qn_index_doc_freq(const qn_index *index, const char *word, size_t size, uint64_t *doc_freq,
                                   qn_error *error);

/* Calls `visit` with each article and its text, in the order in which they were added, until it returns false.  The
 * article lives until `visit` returns. */
QN_API qn_status qn_index_each_article(const qn_index *index, bool (*visit)(void *context, const qn_article *article),
                                       void *context, qn_error *error);

/* The same, and goes on after articles that cannot be read: calls `lost` (may be NULL) with each of them. */
QN_API qn_status qn_index_each_readable_article(const qn_index *index,
                                                bool (*visit)(void *context, const qn_article *article),
                                                void (*lost)(void *context, const qn_loss *loss), void *context,
                                                qn_error *error);

/* Calls `visit` with each root, and with each source after its root, in the order of their paths, until it returns
 * false.  Strings live until it returns.  QN_NOT_FOUND if a later commit has replaced the file that has them: open the
 * index again. */
QN_API qn_status qn_index_each_root(const qn_index *index, bool (*visit)(void *context, const qn_root *root),
                                    void *context, qn_error *error);
QN_API qn_status qn_index_each_source(const qn_index *index, bool (*visit)(void *context, const qn_source *source),
                                      void *context, qn_error *error);

/* The same of the sources, of all directories, that have one of n names, in no order.  The name of a source is that of
 * its root, a slash unless that is empty or ends in one, and what its path has after the root's.  Reads no more of the
 * records than that takes. */
QN_API qn_status qn_index_find_sources(const qn_index *index, const qn_string *names, size_t n,
                                       bool (*visit)(void *context, const qn_source *source), void *context,
                                       qn_error *error);

/* The same of the sources that gave the articles of n ids, for each id that one gave: `i` is the first place of the id
 * among them, and `number` that of the article among those of the source, from 1 in their order.  Reads all records. */
QN_API qn_status qn_index_find_givers(const qn_index *index, const qn_string *ids, size_t n,
                                      bool (*visit)(void *context, const qn_source *source, size_t i, uint64_t number),
                                      void *context, qn_error *error);

/* --- Queries ------------------------------------------------------------------------------------------------------ */

/* What to look for.  Knows no index: it can be used for any, by any number of threads, and freed after a search. */
typedef struct qn_query qn_query;

typedef enum qn_query_mode {
  QN_QUERY_SYNTAX = 0, /* with operators, see qn_query_parse */
  QN_QUERY_WORDS,      /* words alone: nothing is an operator */
} qn_query_mode;

/* Words that mean the same.  They can be used for any number of queries, by any number of threads. */
typedef struct qn_synonyms qn_synonyms;

/* Reads synonyms in Solr's format:
 *     # a comment
 *     car, auto, motor car          each of these stands for all
 *     tv, telly => television       what is before the arrow stands for what is after it, and not for itself
 * A backslash before a comma, a blank or another sign makes it part of a word.  Words are looked up as they are written
 * in the query, in any case.  Words side by side (motor car) are looked up where the query has them so, without an
 * operator; of several that begin with a word the longest is taken.  QN_BAD_INPUT names the line and the column. */
QN_API qn_status qn_synonyms_parse(qn_synonyms **out, const char *text, size_t size, qn_error *error);

QN_API void qn_synonyms_free(qn_synonyms *synonyms);

typedef struct qn_query_options {
  size_t size; /* sizeof(qn_query_options), set by QN_QUERY_OPTIONS_INIT */
  qn_query_mode mode;
  bool all;    /* every word is required, as if joined by AND */
  bool strict; /* QN_BAD_QUERY for what is repaired otherwise: an open quote or parenthesis, an operator alone */
  /* So many of the words and phrases that are neither required nor excluded must be in an article, or all if there are
   * fewer; parentheses count as one.  0: one, if none is required. */
  unsigned min_match;
  unsigned min_match_percent;  /* the same, as a share of them rounded down, 1 to 100; 0: `min_match` says it */
  const qn_synonyms *synonyms; /* of single words and of words side by side; read during the call only.  NULL: none */
  /* The last word of the text, if nothing follows it, may not be typed to its end: words that begin with it are found,
   * too. */
  bool partial;
  /* Whose columns NAME:value may name; read during the call only.  NULL: none.  Queries that several indexes answer
   * together need all of them to have the columns. */
  const qn_index *index;
} qn_query_options;
#define QN_QUERY_OPTIONS_INIT                                                                                          \
  { sizeof(qn_query_options), QN_QUERY_SYNTAX, false, false, 0, 0, NULL, false, NULL }

/* Parses a query of `size` bytes:
 *     rare earth            articles with either word, the best first
 *     +rare earth           `rare` is required; `earth` only raises the score
 *     rare -earth           articles with `rare` and without `earth`; rare NOT earth is the same
 *     rare AND earth        both; NOT binds before AND, AND before OR and juxtaposition; parentheses group
 *     (rare earth tide)~2   at least two of these
 *     "rare earth"          the phrase; "the * of", with any one word in between
 *     rare NEAR/3 "the sea" in any order, with at most 3 words between them in all; "rare sea"~3, too
 *     gar* *age g*ge w?rd   words as they are written: * is any letters, ? is one; in phrases, too
 *     word~ word~2          words with one or two letters other than these; without a number by their length
 *     re:/gr(a|e)y/         words as they are written that a regular expression describes
 *     word*~                the word, or words that begin with it
 *     car SYN "motor car"   as one word
 *     word^2.5              counts so many times, 0.001 to 1000; "a phrase"^2 and (a group)^2, too
 *     title:talks           an occurrence in the title; title:"trade talks" and title:(trade talks), too
 *     =talks                in exactly this form, ignoring case; ="trade talks", too.  `talks` finds talk and talking,
 *                           `=talks` does not.  It has the weight of the word and the frequency of the form.
 *     tide lang:en          articles in this language only; -lang:en: in any other.  The score does not change.
 *     tide path:docs/       articles whose id is such a path only; id:x: the one with this id.  See qn_filter.
 *     price:10..20          articles with such a value in the column only, if `index` has it: a number, a date, a range
 *                           (price:>=10 date:2025-06 date:7d..), or a keyword as it is (topic:"New York").  See
 *                           qn_filter.
 *     *                     all articles; -tide alone: all but those with `tide`
 * The words of a query are analysed as the words of the articles are.  Quotes and dashes of all keyboards are those
 * above.  Unless `strict` is set, a query with a mistake is repaired, and a warning says how: no part of it is dropped
 * in silence. */
QN_API qn_status qn_query_parse(qn_query **out, const char *text, size_t size, const qn_query_options *options,
                                qn_error *error);

/* The i-th warning, from 0: a line of English that lives as long as the query.  NULL after the last. */
QN_API const char *qn_query_warning(const qn_query *query, size_t i);

/* Which character of the query the i-th warning is about, counted from 1; 0: the whole query. */
QN_API unsigned qn_query_warning_column(const qn_query *query, size_t i);

/* The query as it was understood, in canonical text, which parses to an equal query.  Lives as long as the query. */
QN_API const char *qn_query_text(const qn_query *query);

QN_API void qn_query_free(qn_query *query);

/* --- Queries without a text --------------------------------------------------------------------------------------- */

/* Builds a query by calls, part by part: nothing needs quoting, and no word is an operator.  Parts are added to the
 * query itself or to the group that was begun last.  One thread's at a time.
 *
 *     qn_part required = QN_PART_INIT;
 *     required.occur = QN_MUST;
 *     qn_query_builder_new(&builder, &error);
 *     qn_query_builder_word(builder, "tide", 4, &required);
 *     qn_query_builder_phrase(builder, "half moon", 9, NULL);
 *     status = qn_query_builder_finish(&query, builder, &error);      reports all failures
 *     qn_query_builder_free(builder);
 *
 * The first call that fails is what qn_query_builder_finish returns; calls after it, and calls with NULL for a builder,
 * do nothing.  A query has at most 1,024 words, 1 MiB of text, and groups 63 deep (QN_TOO_LARGE).  A text that is not
 * UTF-8 gives the query a warning. */
typedef struct qn_query_builder qn_query_builder;

/* What a part is to its group. */
typedef enum qn_occur {
  QN_SHOULD = 0, /* raises the score; where nothing is required, one such part must match */
  QN_MUST,       /* is required */
  QN_MUST_NOT,   /* is excluded */
} qn_occur;

/* How words are looked for. */
typedef enum qn_match {
  QN_MATCH_FORMS = 0, /* in any of their forms */
  QN_MATCH_EXACT,     /* in exactly this form, ignoring case */
  QN_MATCH_PARTIAL,   /* the last word may not be typed to its end */
  QN_MATCH_PATTERN,   /* as they are written: * is any letters, ? is one; * alone in a phrase is any one word */
  QN_MATCH_FUZZY,     /* with one or two letters other than these: see `edits` */
  QN_MATCH_REGEX,     /* as this regular expression describes them: a single word */
} qn_match;

typedef struct qn_part {
  size_t size; /* sizeof(qn_part), set by QN_PART_INIT */
  qn_occur occur;
  qn_match match;     /* of words */
  unsigned edits;     /* of QN_MATCH_FUZZY: 1 or 2; 0: by the length of each word, none below three letters */
  unsigned min_match; /* of a group: so many of its QN_SHOULD parts must match, all of them if there are fewer; 0: one,
                         if none is required */
  double boost;       /* it counts so many times, 0.001 to 1000; 0: once.  Not of what is excluded */
  bool title;         /* an occurrence in the title; of a group: of all its words */
} qn_part;
#define QN_PART_INIT                                                                                                   \
  { sizeof(qn_part), QN_SHOULD, QN_MATCH_FORMS, 0, 0, 0.0, false }

QN_API qn_status qn_query_builder_new(qn_query_builder **out, qn_error *error);

/* Adds what a person wrote for a word, of `size` bytes.  If it is several words, like AT&T, each of them counts; if it
 * is required or excluded, they stand side by side.  `part`, here and below: NULL for all defaults. */
QN_API void qn_query_builder_word(qn_query_builder *builder, const char *text, size_t size, const qn_part *part);

/* Adds words side by side. */
QN_API void qn_query_builder_phrase(qn_query_builder *builder, const char *text, size_t size, const qn_part *part);

/* Adds two or more words or phrases, `n` in all, that stand in any order with at most `distance` words between them in
 * all, 1000 at most. */
QN_API void qn_query_builder_near(qn_query_builder *builder, const qn_string *phrases, size_t n, unsigned distance,
                                  const qn_part *part);

/* Adds two or more words or phrases that count as one word. */
QN_API void qn_query_builder_synonyms(qn_query_builder *builder, const qn_string *phrases, size_t n,
                                      const qn_part *part);

/* Adds what restricts the group and never scores: see qn_filter.  Filters that are QN_SHOULD, in a group of their own,
 * are a choice.  Names are compared as they are written, case included.  The canonical text of a filter on a field
 * parses to it with an index that has the field (qn_query_options.index); it does not if the name has a space, a colon
 * or another sign in it that a query would not take for a part of a name, or the value has quotes in it. */
QN_API void qn_query_builder_filter(qn_query_builder *builder, const char *column, const char *value, qn_occur occur);

/* Adds all articles, as * does. */
QN_API void qn_query_builder_everything(qn_query_builder *builder, qn_occur occur);

/* Begins a group, to which everything belongs until it ends. */
QN_API void qn_query_builder_begin(qn_query_builder *builder, const qn_part *part);
QN_API void qn_query_builder_end(qn_query_builder *builder);

/* Makes the query of all that was added.  Whether it fails or not, the builder is done then: all that is left is to
 * free it.  QN_BAD_QUERY if a text has no word in it, or a pattern or a regular expression makes no sense; the message
 * says which part of the query that is, counted from 1, groups and their ends left out. */
QN_API qn_status qn_query_builder_finish(qn_query **out, qn_query_builder *builder, qn_error *error);

QN_API void qn_query_builder_free(qn_query_builder *builder);

/* Makes the query that finds articles like this one: the 25 words that it has often and few articles of the index have,
 * each boosted by how often it has it, up to once.  Its title, text and language count, up to 20,000 words; if it has
 * an id, the article of that id is not found.  QN_BAD_QUERY if it has no such word. */
QN_API qn_status qn_query_similar(qn_query **out, const qn_index *index, const qn_article *article, qn_error *error);

/* --- Ranking ------------------------------------------------------------------------------------------------------ */

/* How hits are ranked. */
typedef enum qn_rank {
  QN_RANK_DEFAULT = 0, /* as the library does it best: BM25, of which the first 100 articles are scored again; later
                          versions may improve on it */
  QN_RANK_BM25,        /* BM25 and nothing else */
} qn_rank;

/* What an article can earn beyond its BM25 score, in qn_candidate.features.  More may come. */
typedef enum qn_feature {
  QN_FEATURE_ALL_WORDS = 0,  /* it has all words of the query that any article has */
  QN_FEATURE_RECENCY,        /* its date is recent */
  QN_FEATURE_BOOST,          /* its number in the column that boosts it */
  QN_FEATURE_TITLE_COVERAGE, /* the query covers its title */
  QN_FEATURE_EXACT_TITLE,    /* its title is the query */
  QN_FEATURE_BEST_WINDOW,    /* words of the query stand close together */
  QN_FEATURE_TYPED_FORMS,    /* words in the form in which they were typed */
} qn_feature;

/* What features are worth: shares of the article's BM25 score or, where it says so, of the highest such score that
 * there can be for the query.  0 turns a feature off; 100 is the most.  QN_RANK_PROFILE_INIT is the default:
 *
 *     qn_rank_profile profile = QN_RANK_PROFILE_INIT;
 *     profile.title_coverage = 0.0;
 *     options.profile = &profile;
 *
 * docs/ranking.md has the formulas, and what the default was chosen by. */
typedef struct qn_rank_profile {
  size_t size; /* sizeof(qn_rank_profile), set by QN_RANK_PROFILE_INIT */
  /* For all words of a query of up to five: of the highest score.  1.8 is enough for no article without them to stand
   * before one with them; with recency or a boost their bonuses add to it. */
  double all_of_few_words;
  double all_words; /* for all words of a longer query */
  double title_coverage;
  double exact_title; /* of the highest score */
  double best_window;
  double typed_forms; /* of what the words that stand there so contribute */
  double recency;     /* with recency_days */
  double boost;       /* with boost_column */
} qn_rank_profile;
#define QN_RANK_PROFILE_INIT                                                                                           \
  { sizeof(qn_rank_profile), 1.8, 0.2, 0.5, 1.0, 0.1, 0.2, 0.5, 0.5 }

/* One of the first hits, for a callback that scores them again (qn_search_options.rescore).  This struct never
 * changes. */
typedef struct qn_candidate {
  uint64_t article;       /* its number */
  double bm25;            /* its score by BM25 alone */
  const double *features; /* what it has earned for each qn_feature, which is the index; n_features of them */
  size_t n_features;
  double score; /* the sum of these, to be set to what it shall be */
} qn_candidate;

/* --- Ranking: collections of several indexes ---------------------------------------------------------------------- */

/* What the scores of a query depend on in a collection: how many articles there are, how long they are, and in how many
 * of them each word of the query is.  Where a collection is spread over several indexes (shards), collect the
 * statistics of the query from each, add them up, and search each shard with the sum: the hits have the scores that one
 * index of all articles would give them by QN_RANK_BM25, to the last bit.  Sort them by score, and equal scores by
 * shard.  With QN_RANK_DEFAULT ask each shard for 100 hits or more: the 100 of all shards whose `bm25` is highest come
 * first, sorted by score, and then the rest, sorted by `bm25`.  One thing each index decides by its own words: whether
 * a long word of German and the like is a compound of shorter ones, which find it. */
typedef struct qn_statistics qn_statistics;

/* Collects from `index` what the scores of `query` depend on. */
QN_API qn_status qn_statistics_collect(qn_statistics **out, const qn_index *index, const qn_query *query,
                                       qn_error *error);

/* Adds to `sum` the statistics of the same query in another index.  QN_MISMATCH if the title weights differ. */
QN_API qn_status qn_statistics_add(qn_statistics *sum, const qn_statistics *more, qn_error *error);

/* The statistics as bytes, which qn_statistics_read reads, in another process or on another machine.  They live until
 * the next call of this for the same statistics, or their end. */
QN_API qn_status qn_statistics_write(qn_statistics *statistics, const void **data, size_t *size, qn_error *error);

/* The statistics that were written as these bytes; QN_BAD_INPUT if they are anything else. */
QN_API qn_status qn_statistics_read(qn_statistics **out, const void *data, size_t size, qn_error *error);

QN_API void qn_statistics_free(qn_statistics *statistics);

/* --- Filters, order, facets, duplicates --------------------------------------------------------------------------- */

/* What an article must have, or must not, to be found; it does not change scores.  This struct never changes.
 *
 * `column` is "date", the name of a field (see qn_article), "lang", "id" or "path".  `value` is, for
 *     keywords (strings, true and false)   the keyword as it is stored, in the same case
 *     numbers                              10, 10..20 (both included), 10.., ..20, >=10, >10, <=10, <10
 *     dates                                2025, 2025-06, 2025-06-09, 2025-06-09T20:04, ranges of them as above, today,
 *                                          yesterday, and ages: 7d.. is since seven days ago, ..2w before two weeks ago
 *                                          (h, d, w, m: 30 days, y: 365).  Days begin at midnight UTC.
 *     lang                                 a language, as in the article
 *     id                                   an id
 *     path                                 a glob of an id that is a path, like docs/talk*.md, where ** is any part of
 *                                          the path, or words of it, like `talks`
 * A field with values of several types, in different articles or one, is asked for each type that the value can be read
 * as.  An article with several values must have one that fits.  One without values does not fit, so that `exclude`
 * lets it through. */
typedef struct qn_filter {
  const char *column, *value; /* zero-terminated */
  bool exclude;               /* articles that fit are not found, and only they */
} qn_filter;

/* What hits are sorted by. */
typedef enum qn_sort_by {
  QN_SORT_SCORE = 0, /* the best first */
  QN_SORT_COLUMN,    /* "date" or a field */
  QN_SORT_ID,        /* in order of bytes */
} qn_sort_by;

/* This struct never changes. */
typedef struct qn_sort_key {
  qn_sort_by by;
  const char *column; /* of QN_SORT_COLUMN, zero-terminated.  Of several values of an article the least counts, or, if
                         the order descends, the greatest; numbers come before dates, and dates before keywords, which
                         are in order of bytes.  Articles without a value come last either way. */
  bool descending;    /* the greatest first; of no effect on scores */
} qn_sort_key;

/* How a facet counts values. */
typedef enum qn_facet_by {
  QN_FACET_VALUE = 0, /* each value; dates by day */
  QN_FACET_YEAR,      /* dates by year, UTC */
  QN_FACET_MONTH,     /* dates by month */
  QN_FACET_DAY,       /* dates by day */
  QN_FACET_RANGE,     /* numbers by range */
} qn_facet_by;

/* How many of the articles that match have each value of a column; an article of several values counts for each.  This
 * struct never changes. */
typedef struct qn_facet {
  const char *column; /* "date" or a field, zero-terminated */
  qn_facet_by by;
  const double *bounds; /* of QN_FACET_RANGE: n_bounds ascending numbers, between which the ranges are: below the first,
                           from each up to the next, and from the last on */
  size_t n_bounds;
  size_t limit;  /* values wanted: those with the most articles; 0: 10, or all days, months or years.  Ranges: all */
  bool by_value; /* in order of the values, not of the articles; days, months, years and ranges are so anyway */
} qn_facet;

/* Which hits stand for others.  In the order of the result, an article that is like a hit before it is left out, and
 * counts for the first such hit (qn_hit.n_similar). */
typedef enum qn_collapse {
  QN_COLLAPSE_NONE = 0, /* all articles that match are hits */
  /* Near-duplicates are alike: texts of 16 words or more of which about three quarters are the same runs of words, and
   * shorter ones that are equal word for word, and their titles too. */
  QN_COLLAPSE_NEAR,
  /* Articles of the same value in `collapse_column` are: of several values of an article the least, as in a sort.
   * Articles without a value are like no other. */
  QN_COLLAPSE_COLUMN,
} qn_collapse;

/* --- Searching ---------------------------------------------------------------------------------------------------- */

/* Searches one index: the memory that a thread needs for it, kept from search to search.  After a first few searches
 * qn_search allocates nothing. */
typedef struct qn_searcher qn_searcher;

/* The index must stay open until the searcher is freed. */
QN_API qn_status qn_searcher_new(qn_searcher **out, const qn_index *index, qn_error *error);

QN_API void qn_searcher_free(qn_searcher *searcher);

/* How articles that match are counted. */
typedef enum qn_count {
  QN_COUNT_FAST = 0, /* exactly up to 1,000, or to `offset` + `limit` if that is more; "at least" so many above */
  QN_COUNT_NONE,     /* not at all */
  QN_COUNT_EXACT,    /* exactly */
  QN_COUNT_ONLY,     /* exactly, and there are no hits: the same as with `no_hits` */
} qn_count;

typedef struct qn_search_options {
  size_t size;   /* sizeof(qn_search_options), set by QN_SEARCH_OPTIONS_INIT */
  size_t limit;  /* hits wanted; 0: 10, or none if `no_hits` is set */
  size_t offset; /* hits to skip first; `limit` and `offset` are at most 10,000 together */
  qn_count count;
  qn_rank rank;
  float k1;         /* BM25: how slowly repeated words saturate, up to 10; 0: 1.2, or 0 if `zero_k1` is set */
  float b;          /* BM25: how much the length of an article counts, up to 1; 0: 0.75, or 0 if `zero_b` is set */
  bool no_hits;     /* only the total is wanted, counted as `count` says */
  bool zero_k1;     /* k1 is 0: how often an article has a word does not count */
  bool zero_b;      /* b is 0: how long an article is does not count */
  bool exhaustive;  /* score every match: slow, and the same answer */
  double timeout_s; /* seconds after which the search fails with QN_TIMEOUT; 0: none; below 0: they have passed */
  /* Called often, by the thread that searches, with `cancel_context`; true stops the search, which fails with
   * QN_CANCELLED.  NULL: nothing stops it. */
  bool (*cancelled)(void *context);
  void *cancel_context;
  const qn_statistics *statistics; /* of this query, summed over all shards; NULL: those of the index */
  const qn_filter *filters;        /* that all must hold, in addition to those of the query; n_filters of them */
  size_t n_filters;
  const qn_sort_key *sort; /* up to 8 keys, each for what those before find equal; n_sort of them.  None: the score.
                              Hits that all find equal are in the order in which they were added. */
  size_t n_sort;
  const char *after; /* a token of qn_searcher_page_token: hits begin after the page that it is of, and `offset` counts
                        from there.  Empty: the beginning.  QN_INVALID unless query and sort are those of that page.  If
                        the index has changed since, there is a warning. */
  const qn_facet *facets; /* to be counted over all articles that match; n_facets of them */
  size_t n_facets;
  int64_t now;           /* seconds since 1970 that ages in filters count back from; 0: the system's time */
  size_t max_expansions; /* words that a pattern or a fuzzy word stands for: the most frequent, up to 4,096; 0: 100 */
  /* Slower: all matches are looked at.  `limit` and `offset` count the hits that are shown; totals and facets count all
   * articles that match.  QN_INVALID with `after`. */
  qn_collapse collapse;
  const char *collapse_column; /* of QN_COLLAPSE_COLUMN: "date" or a field */
  /* Bonuses of QN_RANK_DEFAULT.  Each is at most the article's score by BM25 times `recency` or `boost` of the profile:
   * half of the score by default. */
  double recency_days;      /* after so many days an article's date is worth half of what today's is; 0: nothing.  Of
                               several dates the latest counts */
  const char *boost_column; /* of numbers: one of 1 or more is worth the whole bonus, 0.5 half of it; NULL: none.  Of
                               several numbers the greatest counts */
  bool boost_is_count;      /* its numbers are counts, worth their logarithm: a million or more is worth all of it */
  const qn_rank_profile *profile; /* what each feature is worth, with QN_RANK_DEFAULT; NULL: as it is by default */
  /* Sets the scores of the first hits, of which there are n: the highest comes first, equal ones in the order in which
   * the articles were added, and the hits after the n follow as they are.  It is called once, by the thread that
   * searches, where there are hits, and may read what the searcher has of articles by their number
   * (qn_searcher_metadata, qn_searcher_article, qn_searcher_column_values), each until it reads the next.  QN_INVALID
   * with QN_RANK_BM25 or `sort`, or if a score is not from 0 to 1,000,000,000. */
  void (*rescore)(void *context, qn_candidate *candidates, size_t n);
  void *rescore_context;
  size_t rescored; /* hits that it sees, at most 100; 0: 100 */
} qn_search_options;
#define QN_SEARCH_OPTIONS_INIT                                                                                         \
  {                                                                                                                    \
    sizeof(qn_search_options), 0, 0, QN_COUNT_FAST, QN_RANK_DEFAULT, 0.0f, 0.0f, false, false, false, false, 0.0,      \
        NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, NULL, 0, 0, 0, QN_COLLAPSE_NONE, NULL, 0.0, NULL, false, NULL, NULL, \
        NULL, 0                                                                                                        \
  }

/* The outcome of a search. */
typedef struct qn_hits {
  size_t n_hits;       /* to be had from qn_searcher_hit, `offset` and `limit` applied */
  uint64_t total;      /* articles that match */
  bool total_exact;    /* false: at least `total` match */
  bool total_known;    /* false: they were not counted, and `total` is 0 */
  uint64_t first_rank; /* of the first hit, from 1: after all that `offset` skips, and all up to the page before */
} qn_hits;

/* Finds the articles that match and ranks them.  Scores are BM25 as Lucene computes it.  A word that is in df of N
 * articles contributes, to an article that has it f times,
 *
 *     idf * f / (f + k1 * (1 - b + b * length / average))      where idf = ln(1 + (N - df + 0.5) / (df + 0.5))
 *
 * Occurrences in the title count title_weight times (BM25F, Robertson, Zaragoza and Taylor 2004).  A phrase contributes
 * with the sum of its words' idfs and its own frequency; so do words near each other, of which the frequency is the
 * number of windows that have them all.  Synonyms are one word with the idf of the most frequent.  A boost multiplies
 * what it is for.  By QN_RANK_DEFAULT the first articles earn more: for a title that the query covers, for having all
 * words, in the form in which they were typed, and close together; not where hits are sorted by `sort`.  Equal scores
 * stand in the order in which the articles were added.  The hits, and all that the calls below return of them, live
 * until the searcher's next search or its end, unless a comment says otherwise. */
QN_SIZED qn_status qn_search(qn_searcher *searcher, const qn_query *query, const qn_search_options *options,
                             qn_hits *hits, qn_error *error);

/* Makes of a query, of which the searcher's last search was, one that looks for words of its first hits, too: feedback
 * after Rocchio (1971).  Up to 80 words of the first 2,000 of up to 10 hits are added as optional ones, boosted so that
 * together they are worth one and a half times what was asked.  Searching it takes more time, finds more articles (what
 * was required is still required), and ranks them better as a rule, but not always.  Stage 2 of ranking looks at what
 * was asked alone.  qn_query_text shows the words and boosts; statistics from outside are those of the query that was
 * made.  QN_INVALID if the search was not for the first of its best hits (`sort`, `after`, `offset`),
 * if a program has scored them (`rescore`), or if the query does not parse to what it is again. */
QN_API qn_status qn_query_expand(qn_query **out, qn_searcher *searcher, const qn_query *query, qn_error *error);

/* Calls `visit` with the number of each article that matches, in the order of the index, until it returns false: all of
 * them, in constant memory and without scores.  Of the options filters, `now`, `max_expansions`, `statistics`,
 * `timeout_s` and `cancelled` count; QN_INVALID with a sort, `after`, facets or collapse.  The visitor may read
 * articles with the searcher (qn_searcher_metadata, qn_searcher_article), and call nothing else that changes it; what
 * it has read lives until it reads another or returns.  There are no hits after. */
QN_API qn_status qn_search_each(qn_searcher *searcher, const qn_query *query, const qn_search_options *options,
                                bool (*visit)(void *context, uint64_t article), void *context, qn_error *error);

/* The i-th warning of the last search, from 0: a line of English about the query in this index, such as a filter on a
 * field that no article has, or a pattern that stands for more words than are searched.  It lives until the searcher's
 * next search.  NULL after the last. */
QN_API const char *qn_searcher_warning(const qn_searcher *searcher, size_t i);

/* --- Searching: hits ---------------------------------------------------------------------------------------------- */

typedef struct qn_hit {
  uint64_t article; /* its number, for qn_searcher_article; the same in every search of one qn_index */
  double score;
  size_t directory;   /* which of the index's directories has it, from 0 */
  double bm25;        /* the score by BM25 alone; the same as `score` with QN_RANK_BM25 */
  uint64_t n_similar; /* articles that match and are left out for it, see qn_collapse; exact */
} qn_hit;

/* What the page after the hits of the last search begins with: for `after`.  Page by page, all articles that match can
 * be reached, in order.  "" if there are no hits, or if hits collapse.  The token is text of letters, digits, - and _,
 * which may be stored.  It lives until the searcher's next search. */
QN_API qn_status qn_searcher_page_token(qn_searcher *searcher, const char **token, qn_error *error);

/* The i-th hit of the last search, from 0; all zeros after the last.  Reads nothing of the article. */
QN_SIZED void qn_searcher_hit(const qn_searcher *searcher, size_t i, qn_hit *hit);

/* Numbers of articles that are left out for the i-th hit: all of them or, of more than 100, the first in the order of
 * the index.  They live until the searcher's next search. */
QN_API qn_status qn_searcher_similar(const qn_searcher *searcher, size_t i, const uint64_t **articles, size_t *n,
                                     qn_error *error);

/* Reads a stored article with its text, by its number: that of a hit or of qn_index_find.  Its strings live until the
 * searcher's next call of this or its end, so that reading many articles takes the memory of one.  QN_NOT_FOUND if the
 * article has been deleted, QN_INVALID if there is no such number. */
QN_SIZED qn_status qn_searcher_article(qn_searcher *searcher, uint64_t article, qn_article *out, qn_error *error);

/* Reads a stored article without its text (`text` is empty), which is faster: for lists of hits.  Fails like
 * qn_searcher_article. */
QN_SIZED qn_status qn_searcher_metadata(qn_searcher *searcher, uint64_t article, qn_article *out, qn_error *error);

/* How the score of the i-th hit came about: lines of English, for a person. */
QN_API qn_status qn_searcher_explain(qn_searcher *searcher, size_t i, const char **text, qn_error *error);

/* --- Searching: facets and columns -------------------------------------------------------------------------------- */

/* The outcome of a facet. */
typedef struct qn_facet_result {
  size_t n_values;     /* to be had from qn_searcher_facet_value */
  uint64_t n_distinct; /* values that articles that match have */
  uint64_t n_articles; /* that match and have a value */
} qn_facet_result;

/* A value of a facet.  A date is the first second of its day, month or year. */
typedef struct qn_facet_value {
  qn_value value;      /* of a range: its lower bound, minus infinity for the first */
  double end;          /* of a range: it ends before this; infinity for the last */
  uint64_t n_articles; /* that match and have the value */
} qn_facet_value;

/* The i-th facet of the last search, from 0; false, and all zeros, after the last. */
QN_SIZED bool qn_searcher_facet(const qn_searcher *searcher, size_t i, qn_facet_result *out);

/* The k-th value of the i-th facet, both from 0; false, and all zeros, after the last.  Its keyword lives until the
 * searcher's next search. */
QN_SIZED bool qn_searcher_facet_value(const qn_searcher *searcher, size_t i, size_t k, qn_facet_value *out);

/* The values that an article, by its number, has in a column: "date" or a field; in no particular order if there are
 * several.  They live until the searcher's next search. */
QN_API qn_status qn_searcher_column_values(qn_searcher *searcher, uint64_t article, const char *column,
                                           const qn_value **values, size_t *n, qn_error *error);

/* --- Searching: passages ------------------------------------------------------------------------------------------ */

/* The bytes from `start` to before `end`. */
typedef struct qn_range {
  size_t start, end;
} qn_range;

/* A passage of an article's text. */
typedef struct qn_snippet {
  qn_string text;             /* line breaks (but see keep_lines), control characters and rulers are spaces */
  const qn_range *highlights; /* words of the query, as ranges of `text`, ascending */
  size_t n_highlights;
  size_t offset;    /* of the passage in the article's text */
  bool starts_text; /* the passage begins where the article's text does */
  bool ends_text;   /* it ends where the article's text does */
  size_t match;     /* where, in the article's text, the first word of the query begins; if it has none, the passage */
} qn_snippet;

typedef struct qn_snippet_options {
  size_t size;         /* sizeof(qn_snippet_options), set by QN_SNIPPET_OPTIONS_INIT */
  size_t max_snippets; /* of an article; 0: 1 */
  /* Of a snippet, as code points; 0: 240.  More than 65,536 counts as that.  A snippet is whole sentences, or begins or
   * ends with a word where that shows more; never inside a grapheme. */
  size_t max_chars;
  /* Hits that are near-duplicates show different passages where these are as good: of the best passages those are
   * chosen that no other hit has shown to a call with this since the search.  The first article that shows a passage
   * shows it again when it is asked for again; see also qn_snippets_shared. */
  bool differ;
  /* Lines of code, tables, verse and lists end with a line break in the snippet's text, and not with a space. */
  bool keep_lines;
} qn_snippet_options;
#define QN_SNIPPET_OPTIONS_INIT                                                                                        \
  { sizeof(qn_snippet_options), 0, 0, false, false }

/* The snippets of one hit. */
typedef struct qn_snippets qn_snippets;

/* Cuts the passages of the i-th hit that show best why it was found, and returns them in the order of the text.  Reads
 * only the passages, so the cost does not grow with the article. */
QN_API qn_status qn_searcher_snippets(qn_searcher *searcher, size_t i, const qn_snippet_options *options,
                                      const qn_snippets **out, qn_error *error);

/* How many there are; 0 for an article without text. */
QN_API size_t qn_snippets_count(const qn_snippets *snippets);

/* Whether the one passage that there is was shown for another hit before, or three hits or more have it, as far as
 * calls with `differ` have found since the search: cut again when all hits have been cut, the hit may show a passage of
 * its own. */
QN_API bool qn_snippets_shared(const qn_snippets *snippets);

/* The k-th snippet, from 0.  False, and *out is all zeros, after the last. */
QN_SIZED bool qn_snippets_get(const qn_snippets *snippets, size_t k, qn_snippet *out);

/* The words of the query in the title of the i-th hit, as ranges of it, ascending. */
QN_API qn_status qn_searcher_title_highlights(qn_searcher *searcher, size_t i, const qn_range **ranges,
                                              size_t *n_ranges, qn_error *error);

/* All words of the last search's query in an article, which is known by its number and need not be a hit: calls `visit`
 * with ranges of its title, and then of its text, each ascending, until it returns false.  The memory does not grow
 * with the article; of a word that is in it more than 65,536 times the first ones are found. */
QN_API qn_status qn_searcher_each_highlight(qn_searcher *searcher, uint64_t article,
                                            bool (*visit)(void *context, bool in_title, qn_range range), void *context,
                                            qn_error *error);

/* --- Searching: places -------------------------------------------------------------------------------------------- */

/* A place in what an article was made of: a file, a page, a message.  What is not known is 0 or empty. */
typedef struct qn_place {
  uint64_t line;             /* from 1 */
  uint64_t column, column16; /* from 1, in bytes and in UTF-16 code units; 0: the line is about that */
  uint64_t record, page;     /* from 1 */
  bool has_offset;           /* these are known: the source's bytes from there on are those of the text */
  uint64_t offset, offset16; /* in the source, from 0, in bytes and in UTF-16 code units */
  qn_string heading;         /* the nearest at the place or before it, up to 200 bytes of it */
  qn_string anchor;          /* the fragment of a URL that leads there */
  qn_string part;            /* of a message */
  bool is_record;            /* the article's id is that of a record, not of the source */
} qn_place;

/* Where the byte `offset` of an article's text, such as `match` of a snippet, is in the source, as far as the article's
 * source map says (see qn_article): the files that quern-index reads have one.  The article is known by its number.
 * Lines are counted from the map's last place before the byte.  The maps of quern-index's readers have one every 32 KiB
 * at least, but none in a line or code of Markdown and in what was not UTF-8; with a map of few places the whole text
 * before the byte is read.  An offset beyond the text is that of its end.  Strings live until the searcher's next
 * search. */
QN_SIZED qn_status qn_searcher_place(qn_searcher *searcher, uint64_t article, uint64_t offset, qn_place *out,
                                     qn_error *error);

/* --- Searching: suggestions --------------------------------------------------------------------------------------- */

/* What a person may have meant who found little, and which words are the reason for it. */
typedef struct qn_suggestion {
  /* The query, with words of the index in place of such as few articles have; NULL: none are likelier than what was
   * typed. */
  const char *text;
  const qn_string *missing; /* if no article has all words and phrases: those to leave out, as they were typed */
  size_t n_missing;         /* 0: some article has all, or the query is a single one or looks for other things */
  uint64_t n_rest;          /* articles that have all the others; 1,000 stands for more */
} qn_suggestion;

/* Suggests another query in place of that of the last search, which must still be there.  The words are those of the
 * index that look like those that were typed, by how many articles have them, by how easily the one is typed for the
 * other, and by the words beside them.  A word that many articles have stays.  Does nothing, and all fields are zero,
 * unless the search found fewer than 10 articles, or has a word that no article has.  Of the options, which are those
 * of that search, filters, `now`, `timeout_s` and `cancelled` count.  The hits stay as they are; the suggestion lives
 * until the searcher's next one. */
QN_SIZED qn_status qn_searcher_suggest(qn_searcher *searcher, const qn_query *query, const qn_search_options *options,
                                       qn_suggestion *out, qn_error *error);

/* --- Searching in one call ---------------------------------------------------------------------------------------- */

/* A hit with what a list of results shows of it.  All of it lives until the visitor returns. */
typedef struct qn_result {
  size_t rank; /* from 1, counting the hits that `offset` and `after` skip */
  const qn_hit *hit;
  const qn_article *article;        /* without its text */
  const qn_range *title_highlights; /* words of the query in the title, as ranges of it */
  size_t n_title_highlights;
  const qn_snippet *snippet; /* the best passage, of up to 240 characters; empty if the article has no text */
  const qn_hits *hits;       /* the outcome of the search: how many articles match */
  const qn_query *query;     /* as it was understood: its canonical text and its warnings */
} qn_result;

/* Parses the zero-terminated `text`, searches, and calls `visit` with each hit, the best first, until it returns false.
 * The passages of all hits are cut before the first is visited: near-duplicates show different ones, as `differ` of
 * qn_snippet_options says.  Any number of threads may call it for one index at the same time.  It makes a searcher for
 * each call; a program that searches often saves time by keeping one. */
QN_API qn_status qn_search_text(const qn_index *index, const char *text, const qn_search_options *options,
                                bool (*visit)(void *context, const qn_result *result), void *context, qn_error *error);

/* --- Structs with their sizes ------------------------------------------------------------------------------------- */

/* The functions that the QN_SIZED calls above are made of.  `size` is that of the struct in the calling program: fields
 * that the library does not know are filled with zeros, and must be zero when they are handed in.  Bindings for other
 * languages call these. */
QN_API qn_status qn_writer_add_sized(qn_writer *writer, const qn_article *article, size_t size, qn_error *error);
QN_API qn_status qn_writer_put_source_sized(qn_writer *writer, const qn_source *source, size_t size, qn_error *error);
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
QN_API bool qn_searcher_facet_sized(const qn_searcher *searcher, size_t i, qn_facet_result *out, size_t size);
QN_API bool qn_searcher_facet_value_sized(const qn_searcher *searcher, size_t i, size_t k, qn_facet_value *out,
                                          size_t size);
QN_API qn_status qn_searcher_place_sized(qn_searcher *searcher, uint64_t article, uint64_t offset, qn_place *out,
                                         size_t size, qn_error *error);
QN_API qn_status qn_searcher_suggest_sized(qn_searcher *searcher, const qn_query *query,
                                           const qn_search_options *options, qn_suggestion *out, size_t size,
                                           qn_error *error);
QN_API bool qn_snippets_get_sized(const qn_snippets *snippets, size_t k, qn_snippet *out, size_t size);

QN_SIZED qn_status qn_writer_add(qn_writer *writer, const qn_article *article, qn_error *error) {
  return qn_writer_add_sized(writer, article, sizeof *article, error);
}
QN_SIZED qn_status qn_writer_put_source(qn_writer *writer, const qn_source *source, qn_error *error) {
  return qn_writer_put_source_sized(writer, source, sizeof *source, error);
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
QN_SIZED bool qn_searcher_facet(const qn_searcher *searcher, size_t i, qn_facet_result *out) {
  return qn_searcher_facet_sized(searcher, i, out, sizeof *out);
}
QN_SIZED bool qn_searcher_facet_value(const qn_searcher *searcher, size_t i, size_t k, qn_facet_value *out) {
  return qn_searcher_facet_value_sized(searcher, i, k, out, sizeof *out);
}
QN_SIZED qn_status qn_searcher_place(qn_searcher *searcher, uint64_t article, uint64_t offset, qn_place *out,
                                     qn_error *error) {
  return qn_searcher_place_sized(searcher, article, offset, out, sizeof *out, error);
}
QN_SIZED qn_status qn_searcher_suggest(qn_searcher *searcher, const qn_query *query, const qn_search_options *options,
                                       qn_suggestion *out, qn_error *error) {
  return qn_searcher_suggest_sized(searcher, query, options, out, sizeof *out, error);
}
QN_SIZED bool qn_snippets_get(const qn_snippets *snippets, size_t k, qn_snippet *out) {
  return qn_snippets_get_sized(snippets, k, out, sizeof *out);
}

#ifdef __cplusplus
}
#endif
#endif
