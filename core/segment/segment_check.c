/* SPDX-License-Identifier: MIT */
/* segment_check.c: whether a segment is whole and its parts agree.  Bytes: index-data/FORMAT.md. */
#include "base/memory.h"
#include "segment/check.h"

#include <stdarg.h>
#include <stdio.h>

static void take_note(qn__check *check, const qn_error *problem) {
  if (check->status == QN_OK && check->error != NULL)
    *check->error = *problem;
  if (!qn__check_over(check))
    check->status = problem->status;
  if (problem->status == QN_DAMAGED)
    check->report(check->context, problem->message);
}

void qn__check_problem(qn__check *check, const char *format, ...) {
  qn_error problem = {.status = QN_DAMAGED};
  va_list arguments;
  va_start(arguments, format);
  int n = snprintf(problem.message, sizeof problem.message, "%s: ", check->segment->view->path);
  if (n > 0 && (size_t)n < sizeof problem.message)
    vsnprintf(problem.message + n, sizeof problem.message - (size_t)n, format, arguments);
  va_end(arguments);
  take_note(check, &problem);
}

bool qn__check_passed(qn__check *check, qn_status status, const qn_error *problem) {
  if (status == QN_OK)
    return true;
  take_note(check, problem);
  return false;
}

void qn__check_key(qn__check *check, const qn__keys_cursor *cursor, qn__buffer *last, const char *what) {
  size_t common = cursor->size < last->size ? cursor->size : last->size;
  int order = common == 0 ? 0 : memcmp(last->data, cursor->key, common);
  if (cursor->ordinal > 0 && (order > 0 || (order == 0 && last->size >= cursor->size)))
    qn__check_problem(check, "%s %llu is not above the one before", what, (unsigned long long)cursor->ordinal);
  qn__buffer_reset(last);
  qn__buffer_bytes(last, cursor->key, cursor->size);
  qn_error problem;
  qn__key_place place;
  bool found;
  qn_status status = qn__keys_find(cursor->keys, cursor->key, cursor->size, &place, &found, &problem);
  if (qn__check_passed(check, status, &problem) && (!found || place.ordinal != cursor->ordinal))
    qn__check_problem(check, "%s %llu cannot be looked up", what, (unsigned long long)cursor->ordinal);
}

/* Reads all lengths, for the checks that follow. */
static void check_lengths(qn__check *check) {
  const qn__segment *segment = check->segment;
  const qn__segment_meta *meta = &segment->meta;
  qn_error problem;
  const uint8_t *bytes;
  uint64_t total = 0;
  if (!qn__check_passed(check, qn__lengths_bytes(&segment->lengths, &bytes, &problem), &problem))
    return;
  for (uint32_t doc = 0; doc < meta->n_docs; doc++) {
    uint32_t length, title_words;
    if (!qn__check_passed(check, qn__length(&segment->lengths, doc, &length, &problem), &problem) ||
        !qn__check_passed(check, qn__title_words(&segment->lengths, doc, &title_words, &problem), &problem))
      return;
    uint64_t in_titles = (uint64_t)title_words * meta->settings.title_weight;
    if (in_titles > length || qn__length_to_byte(length) != bytes[doc] || bytes[doc] < meta->min_length_byte ||
        bytes[doc] > meta->max_length_byte)
      qn__check_problem(check, "the length of article %u does not fit the rest", doc);
    check->lengths[doc] = length;
    check->text_ends[doc] = qn__text_position(title_words, meta->settings.title_weight) + length - (uint32_t)in_titles;
    total += length;
  }
  if (total != meta->total_length)
    qn__check_problem(check, "the lengths of the articles do not add up to their sum");
}

qn_status qn__segment_check(const qn__segment *segment, void (*report)(void *context, const char *problem),
                            void *context, qn_error *error) {
  qn__check check = {.segment = segment, .report = report, .context = context, .error = error};
  check.status = qn__view_check(segment->view, report, context, error);
  if (check.status != QN_OK)
    return check.status; /* the damaged bytes would only be reported again */
  check.lengths = qn__calloc(segment->meta.n_docs, sizeof *check.lengths);
  check.text_ends = qn__calloc(segment->meta.n_docs, sizeof *check.text_ends);
  if (check.lengths == NULL || check.text_ends == NULL) {
    check.status = qn__fail_memory(error);
  } else {
    check_lengths(&check);
    if (check.status == QN_OK) /* without lengths nothing can be said of words */
      qn__check_terms(&check);
    if (!qn__check_over(&check))
      qn__check_variants(&check);
    if (!qn__check_over(&check))
      qn__check_term_ends(&check);
    if (!qn__check_over(&check))
      qn__check_articles(&check);
  }
  qn__free(check.lengths);
  qn__free(check.text_ends);
  return check.status;
}
