/* SPDX-License-Identifier: MIT */
/* unpack.c: a row for each kind of packing, and what its library calls the same things. */
#include "articles/unpack.h"

#include "base/memory.h"

#include <bzlib.h>
#include <limits.h>
#include <lzma.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

static bool begins(const uint8_t *data, size_t size, const char *start, size_t length) {
  return size >= length && memcmp(data, start, length) == 0;
}

/* What fits an unsigned int. */
static unsigned piece(size_t size) {
  return size < INT_MAX ? (unsigned)size : INT_MAX;
}

/* --- gzip --------------------------------------------------------------------------------------------------------- */

static bool starts_gzip(const uint8_t *data, size_t size) {
  return begins(data, size, "\x1f\x8b", 2);
}

static void *begin_gzip(size_t memory) {
  enum { WINDOW = 15 + 16 }; /* 32 KiB of history, a gzip header */
  (void)memory;
  z_stream *z = qn__malloc(sizeof *z);
  if (z == NULL)
    return NULL;
  *z = (z_stream){0};
  if (inflateInit2(z, WINDOW) == Z_OK)
    return z;
  qn__free(z);
  return NULL;
}

static qn__unpacked step_gzip(void *state, qn__unpack_step *step) {
  z_stream *z = state;
  const unsigned in = piece(step->in_left), out = piece(step->out_left);
  z->next_in = (Bytef *)step->in;
  z->avail_in = in;
  z->next_out = step->out;
  z->avail_out = out;
  const int result = inflate(z, Z_NO_FLUSH);
  step->in += in - z->avail_in;
  step->in_left -= in - z->avail_in;
  step->out += out - z->avail_out;
  step->out_left -= out - z->avail_out;
  if (result == Z_MEM_ERROR)
    return QN__UNPACK_NO_MEMORY;
  if (result == Z_STREAM_END)
    return QN__UNPACK_ENDED;
  return result == Z_OK || result == Z_BUF_ERROR ? QN__UNPACK_GOES_ON : QN__UNPACK_DAMAGED;
}

static size_t memory_of_gzip(const void *state) {
  (void)state;
  return 48 << 10;
}

static void end_gzip(void *state) {
  inflateEnd(state);
  qn__free(state);
}

/* --- bzip2 -------------------------------------------------------------------------------------------------------- */

/* A text may begin with "BZh", too. */
static bool starts_bzip2(const uint8_t *data, size_t size) {
  return size >= 10 && memcmp(data, "BZh", 3) == 0 && data[3] >= '1' && data[3] <= '9' &&
         (memcmp(data + 4, "1AY&SY", 6) == 0 || memcmp(data + 4, "\x17rE8P\x90", 6) == 0);
}

static void *begin_bzip2(size_t memory) {
  (void)memory;
  bz_stream *z = qn__malloc(sizeof *z);
  if (z == NULL)
    return NULL;
  *z = (bz_stream){0};
  if (BZ2_bzDecompressInit(z, 0, 0) == BZ_OK)
    return z;
  qn__free(z);
  return NULL;
}

static qn__unpacked step_bzip2(void *state, qn__unpack_step *step) {
  bz_stream *z = state;
  const unsigned in = piece(step->in_left), out = piece(step->out_left);
  z->next_in = (char *)step->in;
  z->avail_in = in;
  z->next_out = (char *)step->out;
  z->avail_out = out;
  const int result = BZ2_bzDecompress(z);
  step->in += in - z->avail_in;
  step->in_left -= in - z->avail_in;
  step->out += out - z->avail_out;
  step->out_left -= out - z->avail_out;
  if (result == BZ_MEM_ERROR)
    return QN__UNPACK_NO_MEMORY;
  if (result == BZ_STREAM_END)
    return QN__UNPACK_ENDED;
  return result == BZ_OK ? QN__UNPACK_GOES_ON : QN__UNPACK_DAMAGED;
}

static size_t memory_of_bzip2(const void *state) {
  (void)state;
  return 4 << 20;
}

static void end_bzip2(void *state) {
  BZ2_bzDecompressEnd(state);
  qn__free(state);
}

/* --- xz ----------------------------------------------------------------------------------------------------------- */

static bool starts_xz(const uint8_t *data, size_t size) {
  return begins(data, size,
                "\xfd"
                "7zXZ\0",
                6);
}

static void *begin_xz(size_t memory) {
  lzma_stream *z = qn__malloc(sizeof *z);
  if (z == NULL)
    return NULL;
  *z = (lzma_stream)LZMA_STREAM_INIT;
  if (lzma_stream_decoder(z, memory, 0) == LZMA_OK)
    return z;
  qn__free(z);
  return NULL;
}

static qn__unpacked step_xz(void *state, qn__unpack_step *step) {
  lzma_stream *z = state;
  z->next_in = step->in;
  z->avail_in = step->in_left;
  z->next_out = step->out;
  z->avail_out = step->out_left;
  const lzma_ret result = lzma_code(z, LZMA_RUN);
  *step = (qn__unpack_step){z->next_in, z->next_out, z->avail_in, z->avail_out};
  if (result == LZMA_MEM_ERROR)
    return QN__UNPACK_NO_MEMORY;
  if (result == LZMA_MEMLIMIT_ERROR)
    return QN__UNPACK_TOO_LARGE;
  if (result == LZMA_STREAM_END)
    return QN__UNPACK_ENDED;
  return result == LZMA_OK || result == LZMA_BUF_ERROR ? QN__UNPACK_GOES_ON : QN__UNPACK_DAMAGED;
}

static size_t memory_of_xz(const void *state) {
  return (size_t)lzma_memusage(state);
}

static void end_xz(void *state) {
  lzma_end(state);
  qn__free(state);
}

/* --- zstd --------------------------------------------------------------------------------------------------------- */

/* A frame, or one that is skipped: archives that can be read from the middle may begin with that. */
static bool starts_zstd(const uint8_t *data, size_t size) {
  return begins(data, size, "\x28\xb5\x2f\xfd", 4) ||
         (size >= 4 && data[0] >> 4 == 5 && memcmp(data + 1, "\x2a\x4d\x18", 3) == 0);
}

/* The window may take what is left after the other buffers: 2^log bytes. */
static int window_log(size_t memory) {
  enum { BUFFERS = 1 << 20, LEAST = 10 };
  const ZSTD_bounds bounds = ZSTD_dParam_getBounds(ZSTD_d_windowLogMax);
  int log = LEAST;
  while (log < bounds.upperBound && memory > BUFFERS && (size_t)2 << log <= memory - BUFFERS)
    log++;
  return log;
}

static void *begin_zstd(size_t memory) {
  ZSTD_DCtx *z = ZSTD_createDCtx();
  if (z != NULL)
    ZSTD_DCtx_setParameter(z, ZSTD_d_windowLogMax, window_log(memory));
  return z;
}

static qn__unpacked step_zstd(void *state, qn__unpack_step *step) {
  ZSTD_inBuffer in = {step->in, step->in_left, 0};
  ZSTD_outBuffer out = {step->out, step->out_left, 0};
  const size_t result = ZSTD_decompressStream(state, &out, &in);
  *step = (qn__unpack_step){step->in + in.pos, step->out + out.pos, step->in_left - in.pos, step->out_left - out.pos};
  if (!ZSTD_isError(result))
    return result == 0 ? QN__UNPACK_ENDED : QN__UNPACK_GOES_ON;
  switch (ZSTD_getErrorCode(result)) {
  case ZSTD_error_memory_allocation:
    return QN__UNPACK_NO_MEMORY;
  case ZSTD_error_frameParameter_windowTooLarge:
    return QN__UNPACK_TOO_LARGE;
  default:
    return QN__UNPACK_DAMAGED;
  }
}

static size_t memory_of_zstd(const void *state) {
  return ZSTD_sizeof_DCtx(state);
}

static void end_zstd(void *state) {
  ZSTD_freeDCtx(state);
}

/* ------------------------------------------------------------------------------------------------------------------ */

static const qn__packing packings[] = {
    {"gzip", {"gz", NULL}, starts_gzip, begin_gzip, step_gzip, memory_of_gzip, end_gzip},
    {"bzip2", {"bz2", NULL}, starts_bzip2, begin_bzip2, step_bzip2, memory_of_bzip2, end_bzip2},
    {"xz", {"xz", NULL}, starts_xz, begin_xz, step_xz, memory_of_xz, end_xz},
    {"zstd", {"zst", "zstd"}, starts_zstd, begin_zstd, step_zstd, memory_of_zstd, end_zstd},
};
enum { N_PACKINGS = sizeof packings / sizeof packings[0] };

const qn__packing *qn__packing_at(size_t i) {
  return i < N_PACKINGS ? &packings[i] : NULL;
}

const qn__packing *qn__packing_of(const uint8_t *data, size_t size) {
  for (size_t i = 0; i < N_PACKINGS; i++)
    if (packings[i].starts(data, size))
      return &packings[i];
  return NULL;
}
