/* SPDX-License-Identifier: MIT */
/* input.c: file -> blocks -> unpacked bytes -> UTF-8 window. */
#include "articles/input.h"

#include "base/hash.h"
#include "base/memory.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum {
  BLOCK_SIZE = QN__INPUT_BLOCK,
  WINDOW_SIZE = 1 << 20, /* at the start */
  REST = 1 << 20,        /* the blocks, and what is small */
  NEEDED_ROOM = QN__UTF8_OF_WIDE(BLOCK_SIZE) + QN__INPUT_SLACK,
};

void qn__input_init(qn__input *input, const qn__allowance *allowance) {
  *input = (qn__input){.fd = -1, .allowance = allowance};
}

static void end_unpacking(qn__input *input) {
  if (input->unpacker != NULL)
    input->packing->end(input->unpacker);
  input->unpacker = NULL;
  input->packing = NULL;
}

void qn__input_end(qn__input *input) {
  end_unpacking(input);
  input->fd = -1;
}

void qn__input_clear(qn__input *input) {
  qn__input_end(input);
  qn__free(input->memory);
  qn__free(input->block);
  qn__free(input->units);
  qn__input_init(input, input->allowance);
}

uint64_t qn__input_hash(uint64_t hash, const void *bytes, size_t size) {
  return qn__hash(bytes, size, hash);
}

static bool file_goes_on(const qn__input *input, bool at_end) {
  return input->stream == NULL ? !at_end : input->stream->goes_on(input->stream->context, at_end);
}

/* Makes sure that the block holds at least `size` bytes, unless the file ends. */
static qn_status read_block(qn__input *input, size_t size, qn_error *error) {
  bool at_end = false;
  while (input->block_left < size && !input->block_last) {
    if (!file_goes_on(input, at_end)) {
      input->block_last = true;
      return QN_OK;
    }
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
    at_end = got == 0;
    if (got > 0)
      input->hash = qn__input_hash(input->hash, input->block + input->block_left, (size_t)got);
    input->block_left += (size_t)got;
    input->bytes_read += (uint64_t)got;
  }
  return QN_OK;
}

/* --- packed data -------------------------------------------------------------------------------------------------- */

/* What unpacking may take; the window gets the rest. */
static size_t unpacker_memory(const qn__input *input) {
  return input->allowance->memory > WINDOW_SIZE + REST ? input->allowance->memory - WINDOW_SIZE - REST : REST;
}

/* A stream begins. */
static qn_status begin_unpacking(qn__input *input, const qn__packing *packing, qn_error *error) {
  input->unpacker = packing->begin(unpacker_memory(input));
  input->packing = input->unpacker != NULL ? packing : NULL;
  return input->packing != NULL ? QN_OK : qn__fail_memory(error);
}

/* Nothing follows what was unpacked so far, because the data `why`. */
static void end_damaged(qn__input *input, const char *why, const char *what_was_read) {
  snprintf(input->damage, sizeof input->damage, "the %s data %s; %s", input->packing->name, why, what_was_read);
  input->block_left = 0;
  input->block_last = true;
  end_unpacking(input);
}

/* A stream has ended: zeros may fill up a block after it, and another of its kind may follow. */
static qn_status next_stream(qn__input *input, qn_error *error) {
  const qn__packing *packing = input->packing;
  qn_status status;
  while ((status = read_block(input, 1, error)) == QN_OK && input->block_left > 0 && *input->block_next == 0) {
    input->block_next++;
    input->block_left--;
  }
  if (status == QN_OK)
    status = read_block(input, QN__PACKING_LOOK, error);
  if (status != QN_OK)
    return status;
  if (input->block_left > 0 && !packing->starts(input->block_next, input->block_left)) {
    end_damaged(input, "has ended", "what follows it was not read");
    return QN_OK;
  }
  end_unpacking(input);
  return input->block_left > 0 ? begin_unpacking(input, packing, error) : QN_OK;
}

static qn_status refuse_to_unpack(const qn__input *input, qn_error *error) {
  const size_t needed = input->packing->memory(input->unpacker) + WINDOW_SIZE + REST;
  if (needed > input->allowance->memory)
    return qn__refuse_to_read(input->allowance, needed, error);
  return qn__fail(error, QN_TOO_LARGE,
                  "too large: unpacking this %s data takes more than %zu MiB of memory; give it more "
                  "(--memory)",
                  input->packing->name, input->allowance->memory >> 20);
}

/* What a step has come to.  One without progress needs bytes that are not there. */
static qn_status after_step(qn__input *input, qn__unpacked result, bool progress, qn_error *error) {
  const char *read = input->unpacked ? "what came before was read" : "nothing of it could be read";
  switch (result) {
  case QN__UNPACK_GOES_ON:
    if (!progress)
      end_damaged(input, input->block_left == 0 ? "is cut off" : "is damaged", read);
    return QN_OK;
  case QN__UNPACK_ENDED:
    return next_stream(input, error);
  case QN__UNPACK_TOO_LARGE:
    return refuse_to_unpack(input, error);
  case QN__UNPACK_NO_MEMORY:
    return qn__fail_memory(error);
  default:
    end_damaged(input, "is damaged", read);
    return QN_OK;
  }
}

static qn_status unpack(qn__input *input, uint8_t *to, size_t room, size_t *got, qn_error *error) {
  const size_t most = room < BLOCK_SIZE * 4 ? room : BLOCK_SIZE * 4;
  qn__unpack_step step = {.out = to, .out_left = most};
  while (step.out_left == most && input->packing != NULL) {
    qn_status status = read_block(input, 1, error);
    if (status != QN_OK)
      return status;
    step.in = input->block_next;
    step.in_left = input->block_left;
    const qn__unpacked result = input->packing->step(input->unpacker, &step);
    const bool progress = step.out_left < most || step.in_left < input->block_left;
    input->unpacked = input->unpacked || step.out_left < most;
    input->block_next = step.in;
    input->block_left = step.in_left;
    status = after_step(input, result, progress, error);
    if (status != QN_OK)
      return status;
  }
  *got = most - step.out_left;
  return QN_OK;
}

/* --- the window --------------------------------------------------------------------------------------------------- */

/* At least one unpacked byte, or none at the end of the file. */
static qn_status fetch(qn__input *input, uint8_t *to, size_t room, size_t *got, qn_error *error) {
  if (input->packing != NULL)
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

/* The most that the window may take: what is allowed, without the blocks and what unpacking takes. */
static size_t most_capacity(const qn__input *input) {
  const size_t memory = input->allowance->memory;
  const size_t others = REST + (input->packing != NULL ? input->packing->memory(input->unpacker) : 0);
  return memory > WINDOW_SIZE + others ? memory - others : WINDOW_SIZE;
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

/* Room for a block of wide text as UTF-8, or for any number of bytes, after the window. */
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

static qn_status more_wide(qn__input *input, size_t *got, qn_error *error) {
  size_t n_units = 0;
  qn_status status = fetch(input, input->units, BLOCK_SIZE, &n_units, error);
  if (status != QN_OK)
    return status;
  char *to = input->data + input->size;
  size_t size = qn__wide_decode(&input->wide, input->units, n_units, to);
  if (n_units == 0)
    size += qn__wide_finish(&input->wide, to + size);
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
    if (input->wide.width > 0) {
      status = more_wide(input, &got, error);
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

qn_status qn__input_replace(qn__input *input, qn__buffer *bytes, qn_error *error) {
  const size_t size = bytes->size, least = WINDOW_SIZE; /* the memory is that of the next file's window, too */
  uint8_t *slack = qn__buffer_reserve(bytes, size + QN__INPUT_SLACK < least ? least - size : QN__INPUT_SLACK);
  if (slack == NULL)
    return qn__fail_memory(error);
  memset(slack, 0, QN__INPUT_SLACK);
  qn__free(input->memory);
  input->memory = input->data = (char *)bytes->data;
  input->capacity = bytes->capacity;
  input->size = size;
  qn__buffer_init(bytes);
  return QN_OK;
}

/* The window's first bytes are wide text: decodes them in its place. */
static qn_status begin_wide(qn__input *input, qn_error *error) {
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
    input->size += qn__wide_decode(&input->wide, first + at, part, input->data + input->size);
  }
  memset(input->data + input->size, 0, QN__INPUT_SLACK);
  qn__free(first);
  return QN_OK;
}

/* Looks at the byte order mark, or for what is wide text without one. */
static qn_status begin_text(qn__input *input, qn_error *error) {
  enum { LONGEST_MARK = 4 };
  qn_status status = QN_OK;
  while (status == QN_OK && input->size < LONGEST_MARK && !input->ended)
    status = qn__input_more(input, error);
  if (status != QN_OK)
    return status;
  size_t mark = 0;
  if (input->size >= 3 && memcmp(input->data, "\xef\xbb\xbf", 3) == 0)
    mark = 3;
  else
    input->wide = qn__wide_detect((const uint8_t *)input->data, input->size, &mark);
  qn__input_skip(input, mark);
  input->mark = mark;
  input->is_wide = input->wide.width > 0;
  return input->is_wide ? begin_wide(input, error) : QN_OK;
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
  input->damage[0] = '\0';
  input->unpacked = false;
  input->block_next = input->block;
  input->block_left = 0;
  input->block_last = false;
  input->hash = QN__INPUT_NO_BYTES;
  input->bytes_before = input->bytes_read;
  input->wide = (qn__wide_text){.width = 0};
  if (input->capacity > QN__INPUT_LARGE)
    qn__input_shrink(input);
  qn_status status = read_block(input, input->stream != NULL ? 1 : QN__PACKING_LOOK, error);
  const qn__packing *packing = status == QN_OK ? qn__packing_of(input->block_next, input->block_left) : NULL;
  if (packing != NULL)
    status = begin_unpacking(input, packing, error);
  return status == QN_OK ? begin_text(input, error) : status;
}
