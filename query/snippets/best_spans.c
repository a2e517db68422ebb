/* SPDX-License-Identifier: MIT */
/* best_spans.c: a span is worth the weights of the different words and phrases of the query in it; another occurrence
 * adds little; and something is added for different ones that stand close together.
 * What an earlier span shows counts half in the next.
 *
 * Worth is kept in integers, so that adding and taking away as the span slides is exact and ties are ties: of equal
 * spans the first wins. */
#include "snippets/best_spans.h"

#include "base/status.h"
#include "snippets/leaf_weights.h"

enum {
  MATCHES_LOOKED_AT = 32768, /* bounds the work in a very long text */
  SATURATION_LIMIT = 4,      /* further occurrences add nothing */
};

/* What the n-th occurrence adds, scaled by 32768: a word that is repeated says little more. */
static const int64_t occurrence_gain[SATURATION_LIMIT + 1] = {0, 32768, 3072, 1024, 512};

enum { PROXIMITY_GAIN = 6144 }; /* of neighbours; less with their distance */

/* What the `count`-th occurrence adds. */
static int64_t gain(int64_t weight, uint32_t count) {
  return count > SATURATION_LIMIT ? 0 : weight * occurrence_gain[count];
}

/* What two matches add as neighbours, by the lesser of their weights: half if they are not in the query's order. */
static int64_t proximity(const qn__match *match, const qn__match *next, int64_t weight) {
  if (next->leaf == match->leaf)
    return 0;
  uint32_t end = match->position + match->words;
  int64_t distance = next->position > end ? (int64_t)(next->position - end) : 0;
  return weight * PROXIMITY_GAIN / (distance + 1) / (next->leaf < match->leaf ? 2 : 1);
}

static int64_t lesser(int64_t a, int64_t b) {
  return a < b ? a : b;
}

int64_t qn__worth(const qn__match *matches, size_t n_matches, const int64_t *weights) {
  int64_t worth = 0;
  bool was_first = false;
  for (size_t i = 0; i < n_matches; i++) {
    const qn__match *match = &matches[i];
    uint32_t count = 1;
    for (size_t j = 0; j < i; j++)
      count += matches[j].leaf == match->leaf;
    worth += gain(weights[match->leaf], count);
    if (i > 0 && (count == 1 || was_first))
      worth += proximity(match - 1, match, lesser(weights[match[-1].leaf], weights[match->leaf]));
    was_first = count == 1;
  }
  return worth;
}

/* The window that begins with a match. */
typedef struct window {
  int64_t worth;
  int64_t near;  /* what that match and the next add as neighbours, if this is in it */
  uint32_t last; /* position */
} window;

typedef struct sliding_window {
  const qn__match *matches;
  const int64_t *weights; /* by leaf */
  uint32_t *counts;       /* by leaf: in the span */
  bool *shown;            /* by leaf: in a span chosen before */
  window *windows;        /* by match */
  int64_t worth;
} sliding_window;

static int64_t weight_now(const sliding_window *sliding, size_t i) {
  int64_t weight = sliding->weights[sliding->matches[i].leaf];
  return sliding->shown[sliding->matches[i].leaf] ? weight / 2 : weight;
}

static int64_t proximity_now(const sliding_window *sliding, size_t i) {
  const qn__match *match = &sliding->matches[i];
  return proximity(match, match + 1, lesser(weight_now(sliding, i), weight_now(sliding, i + 1)));
}

static void slide_in(sliding_window *sliding, size_t i, size_t first) {
  uint32_t count = ++sliding->counts[sliding->matches[i].leaf];
  sliding->worth += gain(weight_now(sliding, i), count);
  if (i > first) {
    sliding->windows[i - 1].near = proximity_now(sliding, i - 1);
    sliding->worth += sliding->windows[i - 1].near;
  }
}

static void slide_out(sliding_window *sliding, size_t i, size_t end) {
  uint32_t count = sliding->counts[sliding->matches[i].leaf]--;
  sliding->worth -= gain(weight_now(sliding, i), count);
  if (i + 1 < end)
    sliding->worth -= sliding->windows[i].near;
}

/* Finds what each window is worth now. */
static void weigh_windows(sliding_window *sliding, size_t n_matches, uint32_t width) {
  const qn__match *matches = sliding->matches;
  size_t end = 0;
  uint32_t last = 0;
  for (size_t first = 0; first < n_matches; first++) {
    for (; end < n_matches && matches[end].position - matches[first].position < width; end++) {
      uint32_t match_last = matches[end].position + matches[end].words - 1;
      last = match_last > last ? match_last : last;
      slide_in(sliding, end, first);
    }
    sliding->windows[first].worth = sliding->worth;
    sliding->windows[first].last = last;
    slide_out(sliding, first, end);
  }
}

static bool is_taken(const qn__span *taken, size_t n_taken, uint32_t first, uint32_t last) {
  for (size_t i = 0; i < n_taken; i++)
    if (first <= taken[i].last && last >= taken[i].first)
      return true;
  return false;
}

/* The best span that overlaps none of those taken; false if there is none.  *from is its first match. */
static bool best_window(const sliding_window *sliding, size_t n_matches, const qn__span *taken, size_t n_taken,
                        qn__span *best, size_t *from) {
  int64_t best_worth = 0;
  for (size_t i = 0; i < n_matches; i++) {
    const window *now = &sliding->windows[i];
    if (now->worth <= best_worth || is_taken(taken, n_taken, sliding->matches[i].position, now->last))
      continue;
    best_worth = now->worth;
    *best = (qn__span){sliding->matches[i].position, now->last, best_worth};
    *from = i;
  }
  return best_worth > 0;
}

static void insert_window(qn__span *spans, size_t n_spans, qn__span span) {
  size_t i = n_spans;
  for (; i > 0 && spans[i - 1].first > span.first; i--)
    spans[i] = spans[i - 1];
  spans[i] = span;
}

qn_status qn__choose_spans(qn__arena *arena, const qn__match *matches, size_t n_matches, const int64_t *weights,
                           const qn__span_choice *choice, qn__span **spans, size_t *n_spans, qn_error *error) {
  size_t max_spans = choice->max_spans;
  if (n_matches > MATCHES_LOOKED_AT)
    n_matches = MATCHES_LOOKED_AT;
  if (max_spans > n_matches)
    max_spans = n_matches;
  *n_spans = 0;
  if (max_spans == 0)
    return QN_OK;

  const uint32_t n_leaves = qn__count_leaves(matches, n_matches);
  sliding_window sliding = {.matches = matches, .weights = weights};
  sliding.counts = qn__arena_alloc(arena, n_leaves * sizeof *sliding.counts);
  sliding.shown = qn__arena_alloc(arena, n_leaves * sizeof *sliding.shown);
  sliding.windows = qn__arena_alloc(arena, n_matches * sizeof *sliding.windows);
  qn__span *chosen = qn__arena_alloc(arena, max_spans * sizeof *chosen);
  if (sliding.counts == NULL || sliding.shown == NULL || sliding.windows == NULL || chosen == NULL)
    return qn__fail_memory(error);
  memset(sliding.counts, 0, n_leaves * sizeof *sliding.counts);
  memset(sliding.shown, 0, n_leaves * sizeof *sliding.shown);

  size_t n_chosen = 0, from;
  qn__span span;
  weigh_windows(&sliding, n_matches, choice->width);
  while (n_chosen < max_spans && best_window(&sliding, n_matches, chosen, n_chosen, &span, &from)) {
    if (choice->alternatives) {
      chosen[n_chosen++] = span;
      continue;
    }
    insert_window(chosen, n_chosen++, span);
    for (; from < n_matches && matches[from].position - span.first < choice->width; from++)
      sliding.shown[matches[from].leaf] = true;
    if (n_chosen < max_spans)
      weigh_windows(&sliding, n_matches, choice->width);
  }
  *spans = chosen;
  *n_spans = n_chosen;
  return QN_OK;
}

size_t qn__first_match(const qn__match *matches, size_t n_matches, uint32_t position) {
  size_t low = 0, high = n_matches;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (matches[middle].position < position)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}
