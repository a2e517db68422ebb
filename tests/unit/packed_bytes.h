/* SPDX-License-Identifier: MIT */
/* packed_bytes.h: packs a text as each library does. */
#ifndef QN_TESTS_UNIT_PACKED_BYTES_H
#define QN_TESTS_UNIT_PACKED_BYTES_H

#include "support/support.h"

#include <bzlib.h>
#include <lzma.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

static const char *const packing_names[] = {"gzip", "bzip2", "xz", "zstd"};
enum { N_PACKINGS = 4 };

static size_t pack_gzip(const char *text, uint8_t *out, size_t room) {
  z_stream z = {.next_in = (Bytef *)text, .avail_in = (uInt)strlen(text), .next_out = out, .avail_out = (uInt)room};
  assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  deflateEnd(&z);
  return room - z.avail_out;
}

static size_t pack_bzip2(const char *text, uint8_t *out, size_t room) {
  unsigned size = (unsigned)room;
  assert_int_equal(BZ2_bzBuffToBuffCompress((char *)out, &size, (char *)text, (unsigned)strlen(text), 1, 0, 0), BZ_OK);
  return size;
}

static size_t pack_xz(const char *text, uint8_t *out, size_t room) {
  size_t size = 0;
  assert_int_equal(
      lzma_easy_buffer_encode(6, LZMA_CHECK_CRC32, NULL, (const uint8_t *)text, strlen(text), out, &size, room),
      LZMA_OK);
  return size;
}

/* In a frame that says how large its window is, not its content. */
static size_t pack_zstd(const char *text, uint8_t *out, size_t room) {
  ZSTD_CCtx *z = ZSTD_createCCtx();
  ZSTD_inBuffer in = {text, strlen(text), 0};
  ZSTD_outBuffer packed = {out, room, 0};
  ZSTD_CCtx_setParameter(z, ZSTD_c_windowLog, 23);
  ZSTD_CCtx_setParameter(z, ZSTD_c_checksumFlag, 1);
  ZSTD_compressStream2(z, &packed, &in, ZSTD_e_continue);
  assert_int_equal(ZSTD_compressStream2(z, &packed, &in, ZSTD_e_end), 0);
  ZSTD_freeCCtx(z);
  return packed.pos;
}

/* Returns the size. */
static size_t pack(size_t which, const char *text, uint8_t *out, size_t room) {
  static size_t (*const functions[])(const char *, uint8_t *, size_t) = {pack_gzip, pack_bzip2, pack_xz, pack_zstd};
  return functions[which](text, out, room);
}

#endif
