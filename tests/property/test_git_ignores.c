/* SPDX-License-Identifier: MIT */
/* test_git_ignores.c: folders of random names with random .gitignore files are walked as git sees them.  Needs git.
 * $QUERN_ROUNDS: rounds of one folder each. */
#include "support/support.h"

#include "base/buffer.h"
#include "walk/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ROUNDS = 40, MOST_FILES = 40, MOST_DEPTH = 4 };

static const char *const names[] = {"a", "b", "ab", "a.b", ".a", "b.o", "aab", "A1", "a b", "x#", "!a", "*", "-"};
static const char *const parts[] = {"a",     "b",   "ab",   "a.b",   ".a", "b.o",  "*",     "?",      "*.o",
                                    "a*",    "*b",  "*a*",  "a*b*",  "??", "[ab]", "[!a]*", "[a-b]?", "[[:upper:]]*",
                                    "[]a]*", "\\*", "\\!a", "a\\ b", "x#", "**"};

static void put_any(random_source *source, qn__buffer *out, const char *const *texts, size_t n) {
  qn__buffer_print(out, "%s", texts[random_below(source, (uint32_t)n)]);
}

static void put_pattern(random_source *source, qn__buffer *out) {
  if (random_below(source, 4) == 0)
    qn__buffer_print(out, "!");
  if (random_below(source, 4) == 0)
    qn__buffer_print(out, "/");
  for (unsigned n = 1 + (unsigned)random_skewed(source, 2); n > 0; n--) {
    put_any(source, out, parts, sizeof parts / sizeof parts[0]);
    if (n > 1 || random_below(source, 4) == 0)
      qn__buffer_print(out, "/");
  }
}

/* Lines as people write them, and as they should not. */
static void put_rules(random_source *source, qn__buffer *out) {
  static const char *const lines[] = {"", "# a", "\\#a", "  ", "!", "/", "[a", "a\\", "#"};
  static const char *const ends[] = {"\n", "\n", "\n", " \n", "\r\n"};
  for (unsigned n = random_below(source, 6); n > 0; n--) {
    if (random_below(source, 8) == 0)
      put_any(source, out, lines, sizeof lines / sizeof lines[0]);
    else
      put_pattern(source, out);
    put_any(source, out, ends, sizeof ends / sizeof ends[0]);
  }
}

static void write_rules(random_source *source, const char *dir, const char *name) {
  qn__buffer rules;
  char *path = path_in(dir, name);
  qn__buffer_init(&rules);
  put_rules(source, &rules);
  write_file(path, rules.data, rules.size);
  qn__buffer_clear(&rules);
  free(path);
}

/* A file of random folders and name; where a folder is a file already, there is none. */
static void make_random_file(random_source *source, const char *dir) {
  char *path = path_in(dir, names[random_below(source, sizeof names / sizeof names[0])]);
  for (unsigned depth = random_below(source, MOST_DEPTH); depth > 0; depth--) {
    struct stat status;
    if (mkdir(path, 0777) != 0 && (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)))
      break;
    char *below = path_in(path, names[random_below(source, sizeof names / sizeof names[0])]);
    if (random_below(source, 8) == 0)
      write_rules(source, path, ".gitignore");
    free(path);
    path = below;
  }
  FILE *file = fopen(path, "w");
  if (file != NULL)
    fclose(file);
  free(path);
}

static int compare(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Strings, each with its zero, in order, a line each. */
static char *sorted_lines(const char *strings, size_t size) {
  static const char *all[10000];
  size_t n = 0, at = 0;
  for (size_t i = 0; i < size && n < 10000; i += strlen(strings + i) + 1)
    all[n++] = strings + i;
  qsort(all, n, sizeof *all, compare);
  char *lines = malloc(size + 1);
  assert_non_null(lines);
  for (size_t i = 0; i < n; i++)
    at += (size_t)sprintf(lines + at, "%s\n", all[i]);
  lines[at] = '\0';
  return lines;
}

static char *seen_by_git(const char *dir) {
  char command[400];
  static char out[1 << 20];
  snprintf(command, sizeof command,
           "HOME=/nowhere XDG_CONFIG_HOME=/nowhere GIT_CONFIG_NOSYSTEM=1 git -C %s ls-files -o -z --exclude-standard",
           dir);
  FILE *pipe = popen(command, "r");
  assert_non_null(pipe);
  const size_t size = fread(out, 1, sizeof out, pipe);
  assert_int_equal(pclose(pipe), 0);
  return sorted_lines(out, size);
}

typedef struct walked {
  size_t top_size;
  qn__buffer paths;
} walked;

static qn_status take(void *context, const qn__walked_file *file, qn_error *error) {
  walked *w = context;
  const char *path = file->path + w->top_size + 1;
  (void)error;
  qn__buffer_bytes(&w->paths, path, strlen(path) + 1);
  return QN_OK;
}

static char *seen_by_walk(const char *dir) {
  walked w = {.top_size = strlen(dir)};
  const qn__walk_options options = {.hidden = true};
  const qn__walk_visitor visitor = {take, NULL, NULL, NULL, NULL, &w};
  qn_error error;
  qn__buffer_init(&w.paths);
  assert_ok(qn__walk(dir, &options, &visitor, &error), error);
  char *lines = sorted_lines((const char *)w.paths.data, w.paths.size);
  qn__buffer_clear(&w.paths);
  return lines;
}

static bool has_git(const char *dir) {
  char command[400];
  snprintf(command, sizeof command,
           "HOME=/nowhere GIT_CONFIG_NOSYSTEM=1 git init -q --template= %s > /dev/null 2>&1 && mkdir -p %s/.git/info",
           dir, dir);
  return system(command) == 0;
}

/* Takes what is in the folder away, but for .git. */
static void empty_but_git(const char *dir) {
  char command[400];
  snprintf(command, sizeof command, "find %s -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} +", dir);
  assert_int_equal(system(command), 0);
}

static void the_walk_takes_what_git_sees(void **state) {
  (void)state;
  random_source source = random_start("the_walk_takes_what_git_sees", 15);
  const char *rounds = getenv("QUERN_ROUNDS");
  char *dir = make_fast_temp_dir();
  size_t n_seen = 0;
  if (!has_git(dir)) {
    print_message("there is no git here\n");
    remove_tree(dir);
    skip();
  }
  for (long round = rounds != NULL ? atol(rounds) : ROUNDS; round > 0; round--) {
    for (unsigned n = 1 + random_below(&source, MOST_FILES); n > 0; n--)
      make_random_file(&source, dir);
    write_rules(&source, dir, ".gitignore");
    write_rules(&source, dir, ".git/info/exclude");
    char *expected = seen_by_git(dir), *found = seen_by_walk(dir);
    assert_string_equal(found, expected);
    n_seen += strlen(found);
    free(expected);
    free(found);
    empty_but_git(dir);
  }
  assert_true(n_seen > 0);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_walk_takes_what_git_sees),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
