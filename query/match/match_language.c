/* SPDX-License-Identifier: MIT */
/* match_language.c: lang:en, the articles of a language, named as in an article's `lang`.  The segment says how many
 * articles of each language it has; where that does not decide, the stored article does. */
#include "match/matcher.h"

#include "text/language.h"
#include "text/letters.h"

#include <string.h>

typedef struct language {
  uint8_t wanted; /* its number; 0: it has none */
  bool by_tag;    /* the tags of articles decide: it has no number, or a region and no stemmer (zh-TW) */
  bool all, none; /* of the segment's articles are of the language */
  uint64_t *bits; /* of a window: all that may match */
} language;

static qn_status open_language(qn__matcher *matcher, qn_error *error) {
  const qn__segment_meta *meta = &matcher->segment->where->segment->meta;
  language *state = qn__arena_alloc(matcher->segment->arena, sizeof *state);
  uint64_t *bits = qn__arena_alloc(matcher->segment->arena, QN__WINDOW_WORDS * sizeof *bits);
  if (state == NULL || bits == NULL)
    return qn__fail_memory(error);
  uint8_t wanted = qn__language_find(matcher->leaf->value, strlen(matcher->leaf->value));
  const bool has_region = strchr(matcher->leaf->value, '-') != NULL;
  *state = (language){.wanted = wanted, .bits = bits};
  state->by_tag = wanted == 0 || (has_region && !qn__language_has_stemmer(wanted));
  state->none = meta->languages[wanted] == 0;
  state->all = !state->by_tag && meta->languages[wanted] == meta->n_docs;
  matcher->state = state;
  return QN_OK;
}

/* All articles or none: reading every article's language would cost more than reading that of the few candidates. */
static qn_status fill_language(qn__matcher *matcher, const uint64_t **bits, qn_error *error) {
  const language *state = matcher->state;
  const qn__window *window = &matcher->segment->window;
  (void)error;
  memset(state->bits, 0, QN__WINDOW_WORDS * sizeof *state->bits);
  for (uint32_t at = 0; !state->none && at < window->end - window->from; at++)
    state->bits[at / 64] |= UINT64_C(1) << (at % 64);
  *bits = state->bits;
  return QN_OK;
}

static uint8_t max_saturation_of_language(const qn__matcher *matcher) {
  (void)matcher;
  return 0;
}

static uint64_t max_docs_of_language(const qn__matcher *matcher) {
  const language *state = matcher->state;
  return matcher->segment->where->segment->meta.languages[state->wanted];
}

/* Whether a BCP 47 tag is the value, in any case, or goes on after it: zh-TW is zh. */
static bool has_tag(qn_string tag, const char *value) {
  size_t size = strlen(value), same = 0;
  while (same < size && same < tag.size && qn__lower_ascii(tag.data[same]) == qn__lower_ascii(value[same]))
    same++;
  return same == size && (tag.size == size || tag.data[size] == '-');
}

static qn_status freq_of_language(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  const qn__segment *segment = matcher->segment->where->segment;
  const language *state = matcher->state;
  (void)least;
  *freq = state->all;
  if (state->all || state->none)
    return QN_OK;
  qn_article head;
  qn_status status = qn__store_head(&segment->store, matcher->segment->store_reader, doc, &head, error);
  if (status != QN_OK)
    return status;
  uint8_t listed = head.language.size > 0 ? qn__language_find(head.language.data, head.language.size)
                                          : segment->meta.settings.language;
  *freq = listed == state->wanted && (!state->by_tag || has_tag(head.language, matcher->leaf->value));
  return QN_OK;
}

const qn__matcher_ops qn__match_language = {
    .exact_bits = false,
    .open = open_language,
    .fill = fill_language,
    .max_saturation = max_saturation_of_language,
    .max_docs = max_docs_of_language,
    .freq = freq_of_language,
    .positions = NULL,
};
