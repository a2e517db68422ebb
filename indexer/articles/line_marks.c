/* SPDX-License-Identifier: MIT */
/* line_marks.c: a list, and where in it the last question was. */
#include "articles/line_marks.h"

#include <string.h>

static qn__line_mark *marks_of(const qn__line_marks *marks) {
  return QN__ARRAY(qn__line_mark, &marks->list);
}

static size_t n_marks(const qn__line_marks *marks) {
  return marks->list.size / sizeof(qn__line_mark);
}

void qn__line_marks_clear(qn__line_marks *marks) {
  qn__buffer_clear(&marks->list);
  marks->next = 0;
}

void qn__line_marks_add(qn__line_marks *marks, size_t at, size_t line) {
  const qn__line_mark added = {at, line};
  const size_t n = n_marks(marks);
  qn__line_mark *last = n > 0 ? marks_of(marks) + n - 1 : NULL;
  if (last != NULL && last->at == at)
    last->line = line;
  else if (last == NULL || last->line != line)
    qn__buffer_bytes(&marks->list, &added, sizeof added);
}

qn__line_mark qn__line_marks_find(qn__line_marks *marks, size_t at) {
  const qn__line_mark *list = marks_of(marks);
  while (marks->next < n_marks(marks) && list[marks->next].at <= at)
    marks->next++;
  return marks->next > 0 ? list[marks->next - 1] : (qn__line_mark){0, 0};
}

void qn__line_marks_forget(qn__line_marks *marks) {
  enum { MANY = 256 }; /* so that they move seldom */
  if (marks->next < MANY)
    return;
  const size_t n = n_marks(marks), passed = marks->next - 1;
  qn__line_mark *list = marks_of(marks);
  memmove(list, list + passed, (n - passed) * sizeof *list);
  marks->list.size -= passed * sizeof *list;
  marks->next = 1;
}
