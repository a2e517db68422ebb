/* SPDX-License-Identifier: MIT */
/* rescored_hit.c: finds the hit of an article and its parts. */
#include "support/rescored_hit.h"

void titled_articles_open(search_fixture *f) {
  const qn_article articles[] = {
      {.id = string_of("1"),
       .title = string_of("Speed of Light"),
       .text = string_of("the light, its speed and speeds")},
      {.id = string_of("2"), .title = string_of("Light of Speed"), .text = string_of("the light and its speed")},
      {.id = string_of("3"), .title = string_of("Speeds of Light"), .text = string_of("the light and its speed")},
      {.id = string_of("4"), .text = string_of("speed of light, light of speed, and the speed of it all")},
      {.id = string_of("5"), .title = string_of("New York New York"), .text = string_of("a town, so good that")},
      {.id = string_of("6"), .title = string_of("東京大学"), .text = string_of("東京大学は大学である")},
      {.id = string_of("7"), .title = string_of("Café"), .text = string_of("a café in town is good")},
      {.id = string_of("8"), .title = string_of("University"), .text = string_of("all of the university here")},
      {.id = string_of("9"), .title = string_of("RC4"), .text = string_of("a cipher that is broken")},
      {.id = string_of("10"), .title = string_of("C++"), .text = string_of("a language, and another one")},
      {.id = string_of("11"), .title = string_of(".NET"), .text = string_of("a framework for programs")}};
  search_fixture_open(f, articles, sizeof articles / sizeof *articles, 0);
}

void worded_articles_open(search_fixture *f) {
  const qn_article articles[] = {
      {.id = string_of("1"), .text = string_of("pike and perch live in the lake")},
      {.id = string_of("2"), .text = string_of("pike and pikes live in the river")},
      {.id = string_of("3"), .text = string_of("the wifi of the house is slow")},
      {.id = string_of("4"), .text = string_of("the wi-fi of the house is slow")},
      {.id = string_of("5"), .text = string_of("the inn of O'Brien is open now")},
      {.id = string_of("6"), .text = string_of("the inn of obrien is open now")},
      {.id = string_of("7"), .text = string_of("the university of the town")},
      {.id = string_of("8"), .text = string_of("the universe and all the rest")},
      {.id = string_of("9"), .text = string_of("rare earth metals of the north")},
      {.id = string_of("10"), .text = string_of("earth so rare, of the north")},
      {.id = string_of("11"), .title = string_of("Zander"), .text = string_of("a fish of lakes in the east")}};
  search_fixture_open(f, articles, sizeof articles / sizeof *articles, 0);
}

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
