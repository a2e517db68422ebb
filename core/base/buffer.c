/* SPDX-License-Identifier: MIT */
/* buffer.c: growth by half, and by less where pages can be moved instead of copied and what is not used would count;
 * sticky failure. */
#include "base/buffer.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>

enum { LARGE = 1 << 20 };

void qn__buffer_init(qn__buffer *buffer) {
  *buffer = (qn__buffer){NULL, 0, 0, false};
}

void qn__buffer_clear(qn__buffer *buffer) {
  qn__free(buffer->data);
  qn__buffer_init(buffer);
}

uint8_t *qn__buffer_grow(qn__buffer *buffer, size_t size) {
  if (buffer->failed)
    return NULL;
  size_t capacity = buffer->capacity + buffer->capacity / (buffer->capacity < LARGE ? 2 : 8);
  if (capacity <= buffer->size + size)
    capacity = buffer->size + size + 1;
  if (capacity < 64)
    capacity = 64;
  uint8_t *data = capacity <= size ? NULL : qn__realloc(buffer->data, capacity);
  if (data == NULL) {
    buffer->failed = true;
    buffer->capacity = buffer->size;
    return NULL;
  }
  buffer->data = data;
  buffer->capacity = capacity;
  return buffer->data + buffer->size;
}

void qn__buffer_zeros(qn__buffer *buffer, size_t size) {
  uint8_t *to = qn__buffer_reserve(buffer, size);
  if (to != NULL && size) {
    memset(to, 0, size);
    buffer->size += size;
  }
}

void qn__buffer_string(qn__buffer *buffer, const char *data, size_t size) {
  qn__buffer_varint(buffer, size);
  qn__buffer_bytes(buffer, data, size);
}

/* Formats into the room that there is; a second time only if that is too little. */
void qn__buffer_print(qn__buffer *buffer, const char *format, ...) {
  va_list arguments, again;
  char *to = buffer->data == NULL ? NULL : (char *)buffer->data + buffer->size;
  size_t room = buffer->failed ? 0 : buffer->capacity - buffer->size;
  va_start(arguments, format);
  va_copy(again, arguments);
  int size = vsnprintf(room == 0 ? NULL : to, room, format, arguments);
  va_end(arguments);
  if (size >= 0 && (size_t)size >= room) {
    to = (char *)qn__buffer_reserve(buffer, (size_t)size + 1);
    if (to != NULL)
      vsnprintf(to, (size_t)size + 1, format, again);
  }
  va_end(again);
  if (size < 0 || to == NULL)
    buffer->failed = true;
  else
    buffer->size += (size_t)size;
}

void qn__buffer_decimal(qn__buffer *buffer, uint64_t number) {
  char digits[20], *p = digits + sizeof digits;
  do
    *--p = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  qn__buffer_bytes(buffer, p, (size_t)(digits + sizeof digits - p));
}
