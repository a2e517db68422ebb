/* SPDX-License-Identifier: MIT */
/* test_salvage.c: whatever chunk of an index is damaged, every live article whose stored bytes lie in other chunks is
 * in the new index, in order and unchanged, and all others are reported. */
#include "writer/writer.h"

#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_SEGMENTS = 2, N_ARTICLES = 12, MAX_CHUNKS = 64, IDS_SIZE = 1024 };

/* Text that follows from the number of the article and hardly compresses; some articles are long. */
static char *text_of(unsigned number) {
  random_source random = {number * 77 + 1};
  size_t size = number % 5 == 2 ? 50000 : 4000;
  char *text = malloc(size + 1);
  for (size_t i = 0; i < size; i++)
    text[i] = i % 9 == 8 ? ' ' : (char)('a' + random_below(&random, 26));
  text[size] = '\0';
  return text;
}

static void add_numbered(qn_writer *writer, unsigned number) {
  char id[16], *text = text_of(number);
  snprintf(id, sizeof id, "n%u", number);
  add_plain(writer, id, text);
  free(text);
}

/* Articles n0, n1... in two segments; n3 is deleted. */
static char *make_index(void) {
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  for (unsigned number = 0; number < N_SEGMENTS * N_ARTICLES; number++) {
    add_numbered(writer, number);
    if (number % N_ARTICLES == N_ARTICLES - 1)
      assert_ok(qn_writer_commit(writer, NULL, &error), error);
  }
  assert_ok(qn_writer_delete(writer, string_of("n3"), &error), error);
  commit_and_close(writer);
  return dir;
}

/* Damage is at the tenth byte of a chunk: the first eight of a file say that it is one of quern. */
/* The chunks that reading each article touches, found by reading it through a view that has verified nothing yet. */
typedef struct model {
  char *paths[N_SEGMENTS];
  size_t n_chunks[N_SEGMENTS];
  uint64_t chunks[N_SEGMENTS * N_ARTICLES];
} model;

static uint64_t chunks_of(const char *path, uint32_t doc, size_t *n_chunks) {
  qn__view *view;
  qn__section section, dictionary;
  qn__store store;
  qn__store_reader *reader;
  qn_article article;
  qn_error error;
  assert_ok(qn__view_open(&view, path, QN__FILE_SEGMENT, &error), error);
  assert_ok(qn__view_section(view, QN__SECTION_STORE, &section, &error), error);
  assert_ok(qn__view_section(view, QN__SECTION_STORE_DICTIONARY, &dictionary, &error), error);
  assert_ok(qn__store_open(&store, &section, &dictionary, &error), error);
  assert_ok(qn__store_reader_new(&reader, &error), error);
  assert_ok(qn__store_head(&store, reader, doc, &article, &error), error);
  assert_ok(qn__store_text(&store, reader, doc, &article.text, &error), error);
  uint64_t chunks = atomic_load(&view->verified[0]);
  *n_chunks = (view->checked + QN__CHUNK_SIZE - 1) / QN__CHUNK_SIZE;
  assert_in_range(*n_chunks, 8, MAX_CHUNKS);
  qn__store_reader_free(reader);
  qn__view_release(view);
  return chunks;
}

static void make_model(model *of, const char *dir) {
  qn__manifest manifest;
  qn_error error;
  assert_ok(qn__manifest_read(&manifest, dir, &error), error);
  assert_int_equal(manifest.n_entries, N_SEGMENTS);
  for (unsigned i = 0; i < N_SEGMENTS; i++) {
    of->paths[i] = qn__segment_path(dir, manifest.entries[i].name);
    for (uint32_t doc = 0; doc < N_ARTICLES; doc++)
      of->chunks[i * N_ARTICLES + doc] = chunks_of(of->paths[i], doc, &of->n_chunks[i]);
  }
  qn__manifest_clear(&manifest);
}

static void clear_model(model *of) {
  for (unsigned i = 0; i < N_SEGMENTS; i++)
    free(of->paths[i]);
}

/* The ids that survive damage to these chunks of a segment; returns how many live articles do not. */
static unsigned expect(const model *of, unsigned segment, uint64_t damaged, char ids[IDS_SIZE]) {
  unsigned lost = 0;
  ids[0] = '\0';
  for (unsigned number = 0; number < N_SEGMENTS * N_ARTICLES; number++) {
    bool dies = number / N_ARTICLES == segment && (of->chunks[number] & damaged) != 0;
    if (number == 3)
      continue;
    lost += dies;
    if (!dies)
      snprintf(ids + strlen(ids), IDS_SIZE - strlen(ids), "n%u ", number);
  }
  return lost;
}

typedef struct losses {
  unsigned n_articles, n_named, n_reports;
  char ids[IDS_SIZE], file[512], problem[600];
} losses;

static void note_loss(void *context, const qn_loss *loss) {
  losses *noted = context;
  noted->n_articles += (unsigned)loss->n_articles;
  noted->n_reports++;
  noted->n_named += loss->id.size > 0;
  assert_int_equal(loss->id.data[loss->id.size], '\0');
  snprintf(noted->ids + strlen(noted->ids), IDS_SIZE - strlen(noted->ids), "%s ", loss->id.data);
  snprintf(noted->file, sizeof noted->file, "%s", loss->file);
  snprintf(noted->problem, sizeof noted->problem, "%s", loss->problem);
}

static bool compare_text(void *context, const qn_article *article) {
  char *expected = text_of((unsigned)atoi(article->id.data + 1));
  (void)context;
  assert_string_equal(article->text.data, expected);
  free(expected);
  return true;
}

/* Salvages the index into a new one, which must be whole and have these articles. */
static losses assert_salvaged(const char *dir, const char *ids) {
  char *new_dir = make_temp_dir();
  qn_writer *writer = open_writer_in(new_dir, NULL);
  losses noted = {.n_articles = 0};
  qn_index *index;
  qn_error error;
  assert_ok(qn_writer_salvage(writer, dir, note_loss, &noted, &error), error);
  commit_and_close(writer);
  char *found = index_ids(new_dir);
  assert_string_equal(found, ids);
  free(found);
  assert_ok(qn_index_open(&index, (const char *const *)&new_dir, 1, &error), error);
  assert_ok(qn_index_check(index, NULL, NULL, &error), error);
  assert_ok(qn_index_each_article(index, compare_text, NULL, &error), error);
  qn_index_close(index);
  remove_tree(new_dir);
  return noted;
}

static void what_lies_in_undamaged_chunks_survives(void **state) {
  (void)state;
  char *dir = make_index(), ids[IDS_SIZE];
  unsigned n_partly = 0;
  model of;
  make_model(&of, dir);
  for (unsigned segment = 0; segment < N_SEGMENTS; segment++)
    for (size_t chunk = 0; chunk < of.n_chunks[segment]; chunk++) {
      unsigned lost = expect(&of, segment, UINT64_C(1) << chunk, ids);
      uint64_t at = chunk * QN__CHUNK_SIZE + 9;
      n_partly += lost > 0 && lost < N_ARTICLES - 1;
      damage_file(of.paths[segment], at);
      losses noted = assert_salvaged(dir, ids);
      assert_int_equal(noted.n_articles, lost);
      damage_file(of.paths[segment], at); /* whole again */
    }
  assert_true(n_partly >= 6);
  clear_model(&of);
  remove_tree(dir);
}

static void several_chunks_may_be_damaged(void **state) {
  (void)state;
  char *dir = make_index(), ids[IDS_SIZE];
  model of;
  make_model(&of, dir);
  random_source random = random_start("salvage", 9);
  for (int round = 0; round < 20; round++) {
    uint64_t damaged = 0;
    unsigned segment = random_below(&random, N_SEGMENTS);
    for (int i = 0; i < 3; i++)
      damaged |= UINT64_C(1) << random_below(&random, (uint32_t)of.n_chunks[segment]);
    unsigned lost = expect(&of, segment, damaged, ids);
    for (int undo = 0; undo < 2; undo++) {
      for (size_t chunk = 0; chunk < of.n_chunks[segment]; chunk++)
        if (damaged >> chunk & 1)
          damage_file(of.paths[segment], chunk * QN__CHUNK_SIZE + 9);
      if (undo == 0)
        assert_int_equal(assert_salvaged(dir, ids).n_articles, lost);
    }
  }
  clear_model(&of);
  remove_tree(dir);
}

static void a_whole_index_loses_nothing(void **state) {
  (void)state;
  char *dir = make_index(), ids[IDS_SIZE];
  model of;
  make_model(&of, dir);
  assert_int_equal(expect(&of, 0, 0, ids), 0);
  assert_int_equal(assert_salvaged(dir, ids).n_reports, 0);
  clear_model(&of);
  remove_tree(dir);
}

/* The end of a file says where its parts are: without it, or without the file, the other segment survives. */
static void a_file_that_cannot_be_opened_is_lost_whole(void **state) {
  (void)state;
  char *dir = make_index(), ids[IDS_SIZE];
  size_t size;
  model of;
  make_model(&of, dir);
  unsigned lost = expect(&of, 0, UINT64_MAX, ids);
  assert_int_equal(lost, N_ARTICLES - 1);
  free(read_file(of.paths[0], &size));
  damage_file(of.paths[0], size - 3);
  losses noted = assert_salvaged(dir, ids);
  assert_int_equal(noted.n_articles, lost);
  assert_string_equal(noted.file, of.paths[0]);
  remove(of.paths[0]);
  noted = assert_salvaged(dir, ids);
  assert_int_equal(noted.n_articles, lost);
  assert_non_null(strstr(noted.problem, of.paths[0]));
  clear_model(&of);
  remove_tree(dir);
}

static void without_a_manifest_all_segments_are_read(void **state) {
  (void)state;
  char *dir = make_index(), ids[IDS_SIZE], *manifest = path_in(dir, "manifest");
  model of;
  make_model(&of, dir);
  expect(&of, 0, 0, ids);
  damage_file(manifest, 20);
  losses noted = assert_salvaged(dir, ids); /* the deletes are found, too */
  assert_int_equal(noted.n_reports, 1);
  assert_int_equal(noted.n_articles, 0);
  remove(manifest);
  noted = assert_salvaged(dir, ids);
  assert_int_equal(noted.n_reports, 1);
  clear_model(&of);
  free(manifest);
  remove_tree(dir);
}

static void damaged_deletes_bring_articles_back(void **state) {
  (void)state;
  char *dir = make_index();
  qn__manifest manifest;
  qn_error error;
  assert_ok(qn__manifest_read(&manifest, dir, &error), error);
  char *path = qn__deletes_path(dir, manifest.entries[0].name, manifest.entries[0].deletes);
  damage_file(path, 33);
  losses noted = assert_salvaged(dir, "n0 n1 n2 n3 n4 n5 n6 n7 n8 n9 n10 n11 n12 n13 n14 n15 n16 n17 n18 n19 n20 n21 "
                                      "n22 n23 ");
  assert_int_equal(noted.n_reports, 1);
  assert_string_equal(noted.file, path);
  free(path);
  qn__manifest_clear(&manifest);
  remove_tree(dir);
}

static void lost_articles_are_named(void **state) {
  (void)state;
  char *dir = make_index(), ids[IDS_SIZE];
  unsigned n_partly = 0;
  model of;
  make_model(&of, dir);
  for (size_t chunk = 0; chunk < of.n_chunks[1]; chunk++) {
    unsigned lost = expect(&of, 1, UINT64_C(1) << chunk, ids);
    if (lost == 0 || lost == N_ARTICLES)
      continue;
    damage_file(of.paths[1], chunk * QN__CHUNK_SIZE + 9);
    losses noted = assert_salvaged(dir, ids);
    damage_file(of.paths[1], chunk * QN__CHUNK_SIZE + 9);
    assert_int_equal(noted.n_named, lost); /* the heads are in another chunk */
    n_partly++;
  }
  assert_true(n_partly >= 3);
  clear_model(&of);
  remove_tree(dir);
}

static void settings_and_replaced_articles_are_those_of_the_index(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *new_dir = make_temp_dir(), *manifest = path_in(dir, "manifest");
  qn_writer_options options = quick_options();
  qn_error error;
  options.title_weight = 5;
  options.language = "de";
  for (unsigned i = 0; i < 2; i++) {
    qn_writer *writer = open_writer_in(dir, &options);
    add_plain(writer, "same", i == 0 ? "old" : "new");
    commit_and_close(writer);
  }
  remove(manifest);
  qn_writer *writer = open_writer_in(new_dir, NULL);
  assert_ok(qn_writer_salvage(writer, dir, NULL, NULL, &error), error);
  commit_and_close(writer);
  assert_int_equal(index_info(new_dir).title_weight, 5);
  assert_int_equal(index_info(new_dir).n_articles, 1);
  free(manifest);
  remove_tree(dir);
  remove_tree(new_dir);
}

static void nothing_to_salvage_leaves_the_writer_usable(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *empty = make_temp_dir(), *bare = make_temp_dir(), *manifest = path_in(bare, "manifest");
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  assert_int_equal(qn_writer_salvage(writer, empty, NULL, NULL, &error), QN_NO_INDEX);
  assert_int_equal(qn_writer_salvage(writer, dir, NULL, NULL, &error), QN_INVALID);
  assert_int_equal(qn_writer_salvage(writer, NULL, NULL, NULL, &error), QN_INVALID);
  add_texts(bare, NULL, 0);
  damage_file(manifest, 20); /* of no segments */
  assert_int_equal(qn_writer_salvage(writer, bare, NULL, NULL, &error), QN_DAMAGED);
  add_plain(writer, "a", "the writer goes on");
  commit_and_close(writer);
  assert_int_equal(index_info(dir).n_articles, 1);
  free(manifest);
  remove_tree(bare);
  remove_tree(dir);
  remove_tree(empty);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_lies_in_undamaged_chunks_survives),
      cmocka_unit_test(several_chunks_may_be_damaged),
      cmocka_unit_test(a_whole_index_loses_nothing),
      cmocka_unit_test(a_file_that_cannot_be_opened_is_lost_whole),
      cmocka_unit_test(without_a_manifest_all_segments_are_read),
      cmocka_unit_test(damaged_deletes_bring_articles_back),
      cmocka_unit_test(lost_articles_are_named),
      cmocka_unit_test(settings_and_replaced_articles_are_those_of_the_index),
      cmocka_unit_test(nothing_to_salvage_leaves_the_writer_usable),
  };
  return cmocka_run_group_tests_name("salvage", tests, NULL, NULL);
}
