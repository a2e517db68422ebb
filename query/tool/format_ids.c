/* SPDX-License-Identifier: MIT */
/* format_ids.c: what other programs are given: the ids of the articles, or the files that they are in, or their
 * titles. */
#include "base/string_set.h"
#include "tool/hit_place.h"
#include "tool/name_list.h"
#include "tool/output_format.h"

output_hit ids_hit;
output_begin files_begin, titles_begin;

void ids_hit(const output *to, const search_answer *answer, size_t i) {
  put_listed_name(to->out, to->options, answer->found[i].article.id);
}

/* Prints a name of each article found, each once. */
static void put_distinct(const output *to, const search_answer *answer, qn_string (*name_of)(const found_article *)) {
  qn__string_set seen;
  qn__string_set_init(&seen);
  for (size_t i = 0; i < answer->n_found; i++) {
    const qn_string name = name_of(&answer->found[i]);
    const uint32_t n = seen.n;
    if (qn__string_set_add(&seen, 0, name.data, name.size) != NULL && seen.n > n)
      put_listed_name(to->out, to->options, name);
  }
  to->out->failed |= seen.failed;
  qn__string_set_clear(&seen);
}

void files_begin(const output *to, const search_answer *answer) {
  put_distinct(to, answer, hit_file);
}

static qn_string title_of(const found_article *found) {
  return found->article.title;
}

void titles_begin(const output *to, const search_answer *answer) {
  put_distinct(to, answer, title_of);
}
