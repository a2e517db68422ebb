/* SPDX-License-Identifier: MIT */
/* rescored_hit.c: finds the hit of an article and its parts. */
#include "support/rescored_hit.h"

qn__found rescored_hit(search_fixture *f, const char *query, uint64_t article) {
  qn__found found = {0, 0, 0, NULL};
  const size_t n = count_hits(f, query);
  size_t i = 0;
  while (i < n && qn__found_hit(f->searcher, i, &found) && found.article != article - 1)
    i++;
  if (i == n)
    fail_msg("%s does not find article %u", query, (unsigned)article);
  assert_non_null(found.parts);
  return found;
}

double rescored_part(search_fixture *f, const char *query, uint64_t article, qn__feature feature) {
  return (double)rescored_hit(f, query, article).parts[feature] / f->searcher->plan.scale;
}
