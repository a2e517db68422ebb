/* SPDX-License-Identifier: MIT */
/* test_reference_sources.c: whatever is put into the records of sources, the reference reader, which knows the format's
 * document only, finds it there, and so does the library. */
#include "reference/reference_reader.h"
#include "support/support.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { ROUNDS = 20, MOST_SOURCES = 150 };

static const char *const roots[] = {"/", "/a", "/a/b", "/a-b", "/long/path/of/a/root"};
enum { N_ROOTS = sizeof roots / sizeof *roots };

static void add_to_source(qn_writer *writer, random_source *random) {
  static const char *const kinds[] = {"%s", "%s#%" PRIu32, "own%.0s-%" PRIu32};
  char id[200];
  qn_error error;
  snprintf(id, sizeof id, kinds[random_below(random, 3)], "a/file", random_below(random, 50));
  const qn_article article = {.id = string_of(id), .text = string_of("text")};
  assert_ok(qn_writer_add(writer, &article, &error), error);
}

static void put_random(qn_writer *writer, random_source *random) {
  char path[200];
  qn_error error;
  const char *root = roots[random_below(random, N_ROOTS)];
  snprintf(path, sizeof path, "%s/%s%" PRIu32, strcmp(root, "/") == 0 ? "" : root,
           random_below(random, 2) ? "b/file" : "f\xff", random_below(random, 30));
  const qn_source source = {.path = string_of(path),
                            .bytes = random_skewed(random, 64),
                            .modified = (int64_t)random_next(random),
                            .read = (int64_t)random_next(random),
                            .device = random_skewed(random, 64),
                            .inode = random_skewed(random, 64),
                            .content = random_next(random),
                            .reading = random_skewed(random, 64),
                            .n_refused = random_skewed(random, 20),
                            .named = random_below(random, 2),
                            .followed = random_below(random, 4) == 0, /* the other two count if it is */
                            .n_lines = random_skewed(random, 64),
                            .n_given = random_skewed(random, 64)};
  assert_ok(qn_writer_begin_source(writer, source.path, &error), error);
  for (uint32_t i = random_below(random, 4); i > 0; i--)
    add_to_source(writer, random);
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
}

static void put_random_root(qn_writer *writer, random_source *random, uint32_t i) {
  static const qn_string options[] = {{"", 0}, {"hidden\0", 8}, {"glob=*.md\0\0charset=latin1\0", 27}};
  const qn_string path = string_of(roots[i]);
  qn_error error;
  assert_ok(qn_writer_put_root(writer, path, string_of(i % 2 ? "a" : ""), random_below(random, 2), &error), error);
  assert_ok(qn_writer_set_root_options(writer, path, options[random_below(random, 3)], &error), error);
}

static void build(const char *dir, random_source *random) {
  qn_writer *writer = open_writer_in(dir, NULL);
  for (uint32_t i = 0; i < N_ROOTS; i++)
    put_random_root(writer, random, i);
  for (uint32_t i = random_below(random, MOST_SOURCES); i > 0; i--)
    put_random(writer, random);
  commit_and_close(writer);
}

typedef struct comparison {
  const reference_index *index;
  size_t next;
} comparison;

static bool compare_source(void *context, const qn_source *found) {
  comparison *c = context;
  assert_true(c->next < c->index->n_sources);
  const reference_source *expected = &c->index->sources[c->next++];
  assert_int_equal(found->path.size, expected->path.size);
  assert_string_equal(found->path.data, (const char *)expected->path.data);
  assert_int_equal(found->bytes, expected->bytes);
  assert_int_equal(found->modified, expected->modified);
  assert_int_equal(found->read, expected->read);
  assert_int_equal(found->device, expected->device);
  assert_int_equal(found->inode, expected->inode);
  assert_int_equal(found->content, expected->content);
  assert_int_equal(found->reading, expected->reading);
  assert_int_equal(found->n_refused, expected->n_refused);
  assert_int_equal(found->named, expected->named);
  assert_int_equal(found->followed, expected->followed);
  assert_int_equal(found->n_lines, expected->n_lines);
  assert_int_equal(found->n_given, expected->n_given);
  assert_int_equal(found->n_articles, expected->n_ids);
  return true;
}

/* The sources of a root have its options. */
static bool compare_root(void *context, const qn_root *root) {
  const comparison *c = context;
  const size_t above = root->path.size == 1 ? 0 : root->path.size;
  for (size_t i = 0; i < c->index->n_sources; i++) {
    const reference_source *source = &c->index->sources[i];
    if (source->root.size != root->path.size || memcmp(source->root.data, root->path.data, root->path.size) != 0)
      continue;
    assert_int_equal(source->path.data[above], '/');
    assert_int_equal(source->whole, root->whole);
    assert_int_equal(source->options.size, root->options.size);
    assert_memory_equal(source->options.data, root->options.data, root->options.size);
  }
  return true;
}

typedef struct id_comparison {
  const reference_source *source;
  uint64_t next;
} id_comparison;

static bool compare_id(void *context, qn_string id) {
  id_comparison *c = context;
  assert_true(c->next < c->source->n_ids);
  const reference_bytes expected = c->source->ids[c->next++];
  assert_int_equal(id.size, expected.size);
  assert_memory_equal(id.data, expected.data, id.size);
  return true;
}

static void compare_ids(const reference_index *index, const char *dir) {
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  for (size_t i = 0; i < index->n_sources; i++) {
    id_comparison compared = {.source = &index->sources[i]};
    const qn_string path = {(const char *)index->sources[i].path.data, index->sources[i].path.size};
    assert_ok(qn_writer_each_source_id(writer, path, compare_id, &compared, &error), error);
    assert_int_equal(compared.next, compared.source->n_ids);
  }
  qn_writer_close(writer);
}

static bool count_path(void *context, const qn_source *found) {
  id_comparison *c = context;
  c->next +=
      found->path.size == c->source->path.size && memcmp(found->path.data, c->source->path.data, found->path.size) == 0;
  return true;
}

/* Each source is found once by its name, others of this name too, and none by a longer or shorter one. */
static void compare_finding(const reference_index *reference, const qn_index *index) {
  qn_error error;
  for (size_t i = 0; i < reference->n_sources; i++) {
    const reference_bytes name = reference->sources[i].name;
    for (size_t size = name.size - 1; size <= name.size + 1; size++) {
      const qn_string wanted = {(const char *)name.data, size};
      id_comparison compared = {.source = &reference->sources[i]};
      assert_ok(qn_index_find_sources(index, &wanted, 1, count_path, &compared, &error), error);
      assert_int_equal(compared.next, size == name.size);
    }
  }
}

static void both_readers_agree_about_sources(void **state) {
  (void)state;
  random_source random = random_start("reference sources", 3);
  for (int round = 0; round < ROUNDS; round++) {
    char *dir = make_fast_temp_dir();
    qn_index *index;
    qn_error error;
    build(dir, &random);
    reference_index *reference = reference_read(dir);
    comparison compared = {.index = reference};
    assert_ok(qn_index_open(&index, (const char *const *)&dir, 1, &error), error);
    assert_ok(qn_index_each_source(index, compare_source, &compared, &error), error);
    assert_int_equal(compared.next, reference->n_sources);
    assert_ok(qn_index_each_root(index, compare_root, &compared, &error), error);
    compare_ids(reference, dir);
    compare_finding(reference, index);
    qn_index_close(index);
    reference_free(reference);
    remove_tree(dir);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(both_readers_agree_about_sources),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
