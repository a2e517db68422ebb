/* SPDX-License-Identifier: MIT */
/* disk_model.c: the log of changes, and the states of the disk that a power cut may leave of it. */
#include "support/disk_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_NODES = 512, MAX_LOG = 2048, MAX_ENTRIES = 64, MAX_PENDING = 64, NAME_SIZE = 96, MAX_PATH = 512 };

/* --- the log ------------------------------------------------------------------------------------------------------ */

typedef enum change_kind { MAKE, WRITE, RESIZE, ENTRY, SYNC } change_kind;

/* ENTRY: `to` of the directory becomes `node` (none: it is removed), and `from`, if given, is removed with it. */
typedef struct change {
  change_kind kind;
  int node, directory;
  size_t offset, size;
  uint8_t *bytes;
  char from[NAME_SIZE], to[NAME_SIZE];
} change;

typedef struct contents {
  uint8_t *data;
  size_t size;
} contents;

typedef struct entry {
  char name[NAME_SIZE];
  int node;
} entry;

typedef struct listing {
  entry entries[MAX_ENTRIES];
  size_t n;
} listing;

/* A file or a directory: as programs see it, and what of it is on disk. */
typedef struct node {
  bool is_directory, unsynced;
  contents now, on_disk;
  listing *entries; /* those on disk */
} node;

/* Everything at one moment. */
typedef struct image {
  node nodes[MAX_NODES];
  int n_nodes;
  const change *pending[MAX_PENDING]; /* changes to directories that are not on disk, in order */
  size_t n_pending;
} image;

struct disk_model {
  char root[MAX_PATH];
  change *log;
  size_t n_log;
  image live;
};

static void *must(void *memory) {
  if (memory == NULL)
    scaffold_failed("model of the disk", "no memory");
  return memory;
}

static void limit(bool within, const char *what) {
  if (!within)
    scaffold_failed("model of the disk", what);
}

/* --- an image ----------------------------------------------------------------------------------------------------- */

static void set_entry(listing *list, const char *name, int number) {
  size_t i = 0;
  while (i < list->n && strcmp(list->entries[i].name, name) != 0)
    i++;
  if (number == DISK_NOWHERE) {
    if (i < list->n)
      list->entries[i] = list->entries[--list->n];
    return;
  }
  limit(i < MAX_ENTRIES, "too many entries");
  snprintf(list->entries[i].name, NAME_SIZE, "%s", name);
  list->entries[i].node = number;
  list->n += i == list->n;
}

static void apply_entry(listing *list, const change *made) {
  if (made->from[0] != '\0')
    set_entry(list, made->from, DISK_NOWHERE);
  set_entry(list, made->to, made->node);
}

/* The entries of a directory if those pending changes whose bits are set have reached the disk. */
static listing entries_of(const image *self, int directory, uint64_t chosen) {
  listing list = *self->nodes[directory].entries;
  for (size_t i = 0; i < self->n_pending; i++)
    if (self->pending[i]->directory == directory && (chosen >> i & 1))
      apply_entry(&list, self->pending[i]);
  return list;
}

static void set_contents(contents *to, const contents *from) {
  to->data = must(realloc(to->data, from->size + 1));
  to->size = from->size;
  memcpy(to->data, from->data == NULL ? (const uint8_t *)"" : from->data, from->size);
}

static void resize_contents(contents *self, size_t size) {
  self->data = must(realloc(self->data, size + 1));
  if (size > self->size)
    memset(self->data + self->size, 0, size - self->size);
  self->size = size;
}

static void make_node(image *self, bool is_directory) {
  limit(self->n_nodes < MAX_NODES, "too many files");
  node *made = &self->nodes[self->n_nodes++];
  *made = (node){.is_directory = is_directory};
  resize_contents(&made->now, 0);
  resize_contents(&made->on_disk, 0);
  if (is_directory)
    made->entries = must(calloc(1, sizeof *made->entries));
}

static void sync_node(image *self, int number) {
  node *synced = &self->nodes[number];
  size_t kept = 0;
  if (!synced->is_directory) {
    set_contents(&synced->on_disk, &synced->now);
    synced->unsynced = false;
    return;
  }
  *synced->entries = entries_of(self, number, UINT64_MAX);
  for (size_t i = 0; i < self->n_pending; i++)
    if (self->pending[i]->directory != number)
      self->pending[kept++] = self->pending[i];
  self->n_pending = kept;
}

static void apply(image *self, const change *made) {
  node *changed = made->kind == MAKE || made->node < 0 ? NULL : &self->nodes[made->node];
  switch (made->kind) {
  case MAKE:
    make_node(self, made->size != 0);
    break;
  case WRITE:
    if (made->offset + made->size > changed->now.size)
      resize_contents(&changed->now, made->offset + made->size);
    memcpy(changed->now.data + made->offset, made->bytes, made->size);
    changed->unsynced = true;
    break;
  case RESIZE:
    resize_contents(&changed->now, made->size);
    changed->unsynced = true;
    break;
  case ENTRY:
    limit(self->n_pending < MAX_PENDING, "too many changes to directories without a sync");
    self->pending[self->n_pending++] = made;
    break;
  case SYNC:
    sync_node(self, made->node);
    break;
  }
}

static void clear_image(image *self) {
  for (int i = 0; i < self->n_nodes; i++) {
    free(self->nodes[i].now.data);
    free(self->nodes[i].on_disk.data);
    free(self->nodes[i].entries);
  }
}

/* --- recording ---------------------------------------------------------------------------------------------------- */

disk_model *disk_model_new(const char *root) {
  disk_model *disk = must(calloc(1, sizeof *disk));
  disk->log = must(calloc(MAX_LOG, sizeof *disk->log));
  snprintf(disk->root, sizeof disk->root, "%s", root);
  make_node(&disk->live, true);
  return disk;
}

void disk_model_free(disk_model *disk) {
  clear_image(&disk->live);
  for (size_t i = 0; i < disk->n_log; i++)
    free(disk->log[i].bytes);
  free(disk->log);
  free(disk);
}

static void record(disk_model *disk, change made) {
  limit(disk->n_log < MAX_LOG, "too many changes");
  disk->log[disk->n_log] = made;
  apply(&disk->live, &disk->log[disk->n_log++]);
}

static int find_entry(const disk_model *disk, int directory, const char *name) {
  const listing list = entries_of(&disk->live, directory, UINT64_MAX);
  for (size_t i = 0; i < list.n; i++)
    if (strcmp(list.entries[i].name, name) == 0)
      return list.entries[i].node;
  return DISK_NOWHERE;
}

/* The directory that has the last name of the path, and that name; it is empty if the path is that of the root. */
static int find_parent(const disk_model *disk, int directory, const char *path, char name[NAME_SIZE]) {
  size_t root = strlen(disk->root);
  int at = path[0] == '/' ? DISK_ROOT : directory;
  if (path[0] == '/' && (strncmp(path, disk->root, root) != 0 || (path[root] != '/' && path[root] != '\0')))
    return DISK_NOWHERE;
  path += path[0] == '/' ? root : 0;
  for (name[0] = '\0'; at != DISK_NOWHERE; path += strlen(name)) {
    path += strspn(path, "/");
    if (*path == '\0')
      return at;
    if (name[0] != '\0')
      at = find_entry(disk, at, name);
    snprintf(name, NAME_SIZE, "%.*s", (int)strcspn(path, "/"), path);
  }
  return at;
}

int disk_model_find(const disk_model *disk, int directory, const char *path) {
  char name[NAME_SIZE];
  int parent = find_parent(disk, directory, path, name);
  return parent == DISK_NOWHERE || name[0] == '\0' ? parent : find_entry(disk, parent, name);
}

static void record_entry(disk_model *disk, int directory, const char *path, int number, const char *from) {
  change made = {.kind = ENTRY, .node = number};
  made.directory = find_parent(disk, directory, path, made.to);
  snprintf(made.from, sizeof made.from, "%s", from);
  if (made.directory != DISK_NOWHERE)
    record(disk, made);
}

int disk_model_create(disk_model *disk, int directory, const char *path, bool is_directory) {
  char name[NAME_SIZE];
  int made = disk->live.n_nodes;
  if (find_parent(disk, directory, path, name) == DISK_NOWHERE)
    return DISK_NOWHERE;
  record(disk, (change){.kind = MAKE, .size = is_directory});
  record_entry(disk, directory, path, made, "");
  return made;
}

void disk_model_write(disk_model *disk, int file, size_t offset, const void *bytes, size_t size) {
  uint8_t *copy = must(malloc(size + 1));
  memcpy(copy, bytes, size);
  record(disk, (change){.kind = WRITE, .node = file, .offset = offset, .size = size, .bytes = copy});
}

void disk_model_resize(disk_model *disk, int file, size_t size) {
  record(disk, (change){.kind = RESIZE, .node = file, .size = size});
}

void disk_model_rename(disk_model *disk, int from_directory, const char *from, int to_directory, const char *to) {
  char name[NAME_SIZE], unused[NAME_SIZE];
  int number = disk_model_find(disk, from_directory, from), parent = find_parent(disk, from_directory, from, name);
  limit(parent == find_parent(disk, to_directory, to, unused), "renaming into another directory is not modelled");
  if (number != DISK_NOWHERE)
    record_entry(disk, to_directory, to, number, name);
}

void disk_model_remove(disk_model *disk, int directory, const char *path) {
  record_entry(disk, directory, path, DISK_NOWHERE, "");
}

void disk_model_link(disk_model *disk, const char *from, const char *to) {
  int number = disk_model_find(disk, DISK_NOWHERE, from);
  limit(number != DISK_NOWHERE, "a link to a file that is not modelled");
  record_entry(disk, DISK_NOWHERE, to, number, "");
}

void disk_model_sync(disk_model *disk, int number) {
  record(disk, (change){.kind = SYNC, .node = number});
}

size_t disk_model_moment(const disk_model *disk) {
  return disk->n_log;
}

/* --- states ------------------------------------------------------------------------------------------------------- */

/* What is left of a file's bytes that were not synced. */
typedef enum remains { WHOLE, MISSING, CUT, ZEROED, LATE, N_REMAINS } remains;

struct disk_state {
  const image *image;
  uint64_t chosen;                     /* the pending changes that have reached the disk */
  uint8_t remains[MAX_NODES];          /* of each file */
  const uint64_t (*hashes)[N_REMAINS]; /* of each file's bytes, by what is left */
};

/* The bytes of a file, on the heap. */
static contents contents_of(const node *file, remains left) {
  contents made = {NULL, 0};
  size_t kept = file->on_disk.size, size = file->now.size, middle = kept < size ? kept + (size - kept) / 2 : size;
  set_contents(&made, !file->unsynced || left != MISSING ? &file->now : &file->on_disk);
  if (!file->unsynced)
    return made;
  if (left == CUT)
    resize_contents(&made, middle);
  else if (left == ZEROED && kept < size)
    memset(made.data + kept, 0, size - kept);
  else if (left == LATE && kept < size) /* the later half was written first */
    memset(made.data + kept, 0, middle - kept);
  return made;
}

static uint64_t mix(uint64_t hash, const void *bytes, size_t size) {
  const uint8_t *from = bytes;
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ from[i]) * UINT64_C(0x100000001b3);
  return (hash ^ hash >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
}

static uint64_t hash_directory(const disk_state *state, int directory, uint64_t hash) {
  const listing list = entries_of(state->image, directory, state->chosen);
  uint64_t sum = hash;
  for (size_t i = 0; i < list.n; i++) { /* in any order */
    int number = list.entries[i].node;
    uint64_t own = mix(hash, list.entries[i].name, strlen(list.entries[i].name));
    if (state->image->nodes[number].is_directory)
      sum += hash_directory(state, number, own);
    else
      sum += mix(own, &state->hashes[number][state->remains[number]], sizeof(uint64_t));
  }
  return sum;
}

uint64_t disk_state_hash(const disk_state *state) {
  return hash_directory(state, DISK_ROOT, UINT64_C(0xcbf29ce484222325));
}

static void lay_out(const disk_state *state, int directory, const char *path) {
  const listing list = entries_of(state->image, directory, state->chosen);
  for (size_t i = 0; i < list.n; i++) {
    int number = list.entries[i].node;
    char *child = path_in(path, list.entries[i].name);
    if (state->image->nodes[number].is_directory) {
      if (mkdir(child, 0777) != 0)
        scaffold_failed(child, "cannot be made");
      lay_out(state, number, child);
    } else {
      contents left = contents_of(&state->image->nodes[number], state->remains[number]);
      write_file(child, left.data, left.size);
      free(left.data);
    }
    free(child);
  }
}

void disk_state_lay_out(const disk_state *state, const char *path) {
  lay_out(state, DISK_ROOT, path);
}

static void hash_files(const image *self, uint64_t (*hashes)[N_REMAINS]) {
  for (int i = 0; i < self->n_nodes; i++)
    for (int left = WHOLE; left < N_REMAINS && !self->nodes[i].is_directory; left++) {
      contents made = contents_of(&self->nodes[i], (remains)left);
      hashes[i][left] = mix(made.size, made.data, made.size);
      free(made.data);
    }
}

/* --- all states of a moment --------------------------------------------------------------------------------------- */

typedef struct search {
  size_t moment;
  disk_state state;
  disk_state_visit visit;
  void *context;
} search;

static bool visit_state(search *self) {
  return self->visit(self->context, self->moment, &self->state);
}

/* Every choice for the contents of one file, or of all; the others are whole. */
static bool visit_contents(search *self, uint64_t chosen) {
  const image *at = self->state.image;
  self->state.chosen = chosen;
  memset(self->state.remains, WHOLE, sizeof self->state.remains);
  bool goes_on = visit_state(self);
  for (int left = MISSING; left < N_REMAINS; left++) {
    memset(self->state.remains, left, sizeof self->state.remains);
    goes_on = goes_on && visit_state(self);
    memset(self->state.remains, WHOLE, sizeof self->state.remains);
    for (int i = 0; i < at->n_nodes && goes_on; i++) {
      if (!at->nodes[i].unsynced)
        continue;
      self->state.remains[i] = (uint8_t)left;
      goes_on = visit_state(self);
      self->state.remains[i] = WHOLE;
    }
  }
  return goes_on;
}

static bool visit_random(search *self, random_source *random) {
  self->state.chosen = random_next(random) | (random_below(random, 2) ? random_next(random) : 0);
  for (int i = 0; i < self->state.image->n_nodes; i++)
    self->state.remains[i] = (uint8_t)(random_below(random, 2) ? WHOLE : random_below(random, N_REMAINS));
  return visit_state(self);
}

static bool visit_moment(search *self, unsigned rounds, random_source *random) {
  bool goes_on = visit_contents(self, 0) && visit_contents(self, UINT64_MAX);
  for (size_t i = 0; i < self->state.image->n_pending && goes_on; i++) {
    const uint64_t one = UINT64_C(1) << i;
    goes_on = visit_contents(self, one) && visit_contents(self, ~one) && visit_contents(self, one - 1);
  }
  for (unsigned i = 0; i < rounds && goes_on; i++)
    goes_on = visit_random(self, random);
  return goes_on;
}

/* All that was changed until now is on disk. */
static void settle(image *self) {
  for (int i = 0; i < self->n_nodes; i++)
    sync_node(self, i);
}

void disk_model_each_state(const disk_model *disk, size_t first, unsigned rounds, random_source *random,
                           disk_state_visit visit, void *context) {
  image *at = must(calloc(1, sizeof *at));
  uint64_t(*hashes)[N_REMAINS] = must(calloc(MAX_NODES, sizeof *hashes));
  search self = {
      .state = {.image = at, .hashes = (const uint64_t(*)[N_REMAINS])hashes}, .visit = visit, .context = context};
  make_node(at, true);
  for (size_t i = 0; i < first; i++)
    apply(at, &disk->log[i]);
  settle(at);
  bool goes_on = true;
  for (self.moment = first; goes_on && self.moment <= disk->n_log; self.moment++) {
    hash_files(at, hashes);
    goes_on = visit_moment(&self, rounds, random);
    if (self.moment < disk->n_log)
      apply(at, &disk->log[self.moment]);
  }
  clear_image(at);
  free(hashes);
  free(at);
}
