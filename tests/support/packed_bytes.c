/* SPDX-License-Identifier: MIT */
/* packed_bytes.c: a call of each library. */
#include "support/packed_bytes.h"

#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

const char *const packing_names[N_PACKINGS] = {"gzip", "bzip2", "xz", "zstd"};

static size_t pack_gzip(const void *bytes, size_t size, uint8_t *out, size_t room) {
  z_stream z = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)size, .next_out = out, .avail_out = (uInt)room};
  if (deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return 0;
  const int result = deflate(&z, Z_FINISH);
  deflateEnd(&z);
  return result == Z_STREAM_END ? room - z.avail_out : 0;
}

static size_t pack_bzip2(const void *bytes, size_t size, uint8_t *out, size_t room) {
  unsigned packed = (unsigned)room;
  const int result = BZ2_bzBuffToBuffCompress((char *)out, &packed, (char *)(uintptr_t)bytes, (unsigned)size, 1, 0, 0);
  return result == BZ_OK ? packed : 0;
}

static size_t pack_xz(const void *bytes, size_t size, uint8_t *out, size_t room) {
  size_t packed = 0;
  return lzma_easy_buffer_encode(6, LZMA_CHECK_CRC32, NULL, bytes, size, out, &packed, room) == LZMA_OK ? packed : 0;
}

/* In a frame that says how large its window is, not its content. */
static size_t pack_zstd(const void *bytes, size_t size, uint8_t *out, size_t room) {
  ZSTD_CCtx *z = ZSTD_createCCtx();
  ZSTD_inBuffer in = {bytes, size, 0};
  ZSTD_outBuffer packed = {out, room, 0};
  ZSTD_CCtx_setParameter(z, ZSTD_c_windowLog, 23);
  ZSTD_CCtx_setParameter(z, ZSTD_c_checksumFlag, 1);
  ZSTD_compressStream2(z, &packed, &in, ZSTD_e_continue);
  const size_t left = ZSTD_compressStream2(z, &packed, &in, ZSTD_e_end);
  ZSTD_freeCCtx(z);
  return left == 0 ? packed.pos : 0;
}

size_t pack_bytes(unsigned which, const void *bytes, size_t size, uint8_t *out, size_t room) {
  static size_t (*const functions[])(const void *, size_t, uint8_t *, size_t) = {pack_gzip, pack_bzip2, pack_xz,
                                                                                 pack_zstd};
  return functions[which](bytes, size, out, room);
}
