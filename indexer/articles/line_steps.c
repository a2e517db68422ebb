/* SPDX-License-Identifier: MIT */
/* line_steps.c: steps of a fixed size, of which most take one character, and that half a byte of an index. */
#include "articles/line_steps.h"

#include "articles/map_numbers.h"

void qn__line_steps_clear(qn__line_steps *steps) {
  qn__buffer_clear(&steps->steps);
}

void qn__line_steps_begin(qn__line_steps *steps, size_t start) {
  qn__buffer_reset(&steps->steps);
  steps->next = start;
  steps->first = steps->last = 0;
}

void qn__line_steps_add(qn__line_steps *steps, size_t line) {
  if (steps->first == 0)
    steps->first = steps->last = line;
  else
    qn__map_number_put(&steps->steps, line > steps->last ? line - steps->last : 0);
  if (line > steps->last)
    steps->last = line;
  steps->next += QN__LINE_STEP;
}

/* The last step is one of a text that would go on in the same way. */
void qn__line_steps_end(qn__line_steps *steps, size_t end, size_t line) {
  const size_t rest = steps->next > end ? QN__LINE_STEP - (steps->next - end) : 0;
  if (steps->first > 0 && rest > 0 && line > steps->last)
    qn__map_number_put(&steps->steps, (line - steps->last) * QN__LINE_STEP / rest);
}

size_t qn__line_steps_most(size_t size, size_t lines) {
  return 4 * (size / QN__LINE_STEP + lines / 56 + 64);
}

void qn__line_steps_put(const qn__line_steps *steps, qn__buffer *out) {
  if (steps->first == 0)
    return;
  qn__buffer_bytes(out, ",\"line\":", 8);
  qn__buffer_decimal(out, steps->first);
  if (steps->steps.size == 0)
    return;
  qn__buffer_print(out, ",\"every\":%d,\"steps\":\"", QN__LINE_STEP);
  qn__buffer_bytes(out, steps->steps.data, steps->steps.size);
  qn__buffer_u8(out, '"');
  out->failed |= steps->steps.failed;
}
