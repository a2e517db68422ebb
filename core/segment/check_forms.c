/* SPDX-License-Identifier: MIT */
/* check_forms.c: whether the words as written agree with the forms of the occurrences. */
#include "postings/exact_forms.h"
#include "segment/check.h"
#include "text/utf8.h"

void qn__check_forms_begin(qn__check_forms *forms, qn__check *check) {
  *forms = (qn__check_forms){.check = check};
  qn__buffer_init(&forms->starts);
  qn__buffer_init(&forms->doc_freqs);
  qn__buffer_init(&forms->last_postings);
}

void qn__check_forms_clear(qn__check_forms *forms) {
  qn__buffer_clear(&forms->starts);
  qn__buffer_clear(&forms->doc_freqs);
  qn__buffer_clear(&forms->last_postings);
}

static void report_form(const qn__check_forms *forms, const char *what) {
  qn__check_problem(forms->check, "term %llu: %s", (unsigned long long)(forms->starts.size / sizeof(uint64_t) - 1),
                    what);
}

static bool out_of_memory(const qn__check_forms *forms) {
  qn_error problem;
  if (!forms->starts.failed && !forms->doc_freqs.failed && !forms->last_postings.failed)
    return false;
  qn__check_passed(forms->check, qn__fail_memory(&problem), &problem);
  return true;
}

bool qn__check_forms_term(qn__check_forms *forms, const qn__term_info *info) {
  qn_error problem;
  uint64_t start = forms->doc_freqs.size / sizeof(uint32_t);
  qn__buffer_bytes(&forms->starts, &start, sizeof start);
  if (start >= forms->check->segment->forms.n_keys) {
    report_form(forms, "it has no form");
    return false;
  }
  qn_status status = qn__exact_open(&forms->list, &forms->check->segment->lists.positions, info, &problem);
  if (!qn__check_passed(forms->check, status, &problem))
    return false;
  if (forms->list.n_forms > forms->check->segment->forms.n_keys - start) { /* no longer, however damaged */
    report_form(forms, "it has more forms than there are");
    return false;
  }
  qn__exact_start(&forms->cursor, &forms->list);
  forms->posting = 0;
  qn__buffer_zeros(&forms->doc_freqs, qn__array_size(forms->list.n_forms, sizeof(uint32_t)));
  qn__buffer_reset(&forms->last_postings);
  qn__buffer_zeros(&forms->last_postings, qn__array_size(forms->list.n_forms, sizeof(uint32_t)));
  return !out_of_memory(forms);
}

/* The exceptions of one posting; *end is after its last occurrence. */
static qn_status count_posting(qn__check_forms *forms, uint64_t *end, uint32_t freq, qn_error *error) {
  uint32_t *doc_freqs = QN__ARRAY(uint32_t, &forms->doc_freqs) + forms->doc_freqs.size / sizeof(uint32_t);
  uint32_t *last = QN__ARRAY(uint32_t, &forms->last_postings), n_exceptions = 0;
  qn_status status = QN_OK;
  doc_freqs -= forms->list.n_forms;
  *end += freq;
  forms->posting++;
  for (; status == QN_OK && forms->cursor.occurrence < *end; n_exceptions++) {
    uint32_t rank = forms->cursor.rank;
    doc_freqs[rank] += last[rank] != forms->posting;
    last[rank] = forms->posting;
    status = qn__exact_next(&forms->cursor, error);
  }
  doc_freqs[0] += n_exceptions < freq;
  return status;
}

bool qn__check_forms_block(qn__check_forms *forms, uint32_t block, unsigned n, const uint32_t *freqs) {
  qn_error problem;
  uint64_t end = 0;
  qn_status status = qn__exact_block(&forms->cursor, block, &problem);
  for (unsigned i = 0; status == QN_OK && i < n; i++)
    status = count_posting(forms, &end, freqs[i], &problem);
  if (!qn__check_passed(forms->check, status, &problem))
    return false;
  if (forms->cursor.occurrence != UINT64_MAX) {
    report_form(forms, "an occurrence refers to a form that does not exist");
    return false;
  }
  return true;
}

/* A form is what somebody wrote, after the byte of its tag: patterns read it letter by letter. */
static void check_letters(const qn__check_forms *forms, const qn__keys_cursor *key) {
  if (key->size < 2 || !qn__utf8_valid((const char *)key->key + 1, key->size - 1))
    qn__check_problem(forms->check, "form %llu is not a word", (unsigned long long)key->ordinal);
}

/* Each form has been met in as many articles as it says; the counts are taken away, so that none is met twice. */
static void check_form(qn__check_forms *forms, const qn__forms_cursor *cursor) {
  const uint64_t *starts = QN__ARRAY(uint64_t, &forms->starts);
  uint64_t n_terms = forms->starts.size / sizeof *starts, n_counts = forms->doc_freqs.size / sizeof(uint32_t);
  uint32_t *doc_freqs = QN__ARRAY(uint32_t, &forms->doc_freqs);
  unsigned long long ordinal = cursor->keys.ordinal;
  uint64_t end = cursor->info.term + 1 < n_terms ? starts[cursor->info.term + 1] : n_counts;
  if (cursor->info.term >= n_terms || cursor->info.rank >= end - starts[cursor->info.term]) {
    qn__check_problem(forms->check, "form %llu has no term, or a rank that its term does not have", ordinal);
    return;
  }
  uint32_t *own = &doc_freqs[starts[cursor->info.term] + cursor->info.rank];
  if (*own == 0 || *own != cursor->info.doc_freq)
    qn__check_problem(forms->check, "form %llu is not in as many articles as it says", ordinal);
  *own = 0;
}

void qn__check_forms_end(qn__check_forms *forms) {
  const qn__keys *keys = &forms->check->segment->forms;
  qn_error problem;
  qn__buffer last;
  qn__buffer_init(&last);
  qn__forms_cursor cursor;
  qn_status status = qn__forms_seek(&cursor, keys, "", 0, &problem);
  while (qn__check_passed(forms->check, status, &problem) && cursor.keys.ordinal < keys->n_keys) {
    qn__check_key(forms->check, &cursor.keys, &last, "form");
    check_letters(forms, &cursor.keys);
    check_form(forms, &cursor);
    status = qn__forms_next(&cursor, &problem);
  }
  if (status == QN_OK && keys->n_keys != forms->doc_freqs.size / sizeof(uint32_t))
    qn__check_problem(forms->check, "there are other forms than occurrences have");
  qn__buffer_clear(&last);
}
