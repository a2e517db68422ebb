/* SPDX-License-Identifier: MIT */
/* match_everything.c: *, every article. */
#include "match/matcher.h"

#include <string.h>

static qn_status open_everything(qn__matcher *matcher, qn_error *error) {
  matcher->state = qn__arena_alloc(matcher->segment->arena, QN__WINDOW_WORDS * sizeof(uint64_t));
  return matcher->state == NULL ? qn__fail_memory(error) : QN_OK;
}

static qn_status fill_everything(qn__matcher *matcher, const uint64_t **bits, qn_error *error) {
  const uint32_t n = matcher->segment->window.end - matcher->segment->window.from;
  uint64_t *all = matcher->state;
  (void)error;
  memset(all, 0, QN__WINDOW_WORDS * sizeof *all);
  memset(all, 0xff, n / 64 * sizeof *all);
  if (n % 64 > 0)
    all[n / 64] = (UINT64_C(1) << n % 64) - 1;
  *bits = all;
  return QN_OK;
}

static uint8_t max_saturation_of_everything(const qn__matcher *matcher) {
  (void)matcher;
  return 0;
}

static uint64_t max_docs_of_everything(const qn__matcher *matcher) {
  return matcher->segment->where->segment->meta.n_docs;
}

static qn_status freq_of_everything(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq,
                                    qn_error *error) {
  (void)matcher, (void)doc, (void)least, (void)error;
  *freq = 1;
  return QN_OK;
}

const qn__matcher_ops qn__match_everything = {
    .exact_bits = true,
    .open = open_everything,
    .fill = fill_everything,
    .max_saturation = max_saturation_of_everything,
    .max_docs = max_docs_of_everything,
    .freq = freq_of_everything,
    .positions = NULL,
};
