/* SPDX-License-Identifier: MIT */
/* input.c: file -> blocks -> unpacked bytes -> UTF-8 window. */
#include "articles/input.h"

#include "base/memory.h"

#include <errno.h>
#include <unistd.h>

enum {
  BLOCK_SIZE = 256 << 10,
  WINDOW_SIZE = 1 << 20, /* at the start */
  GZIP_WINDOW = 15 + 16, /* zlib: 32 KiB of history, a gzip header */
  NEEDED_ROOM = QN__UTF8_OF_UTF16(BLOCK_SIZE) + QN__INPUT_SLACK,
};

void qn__input_init(qn__input *input, const qn__allowance *allowance) {
  *input = (qn__input){.fd = -1, .allowance = allowance};
}

void qn__input_clear(qn__input *input) {
  qn__input_end(input);
  qn__free(input->memory);
  qn__free(input->block);
  qn__free(input->units);
  qn__input_init(input, input->allowance);
}

void qn__input_end(qn__input *input) {
  if (input->packed)
    inflateEnd(&input->unpacker);
  input->packed = false;
  input->fd = -1;
}

/* Makes sure that the block holds at least `size` bytes, unless the file ends. */
static qn_status read_block(qn__input *input, size_t size, qn_error *error) {
  while (input->block_left < size && !input->block_last) {
    if (qn__is_cancelled(&input->allowance->cancel))
      return qn__fail(error, QN_CANCELLED, "cancelled");
    if (input->block_left > 0)
      memmove(input->block, input->block_next, input->block_left);
    input->block_next = input->block;
    ssize_t got = read(input->fd, input->block + input->block_left, BLOCK_SIZE - input->block_left);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return qn__fail_errno(error, "read", input->path);
    input->block_last = got == 0;
    input->block_left += (size_t)got;
    input->bytes_read += (uint64_t)got;
  }
  return QN_OK;
}

static bool starts_gzip(const qn__input *input) {
  return input->block_left >= 2 && input->block_next[0] == 0x1f && input->block_next[1] == 0x8b;
}

static void end_unpacking(qn__input *input) {
  input->block_left = 0;
  input->block_last = true;
  inflateEnd(&input->unpacker);
  input->packed = false;
}

/* A gzip member has ended: another may follow; anything else after it is padding. */
static qn_status next_member(qn__input *input, qn_error *error) {
  qn_status status = read_block(input, 2, error);
  if (status != QN_OK)
    return status;
  if (starts_gzip(input)) {
    inflateReset(&input->unpacker);
  } else {
    end_unpacking(input);
  }
  return QN_OK;
}

/* Nothing follows what was unpacked so far. */
static void end_damaged(qn__input *input, bool cut_off) {
  input->damage = cut_off ? "the gzip data is cut off; what came before was read"
                          : "the gzip data is damaged; what came before was read";
  end_unpacking(input);
}

static qn_status unpack(qn__input *input, uint8_t *to, size_t room, size_t *got, qn_error *error) {
  z_stream *z = &input->unpacker;
  z->next_out = to;
  z->avail_out = room < BLOCK_SIZE * 4 ? (uInt)room : BLOCK_SIZE * 4;
  uInt wanted = z->avail_out;
  while (z->avail_out == wanted && input->packed) {
    qn_status status = read_block(input, 1, error);
    if (status != QN_OK)
      return status;
    z->next_in = (Bytef *)input->block_next;
    z->avail_in = (uInt)input->block_left;
    int result = inflate(z, Z_NO_FLUSH);
    input->block_next = z->next_in;
    input->block_left = z->avail_in;
    if (result == Z_STREAM_END)
      status = next_member(input, error);
    else if (result != Z_OK)
      end_damaged(input, result == Z_BUF_ERROR && input->block_last);
    if (status != QN_OK)
      return status;
  }
  *got = wanted - z->avail_out;
  return QN_OK;
}

/* At least one unpacked byte, or none at the end of the file. */
static qn_status fetch(qn__input *input, uint8_t *to, size_t room, size_t *got, qn_error *error) {
  if (input->packed)
    return unpack(input, to, room, got, error);
  qn_status status = read_block(input, 1, error);
  if (status != QN_OK)
    return status;
  *got = input->block_left < room ? input->block_left : room;
  memcpy(to, input->block_next, *got);
  input->block_next += *got;
  input->block_left -= *got;
  return QN_OK;
}

/* The most that the window may take: what is allowed, without the blocks and zlib's memory. */
static size_t most_capacity(const qn__input *input) {
  enum { REST = 1 << 20 };
  size_t memory = input->allowance->memory;
  return memory > WINDOW_SIZE + REST ? memory - REST : WINDOW_SIZE;
}

/* Large windows grow by a quarter. */
static qn_status grow(qn__input *input, qn_error *error) {
  size_t before = (size_t)(input->data - input->memory), most = most_capacity(input);
  size_t capacity = input->capacity + (input->capacity < QN__INPUT_LARGE ? input->capacity : input->capacity / 4);
  if (capacity > most)
    capacity = most;
  if (capacity - before - input->size < NEEDED_ROOM)
    return qn__refuse_to_read(input->allowance, 0, error);
  char *memory = qn__realloc(input->memory, capacity);
  if (memory == NULL)
    return qn__fail_memory(error);
  input->memory = memory;
  input->capacity = capacity;
  input->data = memory + before;
  return QN_OK;
}

/* Room for a block of UTF-16 as UTF-8, or for any number of bytes, after the window. */
static qn_status make_room(qn__input *input, qn_error *error) {
  size_t before = (size_t)(input->data - input->memory);
  if (input->capacity - before - input->size >= NEEDED_ROOM)
    return QN_OK;
  if (before > 0) {
    memmove(input->memory, input->data, input->size);
    input->data = input->memory;
  }
  return input->capacity - input->size >= NEEDED_ROOM + input->capacity / 4 ? QN_OK : grow(input, error);
}

void qn__input_shrink(qn__input *input) {
  memmove(input->memory, input->data, input->size + QN__INPUT_SLACK);
  input->data = input->memory;
  size_t capacity = input->size + WINDOW_SIZE;
  char *memory = qn__realloc(input->memory, capacity);
  if (memory == NULL)
    return;
  input->memory = input->data = memory;
  input->capacity = capacity;
}

static qn_status more_utf16(qn__input *input, size_t *got, qn_error *error) {
  size_t n_units = 0;
  qn_status status = fetch(input, input->units, BLOCK_SIZE, &n_units, error);
  if (status != QN_OK)
    return status;
  char *to = input->data + input->size;
  size_t size = qn__utf16_decode(&input->utf16, input->units, n_units, to);
  if (n_units == 0)
    size += qn__utf16_finish(&input->utf16, to + size);
  input->ended = n_units == 0;
  *got = size;
  return QN_OK;
}

qn_status qn__input_more(qn__input *input, qn_error *error) {
  qn_status status = input->ended ? QN_OK : make_room(input, error);
  size_t got = 0;
  if (status == QN_OK && qn__is_cancelled(&input->allowance->cancel))
    status = qn__fail(error, QN_CANCELLED, "cancelled");
  while (status == QN_OK && got == 0 && !input->ended) {
    if (input->utf16.active) {
      status = more_utf16(input, &got, error);
    } else {
      size_t room = input->capacity - (size_t)(input->data - input->memory) - input->size - QN__INPUT_SLACK;
      status = fetch(input, (uint8_t *)input->data + input->size, room, &got, error);
      input->ended = status == QN_OK && got == 0;
    }
  }
  input->size += got;
  memset(input->data + input->size, 0, QN__INPUT_SLACK);
  return status;
}

qn_status qn__input_all(qn__input *input, qn_error *error) {
  qn_status status = QN_OK;
  while (status == QN_OK && !input->ended)
    status = qn__input_more(input, error);
  return status;
}

qn_status qn__input_replace(qn__input *input, const char *bytes, size_t size, qn_error *error) {
  if (input->capacity < size + QN__INPUT_SLACK) {
    char *memory = qn__realloc(input->memory, size + QN__INPUT_SLACK);
    if (memory == NULL)
      return qn__fail_memory(error);
    input->memory = memory;
    input->capacity = size + QN__INPUT_SLACK;
  }
  input->data = input->memory;
  if (size > 0)
    memcpy(input->data, bytes, size);
  memset(input->data + size, 0, QN__INPUT_SLACK);
  input->size = size;
  return QN_OK;
}

static qn_status begin_unpacking(qn__input *input, qn_error *error) {
  input->unpacker = (z_stream){0};
  int result = inflateInit2(&input->unpacker, GZIP_WINDOW);
  input->packed = result == Z_OK;
  return input->packed ? QN_OK : qn__fail_memory(error);
}

/* The window's first bytes were UTF-16: decodes them in its place. */
static qn_status begin_utf16(qn__input *input, qn_error *error) {
  if (input->units == NULL)
    input->units = qn__malloc(BLOCK_SIZE);
  uint8_t *first = qn__malloc(input->size);
  if (input->units == NULL || first == NULL) {
    qn__free(first);
    return qn__fail_memory(error);
  }
  memcpy(first, input->data, input->size);
  size_t size = input->size;
  input->size = 0;
  input->ended = false; /* the end of the input goes through the decoder, too */
  for (size_t at = 0; at < size; at += BLOCK_SIZE) {
    qn_status status = make_room(input, error);
    if (status != QN_OK) {
      qn__free(first);
      return status;
    }
    size_t part = size - at < BLOCK_SIZE ? size - at : BLOCK_SIZE;
    input->size += qn__utf16_decode(&input->utf16, first + at, part, input->data + input->size);
  }
  memset(input->data + input->size, 0, QN__INPUT_SLACK);
  qn__free(first);
  return QN_OK;
}

/* UTF-16 without a mark: of the letters and spaces of most texts one byte is zero. */
static qn__utf16 guess_utf16(const uint8_t *bytes, size_t size) {
  enum { LOOK = 4096, LEAST = 8 };
  const size_t pairs = (size < LOOK ? size : LOOK) / 2;
  size_t zeros[2] = {0, 0}, texts[2] = {0, 0};
  for (size_t i = 0; i < 2 * pairs; i++) {
    zeros[i % 2] += bytes[i] == 0;
    texts[i % 2] += bytes[i] >= ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t';
  }
  for (size_t high = 0; high < 2 && 2 * pairs >= LEAST; high++)
    if (zeros[high] > pairs / 2 && zeros[1 - high] == 0 && texts[1 - high] == pairs)
      return (qn__utf16){.active = true, .big_endian = high == 0};
  return (qn__utf16){0};
}

/* Looks at the byte order mark. */
static qn_status begin_text(qn__input *input, qn_error *error) {
  qn_status status = QN_OK;
  while (status == QN_OK && input->size < 3 && !input->ended)
    status = qn__input_more(input, error);
  if (status != QN_OK)
    return status;
  const uint8_t *b = (const uint8_t *)input->data;
  if (input->size >= 3 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf) {
    qn__input_skip(input, 3);
  } else if (input->size >= 2 && ((b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff))) {
    input->utf16 = (qn__utf16){.active = true, .big_endian = b[0] == 0xfe};
    qn__input_skip(input, 2);
    return begin_utf16(input, error);
  }
  input->utf16 = guess_utf16(b, input->size);
  return input->utf16.active ? begin_utf16(input, error) : QN_OK;
}

qn_status qn__input_begin(qn__input *input, int fd, const char *path, qn_error *error) {
  if (input->memory == NULL) {
    input->memory = qn__malloc(WINDOW_SIZE);
    input->block = qn__malloc(BLOCK_SIZE);
    if (input->memory == NULL || input->block == NULL) {
      qn__input_clear(input);
      return qn__fail_memory(error);
    }
    input->capacity = WINDOW_SIZE;
  }
  input->fd = fd;
  input->path = path;
  input->data = input->memory;
  input->size = 0;
  input->ended = false;
  input->damage = NULL;
  input->block_next = input->block;
  input->block_left = 0;
  input->block_last = false;
  input->utf16 = (qn__utf16){0};
  if (input->capacity > QN__INPUT_LARGE)
    qn__input_shrink(input);
  qn_status status = read_block(input, 2, error);
  if (status == QN_OK && starts_gzip(input))
    status = begin_unpacking(input, error);
  return status == QN_OK ? begin_text(input, error) : status;
}
