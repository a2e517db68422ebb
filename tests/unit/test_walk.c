/* SPDX-License-Identifier: MIT */
/* test_walk.c: folders to files, and what is left out of them. */
#include "walk/walk.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "container/container.h"
#include "unit/folder_tree.h"

#include <limits.h>
#include <stdio.h>

typedef struct visited {
  const char *top;
  qn__buffer lines;
} visited;

static qn_status visit(void *context, const qn__walked_file *file, qn_error *error) {
  visited *v = context;
  (void)error;
  qn__buffer_print(&v->lines, "%s%s\n", file->path + strlen(v->top), file->named ? " named" : "");
  return QN_OK;
}

static void on_skip(void *context, const char *path, qn__skip why, const char *rule) {
  static const char *const names[] = {
      [QN__SKIP_IGNORED] = "ignored", [QN__SKIP_HIDDEN] = "hidden",     [QN__SKIP_GLOB] = "glob",
      [QN__SKIP_TYPE] = "type",       [QN__SKIP_LINK] = "link",         [QN__SKIP_SPECIAL] = "special",
      [QN__SKIP_INDEX] = "index",     [QN__SKIP_VERSIONS] = "versions", [QN__SKIP_SEEN] = "seen"};
  visited *v = context;
  qn__buffer_print(&v->lines, "-%s %s%s%s\n", path + strlen(v->top), names[why], rule != NULL ? " " : "",
                   rule == NULL                                 ? ""
                   : strncmp(rule, v->top, strlen(v->top)) == 0 ? rule + strlen(v->top) + 1
                                                                : rule);
}

static void on_problem(void *context, const char *path, const char *message) {
  visited *v = context;
  qn__buffer_print(&v->lines, "!%s: %s\n", path + strlen(v->top), message);
}

static qn_status walk_with(const qn__walk_options *options, const char *top, const char *path, qn__buffer *lines,
                           qn_error *error) {
  visited v = {.top = top};
  const qn__walk_visitor visitor = {visit, on_skip, NULL, on_problem, NULL, &v};
  qn__buffer_init(&v.lines);
  qn_status status = qn__walk(path, options, &visitor, error);
  *lines = v.lines;
  return status;
}

static void assert_walk_of(const qn__walk_options *options, const char *top, const char *path, const char *expected) {
  qn__buffer lines;
  qn_error error;
  assert_ok(walk_with(options, top, path, &lines, &error), error);
  qn__buffer_u8(&lines, 0);
  assert_string_equal((const char *)lines.data, expected);
  qn__buffer_clear(&lines);
}

#define ASSERT_WALK(top, expected, ...) assert_walk_of(&(const qn__walk_options){__VA_ARGS__}, top, top, expected)

static void folders_are_walked_in_order(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  make_file(dir, "b");
  make_file(dir, "a.txt");
  make_file(dir, ".hidden");
  make_folder(dir, "Z");
  make_file(dir, "Z/x");
  make_folder(dir, ".git");
  make_file(dir, ".git/config");
  make_folder(dir, ".d");
  make_file(dir, ".d/y");
  ASSERT_WALK(dir, "-/.d hidden\n-/.git versions\n-/.hidden hidden\n/Z/x\n/a.txt\n/b\n", .own = NULL);
  ASSERT_WALK(dir, "/.d/y\n-/.git versions\n/.hidden\n/Z/x\n/a.txt\n/b\n", .hidden = true);
  remove_tree(dir);
}

static void what_is_named_is_taken(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *file = path_in(dir, ".x"), *folder = path_in(dir, ".d/"), *link = path_in(dir, "link"),
       *missing = path_in(dir, "missing");
  make_file(dir, ".x");
  make_folder(dir, ".d");
  make_file(dir, ".d/y");
  make_link(dir, "link", ".d");
  const qn__walk_options options = {.own = NULL};
  assert_walk_of(&options, dir, file, "/.x named\n");
  assert_walk_of(&options, dir, folder, "/.d/y\n");
  assert_walk_of(&options, dir, link, "/link/y\n");
  assert_walk_of(&options, dir, missing, "!/missing: No such file or directory\n");
  free(file);
  free(folder);
  free(link);
  free(missing);
  remove_tree(dir);
}

static void links_are_followed_on_request(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  make_file(dir, "a");
  make_folder(dir, "folder");
  make_file(dir, "folder/x");
  make_link(dir, "file", "a");
  make_link(dir, "loop", ".");
  make_link(dir, "other", "folder");
  make_link(dir, "self", "self");
  make_link(dir, "nowhere", "missing");
  ASSERT_WALK(dir, "/a\n-/file link\n/folder/x\n-/loop link\n-/nowhere link\n-/other link\n-/self link\n", .own = NULL);
  ASSERT_WALK(dir, "/a\n/file\n/folder/x\n-/loop seen\n-/nowhere link\n-/other seen\n-/self link\n", .follow = true);
  remove_tree(dir);
}

static void special_files_are_left_out(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "pipe");
  assert_int_equal(mkfifo(path, 0666), 0);
  ASSERT_WALK(dir, "-/pipe special\n", .own = NULL);
  free(path);
  remove_tree(dir);
}

static void indexes_are_left_out(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = path_in(dir, ".index");
  make_folder(dir, ".index");
  make_file_of(dir, ".index/manifest", QN__MAGIC "and so on");
  make_folder(dir, "other");
  make_file(dir, "other/manifest");
  ASSERT_WALK(dir, "-/.index index\n/other/manifest\n", .hidden = true);
  const qn__walk_options all = {.own = NULL}, but_this = {.own = index};
  assert_walk_of(&all, dir, index, "!/.index: a quern index; `quern-index merge` adds its articles\n");
  assert_walk_of(&but_this, dir, dir, "/other/manifest\n"); /* the index that is added to */
  ASSERT_WALK(dir, "/other/manifest\n", .own = index, .hidden = true);
  qn__buffer lines;
  qn_error error;
  assert_ok(walk_with(&but_this, dir, index, &lines, &error), error);
  assert_int_equal(lines.size, 0);
  free(index);
  remove_tree(dir);
}

static void ignore_files_leave_out_what_they_say(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  make_file_of(dir, ".gitignore", "*.o\n/build/\n!.shown\n");
  make_file(dir, ".shown");
  make_file(dir, "a.o");
  make_folder(dir, "build");
  make_file(dir, "build/x");
  make_folder(dir, "sub");
  make_file_of(dir, "sub/.ignore", "!b.o\nno\n");
  make_file(dir, "sub/b.o");
  make_file(dir, "sub/c.o");
  make_file(dir, "sub/no");
  ASSERT_WALK(dir,
              "-/.gitignore hidden\n/.shown\n-/a.o ignored .gitignore:1\n-/build ignored .gitignore:2\n-/sub/.ignore "
              "hidden\n/sub/b.o\n"
              "-/sub/c.o ignored .gitignore:1\n-/sub/no ignored sub/.ignore:2\n",
              .own = NULL);
  ASSERT_WALK(dir,
              "-/.gitignore hidden\n-/.shown hidden\n/a.o\n/build/x\n-/sub/.ignore hidden\n/sub/b.o\n/sub/c.o\n"
              "/sub/no\n",
              .no_ignore = true);
  remove_tree(dir);
}

static void rules_of_the_repository_reach_a_folder_in_it(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *folder = path_in(dir, "a/b");
  make_folder(dir, ".git");
  make_file_of(dir, ".gitignore", "/a/b/x\n");
  make_folder(dir, "a");
  make_folder(dir, "a/b");
  make_file_of(dir, "a/b/.gitignore", "/y/z\n");
  make_file(dir, "a/b/x");
  make_folder(dir, "a/b/y");
  make_file(dir, "a/b/y/x");
  make_file(dir, "a/b/y/z");
  const qn__walk_options options = {.own = NULL};
  assert_walk_of(
      &options, dir, folder,
      "-/a/b/.gitignore hidden\n-/a/b/x ignored .gitignore:1\n/a/b/y/x\n-/a/b/y/z ignored a/b/.gitignore:1\n");
  free(folder);
  remove_tree(dir);
}

static void rules_above_a_folder_that_cannot_be_read_are_a_problem(void **state) {
  (void)state;
  const size_t size = (1 << 20) + 1;
  char *dir = make_temp_dir(), *real = realpath(dir, NULL), *folder = path_in(dir, "a"), *text = malloc(size + 1);
  char expected[PATH_MAX + 100];
  memset(text, '\n', size);
  text[size] = '\0';
  make_folder(dir, ".git");
  make_file_of(dir, ".gitignore", text);
  make_folder(dir, "a");
  make_file(dir, "a/x");
  const qn__walk_options options = {.own = NULL};
  snprintf(expected, sizeof expected, "!/a: %s/.gitignore: more than 1 MiB of rules\n/a/x\n", real);
  assert_walk_of(&options, dir, folder, expected);
  free(text);
  free(folder);
  free(real);
  remove_tree(dir);
}

static void globs_are_before_ignore_files_and_types_come_on_top(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *sub = path_in(dir, "sub");
  make_file_of(dir, ".gitignore", "*.md\n");
  make_file(dir, ".x.md");
  make_file(dir, "a.md");
  make_folder(dir, "sub");
  make_file(dir, "sub/b.md");
  make_file(dir, "sub/c.txt");
  qn__path_globs globs;
  qn_error error;
  qn__path_globs_init(&globs);
  assert_ok(qn__path_globs_add(&globs, "*.md", false, &error), error);
  assert_ok(qn__path_globs_add(&globs, "sub/b*", true, &error), error);
  ASSERT_WALK(dir, "-/.gitignore glob\n/.x.md\n/a.md\n-/sub/b.md glob\n-/sub/c.txt glob\n", .globs = &globs);
  const qn__file_type *type = qn__file_type_find("txt");
  ASSERT_WALK(dir,
              "-/.gitignore hidden\n-/.x.md ignored .gitignore:1\n-/a.md ignored .gitignore:1\n-/sub/b.md ignored "
              ".gitignore:1\n/sub/c.txt\n",
              .types = &type, .n_types = 1);
  ASSERT_WALK(dir, "-/.gitignore glob\n-/.x.md type\n-/a.md type\n-/sub/b.md glob\n-/sub/c.txt glob\n", .globs = &globs,
              .types = &type, .n_types = 1);
  qn__walk_options options = {.globs = &globs};
  assert_walk_of(&options, dir, sub, "/sub/b.md\n-/sub/c.txt glob\n"); /* globs are for what is below it */
  options.above = "sub";
  assert_walk_of(&options, dir, sub, "-/sub/b.md glob\n-/sub/c.txt glob\n");
  options.no_ignore = true;
  assert_walk_of(&options, dir, sub, "-/sub/b.md glob\n-/sub/c.txt glob\n");
  ASSERT_WALK(dir, "-/.gitignore hidden\n-/.x.md hidden\n-/a.md type\n-/sub/b.md type\n/sub/c.txt\n", .no_ignore = true,
              .not_types = (const qn__file_type *const[]){qn__file_type_find("html"), qn__file_type_find("md")},
              .n_not_types = 2);
  qn__path_globs_clear(&globs);
  free(sub);
  remove_tree(dir);
}

static bool enters_all_but_b(void *context, const char *path) {
  (void)context;
  return strcmp(strrchr(path, '/'), "/b") != 0;
}

static void folders_that_are_not_entered_are_left_out_without_a_word(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const qn__walk_options options = {.own = NULL};
  visited v = {.top = dir};
  const qn__walk_visitor visitor = {visit, on_skip, enters_all_but_b, on_problem, NULL, &v};
  qn_error error;
  make_folder(dir, "a");
  make_file(dir, "a/1");
  make_folder(dir, "a/b");
  make_file(dir, "a/b/2");
  qn__buffer_init(&v.lines);
  assert_ok(qn__walk(dir, &options, &visitor, &error), error);
  qn__buffer_u8(&v.lines, 0);
  assert_string_equal((const char *)v.lines.data, "/a/1\n");
  qn__buffer_clear(&v.lines);
  remove_tree(dir);
}

static void mail_in_hidden_folders_is_walked(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  make_folder(dir, ".Sent");
  make_folder(dir, ".Sent/cur");
  make_folder(dir, ".Sent/new");
  make_folder(dir, ".Sent/tmp");
  make_file(dir, ".Sent/cur/1:2,S");
  make_folder(dir, ".config");
  ASSERT_WALK(dir, "/.Sent/cur/1:2,S\n-/.config hidden\n", .own = NULL);
  remove_tree(dir);
}

static void what_cannot_be_read_is_a_problem(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *folder = path_in(dir, "closed");
  if (geteuid() == 0) {
    free(folder);
    remove_tree(dir);
    skip(); /* who may read everything */
  }
  make_folder(dir, "closed");
  make_file(dir, "x");
  assert_int_equal(chmod(folder, 0), 0);
  ASSERT_WALK(dir, "!/closed: cannot read the folder: Permission denied\n/x\n", .own = NULL);
  assert_int_equal(chmod(folder, 0700), 0);
  free(folder);
  remove_tree(dir);
}

static qn_status count_file(void *context, const qn__walked_file *file, qn_error *error) {
  (void)file, (void)error;
  ++*(unsigned *)context;
  return QN_OK;
}

/* As deep as paths can be, which the stack must hold. */
static void two_thousand_folders_below_each_other_are_walked(void **state) {
  (void)state;
  char *dir = make_fast_temp_dir(), path[PATH_MAX];
  size_t size = (size_t)snprintf(path, sizeof path, "%s", dir);
  for (; size + 4 < sizeof path; size += 2) {
    memcpy(path + size, "/d", 3);
    assert_int_equal(mkdir(path, 0777), 0);
  }
  memcpy(path + size, "/f", 3);
  write_file(path, "", 0);
  unsigned n = 0;
  const qn__walk_options options = {.follow = true};
  const qn__walk_visitor visitor = {count_file, NULL, NULL, NULL, NULL, &n};
  qn_error error;
  assert_ok(qn__walk(dir, &options, &visitor, &error), error);
  assert_int_equal(n, 1);
  for (assert_int_equal(unlink(path), 0); size > strlen(dir); size -= 2) {
    path[size] = '\0';
    assert_int_equal(rmdir(path), 0);
  }
  remove_tree(dir);
}

static bool is_cancelled(void *context) {
  unsigned *left = context;
  return (*left)-- == 0;
}

static qn_status ignore_file(void *context, const qn__walked_file *file, qn_error *error) {
  (void)context, (void)file, (void)error;
  return QN_OK;
}

static void a_walk_can_be_cancelled(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  make_file(dir, "a");
  make_file(dir, "b");
  unsigned left = 1;
  const qn__walk_options options = {.own = NULL};
  const qn__walk_visitor visitor = {ignore_file, NULL, NULL, NULL, is_cancelled, &left};
  qn_error error;
  assert_int_equal(qn__walk(dir, &options, &visitor, &error), QN_CANCELLED);
  remove_tree(dir);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  make_file_of(dir, ".gitignore", "x\n");
  make_folder(dir, "a");
  make_file(dir, "a/b");
  qn_status status = QN_NO_MEMORY;
  const qn__walk_options options = {.follow = true};
  const qn__walk_visitor visitor = {ignore_file, NULL, NULL, NULL, NULL, NULL};
  for (long n = 0; status == QN_NO_MEMORY; n++) {
    qn_error error;
    qn__memory_fail_after(n);
    status = qn__walk(dir, &options, &visitor, &error);
    qn__memory_fail_after(-1);
    assert_true(n < 200);
  }
  assert_int_equal(status, QN_OK);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(folders_are_walked_in_order),
      cmocka_unit_test(what_is_named_is_taken),
      cmocka_unit_test(links_are_followed_on_request),
      cmocka_unit_test(special_files_are_left_out),
      cmocka_unit_test(indexes_are_left_out),
      cmocka_unit_test(ignore_files_leave_out_what_they_say),
      cmocka_unit_test(rules_of_the_repository_reach_a_folder_in_it),
      cmocka_unit_test(rules_above_a_folder_that_cannot_be_read_are_a_problem),
      cmocka_unit_test(globs_are_before_ignore_files_and_types_come_on_top),
      cmocka_unit_test(folders_that_are_not_entered_are_left_out_without_a_word),
      cmocka_unit_test(mail_in_hidden_folders_is_walked),
      cmocka_unit_test(what_cannot_be_read_is_a_problem),
      cmocka_unit_test(two_thousand_folders_below_each_other_are_walked),
      cmocka_unit_test(a_walk_can_be_cancelled),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
