/* SPDX-License-Identifier: MIT */
/* shown_before.c: a context is so short that a passage which begins or ends elsewhere has most of them, too, and so
 * long that others have it by chance only. */
#include "snippets/shown_before.h"

#include "base/hash.h"

enum {
  BYTES_BEFORE = 24, /* a marked word */
  BYTES_AFTER = 32,  /* its start */
};

static void keep_context(qn__contexts *contexts, const char *bytes, size_t size) {
  const uint32_t hash = (uint32_t)qn__hash(bytes, size, 0);
  contexts->hashes[contexts->n++] = hash != 0 ? hash : 1;
}

void qn__find_contexts(const qn_snippet *passage, qn__contexts *out) {
  const qn_string text = passage->text;
  out->n = 0;
  for (size_t i = 0; i < passage->n_highlights && out->n + 2 <= QN__CONTEXTS; i++) {
    const size_t start = passage->highlights[i].start;
    if (start >= BYTES_BEFORE)
      keep_context(out, text.data + start - BYTES_BEFORE, BYTES_BEFORE);
    if (text.size - start >= BYTES_AFTER)
      keep_context(out, text.data + start, BYTES_AFTER);
  }
  if (out->n == 0 && text.size > 0)
    keep_context(out, text.data, text.size);
}

qn__repeat qn__find_repeat(const qn__shown_before *before, const qn__contexts *contexts, uint64_t article) {
  size_t n_repeated = 0, n_common = 0, n_shared = 0;
  for (size_t i = 0; i < contexts->n; i++) {
    const qn__shown_context *slot = &before->slots[contexts->hashes[i] % QN__SHOWN_SLOTS];
    if (slot->hash != contexts->hashes[i])
      continue;
    const bool is_own = slot->first == article, is_common = slot->n_articles >= QN__BOILERPLATE;
    n_repeated += !is_own;
    n_common += !is_own && is_common;
    n_shared += !is_own || is_common;
  }
  if (n_shared == 0 || 2 * n_shared < contexts->n)
    return QN__NEW;
  if (2 * n_repeated < contexts->n)
    return QN__SHARED;
  return 2 * n_common >= contexts->n ? QN__IS_BOILERPLATE : QN__REPEATED;
}

void qn__note_shown(qn__shown_before *before, const qn__contexts *contexts, uint64_t article) {
  for (size_t i = 0; i < contexts->n; i++) {
    qn__shown_context *slot = &before->slots[contexts->hashes[i] % QN__SHOWN_SLOTS];
    if (slot->hash != contexts->hashes[i])
      *slot = (qn__shown_context){article, article, contexts->hashes[i], 1};
    else if (slot->last != article) {
      slot->n_articles += slot->first != article;
      slot->last = article;
    }
  }
}

qn__repeat qn__note_repeat(qn__shown_before *before, const qn_snippet *passage, uint64_t article) {
  qn__contexts contexts;
  if (before == NULL)
    return QN__NEW;
  qn__find_contexts(passage, &contexts);
  const qn__repeat repeat = qn__find_repeat(before, &contexts, article);
  if (repeat != QN__NEW)
    qn__note_shown(before, &contexts, article);
  return repeat;
}

/* Of what other hits show, the better one is shown. */
static qn__repeat kind_of(qn__repeat repeat) {
  return repeat == QN__IS_BOILERPLATE ? QN__REPEATED : repeat;
}

int64_t qn__value_beside(int64_t worth, qn__repeat repeat, qn__repeat other) {
  static const int64_t percent[] = {[QN__NEW] = 100, [QN__SHARED] = 85, [QN__REPEATED] = 85, [QN__IS_BOILERPLATE] = 60};
  return kind_of(repeat) > kind_of(other) ? worth * percent[repeat] / 100 : worth;
}
