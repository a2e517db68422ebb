/* SPDX-License-Identifier: MIT */
/* suggestion_text.c: the query that was searched for or that may be meant, or else the words that are missing. */
#include "tool/suggestion_text.h"

#include <inttypes.h>

enum { COUNTED = 1000 }; /* articles with the rest of the words; there may be more */

/* "no article has "salt""; where nothing was found "no article has all words; without "salt" 12 have the rest". */
static void put_missing(qn__buffer *out, const search_answer *answer) {
  const qn_suggestion *suggestion = &answer->suggestion;
  const bool counts = suggestion->n_rest > 0 && answer_exit(answer) == EXIT_NEGATIVE;
  qn__buffer_print(out, counts ? "no article has all words; without " : "no article has ");
  for (size_t i = 0; i < suggestion->n_missing; i++) {
    const char *before = i == 0 ? "\"" : i + 1 < suggestion->n_missing ? "\", \"" : counts ? "\" and \"" : "\" or \"";
    qn__buffer_print(out, "%s", before);
    qn__buffer_bytes(out, suggestion->missing[i].data, suggestion->missing[i].size);
  }
  qn__buffer_print(out, "\"");
  if (counts)
    qn__buffer_print(out, " %s%" PRIu64 " ha%s the rest", suggestion->n_rest >= COUNTED ? "at least " : "",
                     (uint64_t)suggestion->n_rest, suggestion->n_rest == 1 ? "s" : "ve");
}

void put_suggestion_text(qn__buffer *out, const search_answer *answer) {
  if (answer->is_corrected) {
    qn__buffer_print(out, "searched for \"");
    qn__buffer_bytes(out, answer->corrected.data, answer->corrected.size);
    qn__buffer_print(out, "\" instead of \"");
    qn__buffer_bytes(out, answer->text.data, answer->text.size);
    qn__buffer_print(out, "\"");
  } else if (answer->suggestion.text != NULL) {
    qn__buffer_print(out, "did you mean \"%s\"?", answer->suggestion.text);
  } else if (answer->suggestion.n_missing > 0) {
    put_missing(out, answer);
  }
}
