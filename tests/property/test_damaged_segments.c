/* SPDX-License-Identifier: MIT */
/* test_damaged_segments.c: a segment that is damaged or missing stops no writer and no other segment, is reported, and
 * stays as it is until its articles are brought back. */
#include "segment/manifest.h"
#include "support/index_contents.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static unsigned n_syncs;

int fsync(int fd) {
  (void)fd;
  n_syncs++;
  return 0;
}

/* --- an index of three segments: "a b", "c d" with "d" deleted, "e" ----------------------------------------------- */

typedef struct fixture {
  char *dir;
  char *middle, *deletes; /* paths of the second segment and its deletes */
  char *bytes;            /* of the segment */
  size_t size;
} fixture;

static void commit_ids(const char *dir, const char *ids) {
  qn_writer *writer = open_writer_in(dir, NULL);
  for (; *ids != '\0'; ids++)
    add_plain(writer, (const char[]){*ids, '\0'}, "walnut trees and what grows below them");
  commit_and_close(writer);
}

static void begin(fixture *f) {
  *f = (fixture){.dir = make_temp_dir()};
  qn__manifest manifest;
  qn_error error;
  commit_ids(f->dir, "ab");
  commit_ids(f->dir, "cd");
  commit_ids(f->dir, "e");
  qn_writer *writer = open_writer_in(f->dir, NULL);
  assert_ok(qn_writer_delete(writer, string_of("d"), &error), error);
  commit_and_close(writer);
  assert_ok(qn__manifest_read(&manifest, f->dir, &error), error);
  const qn__manifest_entry *entry = &manifest.entries[1];
  f->middle = qn__segment_path(f->dir, entry->name);
  f->deletes = qn__deletes_path(f->dir, entry->name, entry->deletes);
  f->bytes = read_file(f->middle, &f->size);
  qn__manifest_clear(&manifest);
}

static void end(fixture *f) {
  free(f->middle);
  free(f->deletes);
  free(f->bytes);
  remove_tree(f->dir);
}

static void assert_contents(const char *dir, const char *ids) {
  char *found = index_ids(dir);
  assert_string_equal(found, ids);
  free(found);
}

static qn_status open_status(const char *dir) {
  qn_index *index = NULL;
  qn_status status = qn_index_open(&index, &dir, 1, NULL);
  qn_index_close(index);
  return status;
}

/* --- what can be wrong with the second segment -------------------------------------------------------------------- */

static void remove_segment(const fixture *f) {
  assert_int_equal(unlink(f->middle), 0);
}

static void empty_segment(const fixture *f) {
  assert_int_equal(truncate(f->middle, 0), 0);
}

static void cut_segment(const fixture *f) {
  assert_int_equal(truncate(f->middle, (off_t)f->size - 10), 0);
}

static void damage_head(const fixture *f) {
  damage_file(f->middle, 0);
}

static void damage_end(const fixture *f) {
  damage_file(f->middle, f->size - 30);
}

/* It is of a format version that there is not. */
static void damage_version(const fixture *f) {
  damage_file(f->middle, f->size - 12);
}

static void damage_middle(const fixture *f) {
  damage_file(f->middle, f->size / 2);
}

static void damage_deletes(const fixture *f) {
  damage_file(f->deletes, 20);
}

static const struct {
  const char *name;
  void (*make)(const fixture *f);
} damages[] = {{"removed", remove_segment},     {"emptied", empty_segment},     {"cut", cut_segment},
               {"its head", damage_head},       {"its end", damage_end},        {"its middle", damage_middle},
               {"its version", damage_version}, {"its deletes", damage_deletes}};
enum { N_DAMAGES = sizeof damages / sizeof damages[0] };

/* --- tests -------------------------------------------------------------------------------------------------------- */

/* Commits an article; the commit reports the damage. */
static void commit_beside(const fixture *f, const char *id) {
  qn_writer *writer = open_writer_in(f->dir, NULL);
  qn_commit_info done;
  qn_error error;
  add_plain(writer, id, "more of them");
  assert_ok(qn_writer_commit(writer, &done, &error), error);
  assert_int_equal(done.damaged_segments, 1);
  assert_non_null(strstr(done.damage, f->dir));
  qn_writer_close(writer);
}

static void assert_salvaged(const fixture *f, const char *ids) {
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  assert_ok(qn_writer_salvage(writer, f->dir, NULL, NULL, &error), error);
  commit_and_close(writer);
  assert_contents(dir, ids);
  remove_tree(dir);
}

static void writers_go_on_beside_any_damage(void **state) {
  (void)state;
  for (size_t i = 0; i < N_DAMAGES; i++) {
    fixture f;
    qn_error error;
    begin(&f);
    damages[i].make(&f);
    print_message("%s\n", damages[i].name);
    for (char id[2] = "f"; id[0] <= 'q'; id[0]++) /* the policy merges meanwhile */
      commit_beside(&f, id);
    qn_writer *writer = open_writer_in(f.dir, NULL);
    assert_ok(qn_writer_delete(writer, string_of("g"), &error), error);
    assert_int_equal(qn_writer_delete(writer, string_of("c"), &error), QN_DAMAGED);
    commit_and_close(writer);
    writer = open_writer_in(f.dir, NULL);
    assert_int_equal(qn_writer_compact(writer, NULL, &error), QN_DAMAGED);
    qn_writer_close(writer);
    assert_int_equal(open_status(f.dir), QN_DAMAGED);
    assert_salvaged(&f, damages[i].make == damage_deletes ? "a b c d e f h i j k l m n o p q "
                                                          : "a b e f h i j k l m n o p q ");
    end(&f);
  }
}

static void a_file_that_is_put_back_is_part_of_the_index_again(void **state) {
  (void)state;
  fixture f;
  begin(&f);
  remove_segment(&f);
  commit_beside(&f, "f");
  write_file(f.middle, f.bytes, f.size);
  assert_contents(f.dir, "a b c e f ");
  end(&f);
}

static void adding_the_same_articles_makes_the_file_whole(void **state) {
  (void)state;
  for (size_t i = 0; i < N_DAMAGES; i++) {
    fixture f;
    begin(&f);
    damages[i].make(&f);
    commit_ids(f.dir, "cd");
    assert_contents(f.dir, "a b e c d ");
    end(&f);
  }
}

static void merging_a_copy_makes_the_file_whole(void **state) {
  (void)state;
  for (size_t i = 0; i < N_DAMAGES; i++) {
    fixture f;
    qn_error error;
    char *copy = make_temp_dir();
    begin(&f);
    copy_directory(f.dir, copy);
    damages[i].make(&f);
    qn_writer *writer = open_writer_in(f.dir, NULL);
    if (damages[i].make == damage_middle) /* found when something looks at it */
      assert_int_equal(qn_writer_delete(writer, string_of("c"), &error), QN_DAMAGED);
    assert_ok(qn_writer_merge(writer, copy, &error), error);
    commit_and_close(writer);
    assert_contents(f.dir, "a b c e ");
    remove_tree(copy);
    end(&f);
  }
}

/* The last synced generation names the file, so a commit that does not wait for the disk waits for this. */
static void the_file_that_takes_the_place_of_a_damaged_one_is_synced(void **state) {
  (void)state;
  for (unsigned damaged = 0; damaged < 2; damaged++) {
    fixture f;
    qn_writer_options options = quick_options();
    options.no_sync = true;
    begin(&f);
    if (damaged)
      damage_middle(&f);
    qn_writer *writer = open_writer_in(f.dir, &options);
    add_plain(writer, "c", "walnut trees and what grows below them");
    add_plain(writer, "d", "walnut trees and what grows below them");
    n_syncs = 0;
    commit_and_close(writer);
    assert_int_equal(n_syncs, damaged ? 2 : 0); /* the file, and its entry in the directory */
    end(&f);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writers_go_on_beside_any_damage),
      cmocka_unit_test(a_file_that_is_put_back_is_part_of_the_index_again),
      cmocka_unit_test(adding_the_same_articles_makes_the_file_whole),
      cmocka_unit_test(merging_a_copy_makes_the_file_whole),
      cmocka_unit_test(the_file_that_takes_the_place_of_a_damaged_one_is_synced),
  };
  return cmocka_run_group_tests_name("damaged segments", tests, NULL, NULL);
}
