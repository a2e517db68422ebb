/* SPDX-License-Identifier: MIT */
/* test_walk.c: folders to files. */
#include "support/support.h"

#include "articles/walk.h"
#include "base/buffer.h"
#include "container/container.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct visited {
  const char *top;
  qn__buffer lines;
} visited;

static qn_status visit(void *context, const char *path, uint64_t size, qn_error *error) {
  visited *v = context;
  (void)error;
  qn__buffer_print(&v->lines, "%s %d\n", path + strlen(v->top), (int)size);
  return QN_OK;
}

static void on_problem(void *context, const qn__source_location *location, qn__severity severity, const char *message) {
  visited *v = context;
  qn__buffer_print(&v->lines, "!%d %s: %s\n", (int)severity, location->path + strlen(v->top), message);
}

static void assert_walk_but(const char *own, const char *top, const char *path, const char *expected) {
  visited v = {.top = top};
  qn__article_sink sink = {NULL, on_problem, NULL, &v};
  qn_error error;
  qn__buffer_init(&v.lines);
  assert_ok(qn__walk(path, own, &sink, visit, &v, &error), error);
  qn__buffer_u8(&v.lines, 0);
  assert_string_equal((const char *)v.lines.data, expected);
  qn__buffer_clear(&v.lines);
}

static void assert_walk(const char *top, const char *path, const char *expected) {
  assert_walk_but(NULL, top, path, expected);
}

static void make_file(const char *dir, const char *name) {
  char *path = path_in(dir, name);
  write_file(path, name, strlen(name));
  free(path);
}

static void make_folder(const char *dir, const char *name) {
  char *path = path_in(dir, name);
  assert_int_equal(mkdir(path, 0777), 0);
  free(path);
}

static void make_link(const char *dir, const char *name, const char *target) {
  char *path = path_in(dir, name);
  assert_int_equal(symlink(target, path), 0);
  free(path);
}

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
  assert_walk(dir, dir, "/Z/x 3\n/a.txt 5\n/b 1\n");
  remove_tree(dir);
}

static void links_are_followed_to_files_only(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *loop = path_in(dir, "loop");
  make_file(dir, "a");
  make_folder(dir, "folder");
  make_file(dir, "folder/x");
  make_link(dir, "file", "a");
  make_link(dir, "loop", ".");
  make_link(dir, "other", "folder");
  make_link(dir, "self", "self");
  assert_walk(dir, dir,
              "/a 1\n/file 1\n/folder/x 8\n"
              "!1 /loop: leads back to a folder above it; not followed\n"
              "!1 /other: a symbolic link to a folder; name it on the command line to follow it\n"
              "!2 /self: Too many levels of symbolic links\n");
  free(loop);
  loop = path_in(dir, "other");
  assert_walk(dir, loop, "/other/x 8\n");
  free(loop);
  remove_tree(dir);
}

static void indexes_are_left_out(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = path_in(dir, "index"), *manifest = path_in(index, "manifest");
  make_folder(dir, "index");
  make_folder(dir, "other");
  make_file(dir, "other/manifest");
  write_file(manifest, QN__MAGIC "and so on", QN__MAGIC_SIZE + 9);
  assert_walk(dir, dir,
              "!1 /index: a quern index; `quern-index merge` adds its articles\n"
              "/other/manifest 14\n");
  assert_walk(dir, index, "!2 /index: a quern index; `quern-index merge` adds its articles\n");
  assert_walk_but(index, dir, dir, "/other/manifest 14\n"); /* the index that is added to */
  assert_walk_but(index, dir, index, "");
  free(manifest);
  free(index);
  remove_tree(dir);
}

static void reports_what_is_missing(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "missing");
  assert_walk(dir, path, "!2 /missing: No such file or directory\n");
  free(path);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(folders_are_walked_in_order),
      cmocka_unit_test(links_are_followed_to_files_only),
      cmocka_unit_test(indexes_are_left_out),
      cmocka_unit_test(reports_what_is_missing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
