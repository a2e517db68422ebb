/* SPDX-License-Identifier: MIT */
/* test_power_cut.c: whenever the power fails, the index that is there afterwards is the one before the commit or the
 * one after it, whole; after a synced commit it is that one; and the next writer carries on.  A commit that was not
 * synced may be lost, back to the last synced one.
 *
 * The calls that change files are defined here, in front of the C library's, and recorded.  What a power cut may leave
 * of them is laid out (support/disk_model.h), opened and written to.  That each fsync is needed is shown by leaving it
 * out.  $QUERN_ROUNDS: random states at each moment. */
#include "base/file.h"
#include "support/disk_model.h"
#include "support/index_contents.h"
#include "support/support.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- the system calls --------------------------------------------------------------------------------------------- */

enum { MAX_DESCRIPTORS = 1024, ALL = -1 };

static disk_model *recorded; /* NULL: nothing is recorded */
static int opened[MAX_DESCRIPTORS];
static int n_syncs, omitted_sync = ALL; /* calls of fsync; the one that does nothing */

static int file_of(int fd) {
  return recorded == NULL || fd < 0 || fd >= MAX_DESCRIPTORS ? DISK_NOWHERE : opened[fd];
}

/* The number of the directory that a call is relative to. */
static int directory_of(int fd) {
  return fd == AT_FDCWD ? DISK_NOWHERE : file_of(fd);
}

static int record_open(int fd, int dir, const char *path, int flags) {
  if (recorded == NULL || fd < 0 || fd >= MAX_DESCRIPTORS)
    return fd;
  int file = disk_model_find(recorded, directory_of(dir), path);
  if (file == DISK_NOWHERE && (flags & O_CREAT))
    file = disk_model_create(recorded, directory_of(dir), path, false);
  else if (file != DISK_NOWHERE && (flags & O_TRUNC))
    disk_model_resize(recorded, file, 0);
  opened[fd] = file;
  return fd;
}

int openat(int dir, const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  int mode = flags & O_CREAT ? va_arg(arguments, int) : 0;
  va_end(arguments);
  return record_open((int)syscall(SYS_openat, dir, path, flags, mode), dir, path, flags);
}

int open(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  int mode = flags & O_CREAT ? va_arg(arguments, int) : 0;
  va_end(arguments);
  return record_open((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode), AT_FDCWD, path, flags);
}

int close(int fd) {
  if (fd >= 0 && fd < MAX_DESCRIPTORS)
    opened[fd] = DISK_NOWHERE;
  return (int)syscall(SYS_close, fd);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
  ssize_t written = syscall(SYS_pwrite64, fd, bytes, size, offset);
  if (written > 0 && file_of(fd) != DISK_NOWHERE)
    disk_model_write(recorded, file_of(fd), (size_t)offset, bytes, (size_t)written);
  return written;
}

ssize_t write(int fd, const void *bytes, size_t size) {
  off_t offset = file_of(fd) != DISK_NOWHERE ? lseek(fd, 0, SEEK_CUR) : 0;
  ssize_t written = syscall(SYS_write, fd, bytes, size);
  if (written > 0 && file_of(fd) != DISK_NOWHERE)
    disk_model_write(recorded, file_of(fd), (size_t)offset, bytes, (size_t)written);
  return written;
}

int ftruncate(int fd, off_t size) {
  int failed = (int)syscall(SYS_ftruncate, fd, size);
  if (failed == 0 && file_of(fd) != DISK_NOWHERE)
    disk_model_resize(recorded, file_of(fd), (size_t)size);
  return failed;
}

/* Does not wait: the power does not fail here. */
int fsync(int fd) {
  if (file_of(fd) != DISK_NOWHERE && n_syncs++ != omitted_sync)
    disk_model_sync(recorded, file_of(fd));
  return 0;
}

int fdatasync(int fd) {
  return fsync(fd);
}

int renameat(int from_dir, const char *from, int to_dir, const char *to) {
  int failed = (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, 0);
  if (failed == 0 && recorded != NULL)
    disk_model_rename(recorded, directory_of(from_dir), from, directory_of(to_dir), to);
  return failed;
}

int rename(const char *from, const char *to) {
  return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int unlinkat(int dir, const char *path, int flags) {
  int failed = (int)syscall(SYS_unlinkat, dir, path, flags);
  if (failed == 0 && recorded != NULL)
    disk_model_remove(recorded, directory_of(dir), path);
  return failed;
}

int unlink(const char *path) {
  return unlinkat(AT_FDCWD, path, 0);
}

int link(const char *from, const char *to) {
  int failed = (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
  if (failed == 0 && recorded != NULL)
    disk_model_link(recorded, from, to);
  return failed;
}

int mkdir(const char *path, mode_t mode) {
  int failed = (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
  if (failed == 0 && recorded != NULL)
    disk_model_create(recorded, DISK_NOWHERE, path, true);
  return failed;
}

/* --- commits ------------------------------------------------------------------------------------------------------ */

#define INDEX "made/index"
#define OTHER "other"

static qn_writer *open_writer(const char *dir, bool sync) {
  qn_writer *writer = NULL;
  qn_writer_options options = quick_options();
  options.no_sync = !sync;
  return qn_writer_open(&writer, dir, &options, NULL) == QN_OK ? writer : NULL;
}

static void add(qn_writer *writer, unsigned number, const char *version) {
  char id[16], text[80];
  snprintf(id, sizeof id, "%u", number);
  snprintf(text, sizeof text, "Article %u in its %s version", number, version);
  add_plain(writer, id, text);
}

static void give_source(qn_writer *writer, unsigned number) {
  qn_error error;
  const qn_source source = {.path = string_of("/n/a"), .bytes = number, .modified = 1, .read = 2};
  assert_ok(qn_writer_put_root(writer, string_of("/n"), string_of("n"), true, &error), error);
  assert_ok(qn_writer_begin_source(writer, source.path, &error), error);
  add(writer, 10 * number, "first");
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
}

/* One commit: what a letter stands for is done to the index; `number` makes what is added different. */
static qn_status commit_change(qn_writer *writer, char letter, unsigned number, const char *other) {
  qn_error error;
  switch (letter) {
  case 'a': /* adds */
    add(writer, 10 * number, "first");
    add(writer, 10 * number + 1, "first");
    break;
  case 'r': /* replaces, and adds */
    add(writer, 10, "second");
    add(writer, 10 * number, "first");
    break;
  case 'd': /* deletes */
    assert_ok(qn_writer_delete(writer, string_of("10"), &error), error);
    break;
  case 'e': /* adds what the first commit added */
    return commit_change(writer, 'a', 1, other);
  case 's': /* a file gives other articles than before */
    give_source(writer, number);
    break;
  case 'm':
    assert_ok(qn_writer_merge(writer, other, &error), error);
    break;
  case 'c':
    return qn_writer_compact(writer, NULL, NULL);
  } /* 'n': changes nothing */
  return qn_writer_commit(writer, NULL, NULL);
}

static void make_other(const char *dir) {
  qn_writer *writer = open_writer(dir, false);
  assert_non_null(writer);
  assert_int_equal(commit_change(writer, 'a', 9, NULL), QN_OK);
  qn_writer_close(writer);
}

/* --- states that were judged already ------------------------------------------------------------------------------ */

typedef struct verdict {
  uint64_t hash; /* of the state; 0: none */
  char *text;    /* the articles found */
  const char *problem;
} verdict;

enum { MAX_VERDICTS = 1 << 18 };

static verdict verdicts[MAX_VERDICTS];
static size_t n_kept, n_judged;

static void forget_verdicts(void) {
  for (size_t i = 0; i < MAX_VERDICTS; i++)
    free(verdicts[i].text);
  memset(verdicts, 0, sizeof verdicts);
  n_kept = 0;
}

static verdict *find_verdict(uint64_t hash) {
  size_t i = hash % MAX_VERDICTS;
  while (verdicts[i].hash != 0 && verdicts[i].hash != hash)
    i = (i + 1) % MAX_VERDICTS;
  return &verdicts[i];
}

/* Lays the state out, opens it, and writes on. */
static const verdict *judge(const disk_state *state, const char *scratch) {
  const uint64_t hash = disk_state_hash(state) | 1;
  verdict *known = find_verdict(hash);
  if (known->hash == hash)
    return known;
  if (n_kept == MAX_VERDICTS / 2) {
    forget_verdicts();
    known = find_verdict(hash);
  }
  index_contents found;
  char *dir = path_in(scratch, INDEX);
  empty_directory(scratch);
  disk_state_lay_out(state, scratch);
  change_boot_id(dir);
  read_contents(dir, &found);
  if (found.problem == NULL)
    found.problem = commit_one_more(dir, &found);
  *known = (verdict){hash, strdup(found.text), found.problem};
  assert_non_null(known->text);
  n_kept++;
  n_judged++;
  free(dir);
  return known;
}

/* --- scenarios ---------------------------------------------------------------------------------------------------- */

/* Commits by their letters; a capital letter is a commit that does not wait for the disk.  Those before the bar are on
 * disk when the power begins to fail.  What is merged is not, unless it was merged before. */
static const char *const scenarios[] = {
    /* Synced: the first commit, by adding and by merging; adding, replacing, deleting, merging, compacting, the
     * automatic merge of eight segments; equal articles; one after another. */
    "|a", "|m", "aa|a", "aa|r", "aa|d", "a|m", "aad|c", "aaaaaaa|a", "ad|e", "aa|rd", "|s", "s|s",
    /* The same, not synced. */
    "|A", "|M", "|N", "|NA", "aa|A", "aa|R", "aa|D", "a|M", "aad|C", "aaaaaaa|A", "ad|E", "a|E", "aa|RD", "m|CM", "s|S",
    /* Not synced, then synced. */
    "|Aa", "|Mn", "a|Aa", "a|An", "aa|Ra", "aa|Da", "aa|Dr", "aa|Ca", "a|Mm", "ad|Ea", "a|Ae", "m|CMa", "aa|AAn",
    "s|Ss"};
enum { N_SCENARIOS = sizeof scenarios / sizeof scenarios[0], MAX_COMMITS = 16 };

/* A scenario that was played. */
typedef struct play {
  const char *scenario;
  const char *commits; /* those that the power failed in */
  char *root, *scratch;
  disk_model *disk;
  char *texts[MAX_COMMITS]; /* what is in the index after each of the commits; 0: before them */
  size_t ends[MAX_COMMITS]; /* the moments at which they returned */
  int n_syncs;
  /* what was found: */
  size_t n_states;
  char rejected[256]; /* empty: nothing */
} play;

static void commit_letter(const char *root, char letter, unsigned number) {
  char *dir = path_in(root, INDEX), *other = path_in(root, OTHER);
  qn_writer *writer = open_writer(dir, !isupper((unsigned char)letter));
  assert_non_null(writer);
  assert_int_equal(commit_change(writer, (char)tolower((unsigned char)letter), number, other), QN_OK);
  qn_writer_close(writer);
  free(dir);
  free(other);
}

static char *text_of(const char *root) {
  index_contents all;
  char *dir = path_in(root, INDEX);
  read_contents(dir, &all);
  assert_null(all.problem);
  free(dir);
  return strdup(all.text);
}

/* The commits before the bar. */
static unsigned play_first(play *self) {
  unsigned number = 1;
  char *other = path_in(self->root, OTHER);
  if (memchr(self->scenario, 'm', (size_t)(self->commits - self->scenario)) != NULL)
    make_other(other);
  for (const char *letter = self->scenario; *letter != '|'; letter++)
    commit_letter(self->root, *letter, number++);
  self->texts[0] = text_of(self->root);
  self->ends[0] = disk_model_moment(self->disk);
  if (!has_entry(self->root, OTHER) && strpbrk(self->commits, "mM") != NULL)
    make_other(other);
  free(other);
  return number;
}

/* Plays the scenario with the chosen call of fsync left out. */
static void play_begin(play *self, const char *scenario, int omitted) {
  *self = (play){
      .scenario = scenario, .commits = strchr(scenario, '|') + 1, .root = make_temp_dir(), .scratch = make_temp_dir()};
  memset(opened, DISK_NOWHERE, sizeof opened);
  recorded = self->disk = disk_model_new(self->root);
  unsigned number = play_first(self);
  n_syncs = 0;
  omitted_sync = omitted;
  for (size_t i = 0; self->commits[i] != '\0'; i++) {
    commit_letter(self->root, self->commits[i], number++);
    self->ends[i + 1] = disk_model_moment(self->disk);
    self->texts[i + 1] = text_of(self->root);
  }
  omitted_sync = ALL;
  recorded = NULL;
  self->n_syncs = n_syncs;
}

static void play_end(play *self) {
  for (size_t i = 0; i < MAX_COMMITS; i++)
    free(self->texts[i]);
  disk_model_free(self->disk);
  remove_tree(self->root);
  remove_tree(self->scratch);
}

/* Whether the articles are those of a commit that may be there at this moment. */
static bool is_accepted(const play *self, size_t moment, const char *text) {
  const char *commits = self->commits;
  size_t n = strlen(commits), done = 0, least = 0;
  while (done < n && self->ends[done + 1] <= moment)
    done++;
  for (size_t i = 1; i <= done; i++)
    if (islower((unsigned char)commits[i - 1]))
      least = i;
  for (size_t i = least; i <= done + 1 && i <= n; i++)
    if (strcmp(text, self->texts[i]) == 0)
      return true;
  return false;
}

static bool accept_state(void *context, size_t moment, const disk_state *state) {
  play *self = context;
  const verdict *judged = judge(state, self->scratch);
  self->n_states++;
  const char *problem = judged->problem;
  if (problem == NULL && !is_accepted(self, moment, judged->text))
    problem = "it is no generation that may be there";
  if (problem != NULL)
    snprintf(self->rejected, sizeof self->rejected, "%s: moment %zu of %zu to %zu: %s", self->scenario, moment,
             self->ends[0], disk_model_moment(self->disk), problem);
  return problem == NULL;
}

static void play_through(play *self, const char *scenario, int omitted, random_source *random) {
  const char *wanted = getenv("QUERN_ROUNDS");
  unsigned rounds = wanted == NULL ? 4 : (unsigned)strtoul(wanted, NULL, 10);
  play_begin(self, scenario, omitted);
  disk_model_each_state(self->disk, self->ends[0], rounds, random, accept_state, self);
}

/* --- the tests ---------------------------------------------------------------------------------------------------- */

static void a_power_cut_leaves_the_index_before_or_after_a_commit(void **state) {
  (void)state;
  random_source random = random_start("power cuts", 9);
  size_t n_states = 0, n_rejected = 0;
  for (size_t i = 0; i < N_SCENARIOS; i++) {
    play played;
    play_through(&played, scenarios[i], ALL, &random);
    n_states += played.n_states;
    n_rejected += played.rejected[0] != '\0';
    if (played.rejected[0] != '\0')
      print_error("%s\n", played.rejected);
    play_end(&played);
  }
  print_message("%d scenarios: %zu states, %zu distinct\n", (int)N_SCENARIOS, n_states, n_judged);
  assert_true(n_judged > 1000);
  assert_int_equal(n_rejected, 0);
}

/* Each call of fsync, in each scenario, left out: a state is rejected.  A commit that is not synced has calls too, when
 * it makes the index: the synced commit after it needs them, so scenarios without one at their end say nothing. */
static void no_fsync_can_be_left_out(void **state) {
  (void)state;
  random_source random = random_start("power cuts without an fsync", 10);
  int n_omitted = 0, n_unnoticed = 0;
  for (size_t i = 0; i < N_SCENARIOS; i++) {
    int n = islower((unsigned char)scenarios[i][strlen(scenarios[i]) - 1]) ? 1 : 0;
    for (int omitted = 0; omitted < n; omitted++) {
      play played;
      play_through(&played, scenarios[i], omitted, &random);
      n = played.n_syncs;
      n_omitted += omitted < n;
      if (omitted < n && played.rejected[0] == '\0') {
        n_unnoticed++;
        print_error("%s: fsync %d of %d is not needed\n", scenarios[i], omitted, n);
      }
      play_end(&played);
    }
  }
  print_message("%d calls of fsync left out, one at a time\n", n_omitted);
  assert_true(n_omitted > 50);
  assert_int_equal(n_unnoticed, 0);
}

int main(void) {
  if (access("/dev/shm", W_OK) == 0)
    setenv("TMPDIR", "/dev/shm", false); /* in memory: thousands of indexes are laid out */
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_power_cut_leaves_the_index_before_or_after_a_commit),
      cmocka_unit_test(no_fsync_can_be_left_out),
  };
  int failed = cmocka_run_group_tests_name("power cuts", tests, NULL, NULL);
  forget_verdicts();
  return failed;
}
