/* SPDX-License-Identifier: MIT */
/* reference_sources.c: source records, from index-data/FORMAT.md. */
#include "reference/reference_parts.h"

#include <string.h>

typedef struct root {
  reference_bytes path, name, options;
  bool whole;
} root;

static reference_bytes take_string(reference_index *index, reference_cursor *cursor) {
  const size_t size = (size_t)reference_varint(cursor);
  return reference_copy(index, reference_take(cursor, size), size);
}

/* `first`, a slash unless it is empty or ends in one, and `second`. */
static reference_bytes join(reference_index *index, reference_bytes first, reference_bytes second) {
  const bool slash = first.size > 0 && first.data[first.size - 1] != '/';
  reference_bytes joined = {reference_alloc(index, first.size + second.size + 2), 0};
  memcpy(joined.data, first.data, first.size);
  if (slash)
    joined.data[first.size] = '/';
  memcpy(joined.data + first.size + slash, second.data, second.size);
  joined.size = first.size + slash + second.size;
  joined.data[joined.size] = 0;
  return joined;
}

static reference_bytes take_after(reference_index *index, reference_cursor *cursor, reference_bytes before) {
  const size_t shared = (size_t)reference_varint(cursor);
  reference_require(shared <= before.size, "more is shared than there is");
  const reference_bytes rest = take_string(index, cursor);
  reference_bytes string = {reference_alloc(index, shared + rest.size + 1), shared + rest.size};
  memcpy(string.data, before.data, shared);
  memcpy(string.data + shared, rest.data, rest.size);
  string.data[string.size] = 0;
  return string;
}

static int compare(reference_bytes a, reference_bytes b) {
  const int order = memcmp(a.data, b.data, a.size < b.size ? a.size : b.size);
  return order != 0 ? order : a.size < b.size ? -1 : a.size > b.size;
}

static void read_ids(reference_index *index, reference_cursor *cursor, reference_source *source,
                     reference_bytes before) {
  source->n_ids = reference_varint(cursor);
  const uint64_t size = reference_varint(cursor);
  const size_t left = reference_left(cursor);
  source->ids = reference_alloc(index, (size_t)source->n_ids * sizeof *source->ids);
  for (uint64_t i = 0; i < source->n_ids; i++) {
    source->ids[i] = before = take_after(index, cursor, before);
    reference_require(before.size >= 1 && before.size <= 512, "an id has a wrong size");
  }
  reference_require(left - reference_left(cursor) == size, "the ids of a source have another size");
}

static void read_source(reference_index *index, reference_cursor *cursor, reference_source *source, const root *of,
                        reference_bytes path) {
  source->path = join(index, of->path, path);
  source->name = join(index, of->name, path);
  source->whole = of->whole;
  source->root = of->path;
  source->options = of->options;
  const uint64_t flags = reference_number(cursor, 1);
  source->named = flags & 1;
  source->followed = flags >> 1 & 1;
  source->bytes = reference_varint(cursor);
  source->modified = (int64_t)reference_number(cursor, 8);
  source->read = (int64_t)reference_number(cursor, 8);
  reference_require(source->read >= 0, "a source was read before 1970");
  source->device = reference_varint(cursor);
  source->inode = reference_varint(cursor);
  source->content = reference_number(cursor, 8);
  source->reading = reference_varint(cursor);
  source->n_refused = reference_varint(cursor);
  source->n_lines = source->followed ? reference_varint(cursor) : 0;
  source->n_given = source->followed ? reference_varint(cursor) : 0;
  read_ids(index, cursor, source, source->name);
  reference_require(!source->followed || source->n_ids == 0, "a source that is followed has ids");
}

static root *read_roots(reference_index *index, reference_cursor *cursor, uint64_t n) {
  root *roots = reference_alloc(index, (size_t)n * sizeof *roots);
  for (uint64_t i = 0; i < n; i++) {
    roots[i].path = take_string(index, cursor);
    roots[i].name = take_string(index, cursor);
    roots[i].whole = reference_number(cursor, 1) & 1;
    roots[i].options = take_string(index, cursor);
    reference_require(roots[i].path.size > 0 && roots[i].path.data[0] == '/', "a root is relative");
    reference_require(i == 0 || compare(roots[i - 1].path, roots[i].path) < 0, "the roots are not in order");
  }
  return roots;
}

/* The place of a group's first source, as the sections of groups and starts have it. */
static void read_group(reference_index *index, reference_bytes starts, reference_cursor *groups, size_t at,
                       uint64_t root_number, reference_bytes path) {
  reference_require(reference_number(groups, 8) == at, "a group begins elsewhere");
  const uint64_t start = reference_number(groups, 8);
  reference_require(start <= starts.size, "a group has no start");
  reference_cursor cursor = reference_from(starts, start, starts.size - start);
  reference_require(reference_varint(&cursor) == root_number, "a group begins in another root");
  reference_require(compare(take_string(index, &cursor), path) == 0, "a group begins with another path");
}

void reference_read_sources(reference_index *index, reference_bytes section, reference_bytes starts,
                            reference_bytes groups) {
  reference_cursor cursor = reference_from(section, 0, section.size), group = reference_from(groups, 0, groups.size);
  const uint64_t n_roots = reference_varint(&cursor);
  const root *roots = read_roots(index, &cursor, n_roots);
  const size_t most = reference_left(&cursor) / 32; /* a source takes more bytes */
  index->sources = reference_alloc(index, (most + 1) * sizeof *index->sources);
  reference_bytes path = {section.data, 0};
  uint64_t before = 0;
  for (; reference_left(&cursor) > 0; index->n_sources++) {
    const bool begins = index->n_sources % 32 == 0;
    const size_t at = section.size - reference_left(&cursor);
    const uint64_t number = reference_varint(&cursor) + (begins ? 0 : before);
    reference_require(number >= before && number < n_roots, "a source has no root");
    const reference_bytes old = {path.data, number > before ? 0 : path.size};
    path = take_after(index, &cursor, begins ? (reference_bytes){path.data, 0} : old);
    reference_require(compare(old, path) < 0, "the sources are not in order");
    if (begins)
      read_group(index, starts, &group, at, number, path);
    read_source(index, &cursor, &index->sources[index->n_sources], &roots[number], path);
    before = number;
  }
  reference_require(reference_left(&group) == 0, "there are more groups than sources");
}
