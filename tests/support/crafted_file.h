/* SPDX-License-Identifier: MIT */
/* crafted_file.h: changes what a quern file says and then makes its checksums right, as somebody would who wants to
 * harm its reader.  A change is a step of a few bytes, so that a fuzzer can invent and vary steps.
 * Bytes: index-data/FORMAT.md, "Files". */
#ifndef QN_TESTS_SUPPORT_CRAFTED_FILE_H
#define QN_TESTS_SUPPORT_CRAFTED_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "container/container.h"

/* A file, taken apart. */
typedef struct crafted_file {
  uint8_t *content; /* magic and sections, on the heap */
  uint64_t size;    /* of the content */
  qn__output_section sections[QN__MAX_SECTIONS];
  uint32_t n_sections, kind;
  uint64_t hash[2];
} crafted_file;

/* A step: what to do, the section it is done to (modulo their number), a place in it (two bytes, the higher one first;
 * with the highest bit set it is counted from the end), and two bytes that mean what the kind says. */
enum { CRAFTED_STEP_SIZE = 6 };

typedef enum crafted_kind {
  CRAFTED_NUMBER, /* a number of 1 << (a & 3) bytes is replaced by a special one: 2^k - 1 to 2^k + 2, b = k and which */
  CRAFTED_SUM,    /* b, signed, is added to such a number */
  CRAFTED_FLIP,   /* the bits of `a` in one byte are inverted */
  CRAFTED_FILL,   /* 1 + a % 16 bytes become b */
  CRAFTED_COPY,   /* 1 + a % 64 bytes are copied from a place that b gives */
  CRAFTED_CUT,    /* 1 + a bytes are removed, and the section ends earlier */
  CRAFTED_BOUNDS, /* the id, the flags, the offset or the size of the section (a % 4) becomes special, or more by b */
  CRAFTED_SWAP,   /* the section exchanges its place with section b */
  CRAFTED_END,    /* the file's content ends at the place */
  CRAFTED_KINDS
} crafted_kind;

/* Takes a valid file apart.  False: it is too short. */
bool crafted_file_open(crafted_file *file, const uint8_t *bytes, size_t size);
void crafted_file_close(crafted_file *file);

void crafted_file_change(crafted_file *file, const uint8_t step[CRAFTED_STEP_SIZE]);

/* The section of this id as far as it lies in the content; NULL: it does not. */
uint8_t *crafted_file_section(const crafted_file *file, uint32_t id, uint64_t *size);

/* How many bytes the file has when it is put together. */
size_t crafted_file_size(const crafted_file *file);

/* Puts the file together, with right checksums; on the heap, in a block of its size. */
uint8_t *crafted_file_bytes(const crafted_file *file, size_t *size);

#endif
