/* SPDX-License-Identifier: MIT */
/* scaffold.h: the part of the tests' support that needs no cmocka, for fuzz targets too. */
#ifndef QN_TESTS_SUPPORT_SCAFFOLD_H
#define QN_TESTS_SUPPORT_SCAFFOLD_H

#include "quern.h"

/* Prints the message and ends the program. */
_Noreturn void scaffold_failed(const char *what, const char *why);

/* --- temporary_directory.c --- */

/* Makes an empty directory under $TMPDIR or /tmp; the path is yours, for remove_tree. */
char *make_temp_dir(void);

/* The same in memory, where the system has a place for such files: for tests that write thousands of them. */
char *make_fast_temp_dir(void);

/* "DIRECTORY/NAME", on the heap. */
char *path_in(const char *dir, const char *name);

/* Removes a directory with all that is in it and frees the path. */
void remove_tree(char *path);

/* Removes what is in a directory, subdirectories included. */
void empty_directory(const char *path);

/* Copies the files of a directory into another, which exists. */
void copy_directory(const char *from, const char *to);

/* How many files and directories are in a directory. */
size_t count_entries(const char *path);

/* Whether there is a file or directory of this name in a directory. */
bool has_entry(const char *dir, const char *name);

void write_file(const char *path, const void *bytes, size_t size);

/* The file's bytes with a zero after them, on the heap. */
char *read_file(const char *path, size_t *size);

/* Inverts the bits of one byte of a file. */
void damage_file(const char *path, uint64_t offset);

/* --- capture.c --- */

/* What a test prints on a descriptor (1 or 2) between begin and end. */
typedef struct capture {
  int descriptor, saved, file;
} capture;

capture capture_begin(int descriptor);

/* The text, on the heap. */
char *capture_end(capture *captured);

/* Whether the system reports that a program cannot be run; under an emulator the child ends with 127 instead. */
bool reports_missing_programs(void);

/* --- random.c --- */

typedef struct random_source {
  uint64_t state;
} random_source;

/* Starts from $QUERN_SEED, else from `seed`, and prints it with the name, so that a failure can be repeated. */
random_source random_start(const char *name, uint64_t seed);

uint64_t random_next(random_source *source);
uint32_t random_below(random_source *source, uint32_t limit); /* 0 to limit - 1; limit > 0 */

/* Small numbers often, large ones rarely: the length of a random prefix of bits, up to `bits`. */
uint64_t random_skewed(random_source *source, unsigned bits);

/* --- small_index.c --- */

/* A string of C as a qn_string; NULL is empty. */
qn_string string_of(const char *text);

/* Options to write with: one thread.  (What tests sync is not waited for, see fsync.c.) */
qn_writer_options quick_options(void);

qn_query_options query_options(qn_query_mode mode, bool all, bool strict);

qn_snippet_options snippet_options(size_t max_snippets, size_t max_chars);

/* The `cancelled` of options: whether the bool that the context points to is set. */
bool flag_is_set(void *flag);

/* Opens a writer; `options` may be NULL: the quick ones. */
qn_writer *open_writer_in(const char *dir, const qn_writer_options *options);

void commit_and_close(qn_writer *writer);

/* Adds an article that has an id and a text only. */
void add_plain(qn_writer *writer, const char *id, const char *text);

/* Adds articles to the index in `dir` in one commit.  `options` may be NULL. */
void add_articles(const char *dir, const qn_article *articles, size_t n, const qn_writer_options *options);

/* Adds one article a text, with the ids "1", "2"... and no titles, in one commit. */
void add_texts(const char *dir, const char *const *texts, size_t n);

/* What the newest commit in `dir` reports about itself. */
qn_index_info index_info(const char *dir);

/* The ids of the live articles in order, "a b c ", on the heap. */
char *index_ids(const char *dir);

/* --- change_boot_id.c --- */

/* As after a restart of the system: an unsynced manifest in the directory, if it can be read, is of another boot. */
void change_boot_id(const char *dir);

/* --- reseal.c --- */

/* Makes the checksums of a quern file in memory right again. */
void reseal(uint8_t *bytes, size_t size);

#endif
