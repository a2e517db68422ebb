/* SPDX-License-Identifier: MIT */
/* random_queries.c: draws queries and writes them as text. */
#include "reference/random_queries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ITEMS = 5, MAX_DEPTH = 3 };

/* From frequent to rare; forms of the same word, words of several tokens, other scripts. */
static const char *const vocabulary[] = {
    "the",          "of",       "trade",      "talks",    "and",         "rare",        "earth",    "traded",
    "talk",         "export",   "earths",     "a",        "china",       "Zürich",      "zurich",   "U.S.",
    "us",           "trading",  "5,864",      "5864",     "北京",        "京都",        "北",       "大学北京",
    "running",      "run",      "Häuser",     "Haus",     "haus",        "café",        "cafe",     "x",
    "東京大学",     "京",       "naïve",      "слова",    "слово",       "1914",        "b2b",      "zebra",
    "O'Brien",      "obrien",   "été",        "ete",      "Haeuser",     "v2.0.1",      "2.0.1",    "информа́ция",
    "информация",   "Wi-Fi",    "wifi",       "wi_fi",    "rareearth",   "getUserName", "user",     "192.168.10.1",
    "192.168",      "Kaufhaus", "Häuserkauf", "kauf",     "Handelshaus", "Handel",      "Hausboot", "boot",
    "Tageszeitung", "Zeitung",  "Tage",       "Hausname", "Name"};
static const char *const compounds[] = {"cross-examination", "AT&T", "rare-earth", "trade/talks", "北京 trade"};
const char *const random_languages[N_RANDOM_LANGUAGES] = {"en", "de", "none", "ru", "pl", "xx", "ja", "zh-TW"};

enum {
  N_VOCABULARY = sizeof vocabulary / sizeof vocabulary[0],
  N_COMPOUNDS = sizeof compounds / sizeof compounds[0],
};

const char *draw_word(random_source *random) {
  uint32_t below = 1 + random_below(random, N_VOCABULARY);
  if (random_below(random, 40) == 0)
    return compounds[random_below(random, N_COMPOUNDS)];
  return vocabulary[random_below(random, below)];
}

/* --- The tree --- */

static const char *draw_phrase(random_source *random) {
  static const char *const phrases[] = {
      "rare earth", "trade talks", "of the",           "the trade of", "rare the earth",
      "北京",       "東京大学",    "北京 trade talks", "u.s. trade",   "cross-examination",
      "trade 京",   "haus haus",   "the the",          "北京大学",     "earth the zebra"};
  return phrases[random_below(random, sizeof phrases / sizeof phrases[0])];
}

static const char *draw_language(random_source *random) {
  static const char *const others[] = {"english", "DE-at", "zh", "zh-tw", "fr", "xx"};
  uint32_t drawn = random_below(random, N_RANDOM_LANGUAGES + sizeof others / sizeof others[0]);
  return drawn < N_RANDOM_LANGUAGES ? random_languages[drawn] : others[drawn - N_RANDOM_LANGUAGES];
}

/* In thousandths; mostly none. */
static uint32_t draw_boost(random_source *random) {
  static const uint32_t boosts[] = {1, 100, 250, 500, 1000, 2500, 3000, 10000, 1000000};
  return random_below(random, 6) == 0 ? boosts[random_below(random, sizeof boosts / sizeof boosts[0])] : 0;
}

/* A pattern, or a phrase with patterns. */
static const char *draw_pattern(random_source *random) {
  static const char *const patterns[] = {"tra*",          "*rth*",         "e?rth",
                                         "wi*",           "ha*s",          "*fi",
                                         "t?lks",         "zür*",          "инф*",
                                         "qqq*",          "Zur*",          "*19*",
                                         "trade~1",       "talks~2",       "haus~1",
                                         "zurich~2",      "earht~1",       "kaufhaus~2",
                                         "Häusre~2",      "trad*~",        "haus*~",
                                         "E*~",           "слов*~",        "re:/t(rad|alk)e?[ds]?/",
                                         "re:/h[aä].*s/", "re:/\\d{4}.*/", "re:/(kauf|handels)?haus/",
                                         "tra* talks",    "the * the",     "rare ear?hs",
                                         "trade~1 talks", "of tra*",       "rare earht~1",
                                         "haus ha*~",     "*e trade~2",    "北京 tra*",
                                         "t*e * t*e"};
  return patterns[random_below(random, sizeof patterns / sizeof patterns[0])];
}

/* A word or phrase, and how its words are looked for. */
static void draw_operand(random_source *random, oracle_query *query) {
  query->has_patterns = random_below(random, 6) == 0;
  query->exact = !query->has_patterns && random_below(random, 6) == 0;
  query->text = query->has_patterns            ? draw_pattern(random)
                : random_below(random, 4) == 0 ? draw_phrase(random)
                                               : vocabulary[random_below(random, N_VOCABULARY)];
}

static oracle_query *new_items(size_t n) {
  oracle_query *items = calloc(n, sizeof *items);
  if (items == NULL)
    scaffold_failed("a random query", "no memory");
  return items;
}

/* Words and phrases near each other, or synonyms; some are equal. */
static void draw_joined(random_source *random, oracle_query *query) {
  query->kind = random_below(random, 2) == 0 ? ORACLE_NEAR : ORACLE_SYNONYMS;
  query->distance = query->kind == ORACLE_NEAR ? (uint32_t)random_skewed(random, 5) : 0;
  query->n_items = 2 + random_below(random, 2);
  query->items = new_items(query->n_items);
  for (size_t i = 0; i < query->n_items; i++) {
    draw_operand(random, &query->items[i]);
    if (i > 0 && random_below(random, 5) == 0)
      query->items[i] = query->items[0];
  }
}

static void draw_leaf(random_source *random, bool filter, oracle_query *query) {
  if (filter || random_below(random, 7) == 0) {
    if (random_below(random, 4) == 0)
      query->kind = ORACLE_EVERYTHING;
    else
      query->language = draw_language(random);
    return;
  }
  query->title = random_below(random, 8) == 0;
  query->boost = draw_boost(random);
  if (random_below(random, 6) == 0) {
    draw_joined(random, query);
    return;
  }
  draw_operand(random, query);
}

/* A compound in a ranked query: what is written closed up, and its parts. */
static void draw_compound(random_source *random, oracle_query *query) {
  static const struct {
    const char *written, *parts[2];
  } drawn[] = {{"Wi-Fi", {"Wi", "Fi"}}, {"wi_fi", {"wi", "fi"}}, {"rare-earths", {"rare", "earths"}}};
  const size_t which = random_below(random, sizeof drawn / sizeof drawn[0]);
  *query = (oracle_query){.occur = ORACLE_SHOULD, .compound = drawn[which].written, .n_items = 3};
  query->items = new_items(query->n_items);
  query->items[0] = (oracle_query){.text = drawn[which].written, .closed = true};
  query->items[1].text = drawn[which].parts[0];
  query->items[2].text = drawn[which].parts[1];
}

/* Whether it restricts only: filters, or a group of them. */
static bool only_filters(const oracle_query *query) {
  if (query->kind != ORACLE_PLAIN)
    return query->kind == ORACLE_EVERYTHING;
  for (size_t i = 0; i < query->n_items; i++)
    if (!only_filters(&query->items[i]))
      return false;
  return query->language != NULL || query->n_items > 0;
}

/* A filter restricts its group where it is required, and where it is not one of several alternatives. */
static void settle_filters(oracle_query *group, bool alternatives) {
  for (size_t i = 0; i < group->n_items; i++) {
    oracle_query *item = &group->items[i];
    bool optional = item->occur == ORACLE_SHOULD && alternatives && group->n_items > 1;
    if (only_filters(item) && item->occur != ORACLE_MUST_NOT && !optional)
      item->occur = ORACLE_FILTER;
  }
}

static uint32_t count_optional(const oracle_query *group) {
  uint32_t n = 0;
  for (size_t i = 0; i < group->n_items; i++)
    n += group->items[i].occur == ORACLE_SHOULD;
  return n;
}

/* What is excluded has no boost, which would have no effect. */
static void clear_boosts(oracle_query *query) {
  query->boost = 0;
  for (size_t i = 0; i < query->n_items; i++)
    clear_boosts(&query->items[i]);
}

static void draw_group(random_source *random, unsigned depth, bool filters, oracle_query *query);

/* A leaf, or a group where that is not too deep; of filters alone, if `filters`. */
static void draw_item(random_source *random, unsigned depth, bool filters, oracle_query *query) {
  *query = (oracle_query){.text = NULL};
  if (depth > 0 && random_below(random, 4) == 0)
    draw_group(random, depth, filters || random_below(random, 6) == 0, query);
  else
    draw_leaf(random, filters, query);
}

static void draw_group(random_source *random, unsigned depth, bool filters, oracle_query *query) {
  query->n_items = 1 + random_below(random, MAX_ITEMS);
  query->items = new_items(query->n_items);
  query->boost = draw_boost(random);
  unsigned plain = random_below(random, 3); /* all optional, all required, anything */
  for (size_t i = 0; i < query->n_items; i++) {
    draw_item(random, depth - 1, filters, &query->items[i]);
    unsigned drawn = plain == 0 ? ORACLE_SHOULD : plain == 1 ? ORACLE_MUST : random_below(random, 3);
    query->items[i].occur = (oracle_occur)(i == 0 && drawn == ORACLE_MUST_NOT ? ORACLE_SHOULD : drawn);
    if (query->items[i].occur == ORACLE_MUST_NOT)
      clear_boosts(&query->items[i]);
    if (query->items[i].occur == ORACLE_SHOULD && random_below(random, 12) == 0) {
      free_query(&query->items[i]);
      draw_compound(random, &query->items[i]);
    }
  }
  settle_filters(query, random_below(random, 2) == 0);
  const uint32_t n_optional = count_optional(query);
  query->min_match = n_optional > 0 && random_below(random, 5) == 0 ? 1 + random_below(random, n_optional) : 0;
}

/* Words alone, of which several must match: what is decided by bits. */
static void draw_counted(random_source *random, oracle_query *query) {
  query->n_items = 3 + random_below(random, 3);
  query->min_match = 2 + random_below(random, (uint32_t)query->n_items - 1);
  query->items = new_items(query->n_items);
  for (size_t i = 0; i < query->n_items; i++)
    query->items[i].text = vocabulary[random_below(random, 8)];
}

void draw_query(random_source *random, oracle_query *query) {
  *query = (oracle_query){.text = NULL};
  if (random_below(random, 10) == 0) {
    draw_counted(random, query);
    return;
  }
  draw_group(random, MAX_DEPTH, false, query);
}

void free_query(oracle_query *query) {
  for (size_t i = 0; i < query->n_items; i++)
    free_query(&query->items[i]);
  free(query->items);
}

/* --- The text --- */

static size_t spell_node(random_source *random, const oracle_query *query, char *out, size_t size);

/* What stands before an item that is not joined by AND.  A filter of a group with alternatives needs its +, else an OR
 * beside it would make it one of them. */
static const char *draw_sign(random_source *random, const oracle_query *group, const oracle_query *item) {
  switch (item->occur) {
  case ORACLE_MUST:
    return "+";
  case ORACLE_MUST_NOT:
    return random_below(random, 2) == 0 ? "-" : "NOT ";
  case ORACLE_FILTER:
    return count_optional(group) > 0 || random_below(random, 2) == 0 ? "+" : "";
  default:
    return "";
  }
}

/* OR and juxtaposition are the same, but beside optional filters. */
static const char *draw_between(random_source *random, const oracle_query *before, const oracle_query *after) {
  bool has_alternative = (before->occur == ORACLE_SHOULD && only_filters(before)) ||
                         (after->occur == ORACLE_SHOULD && only_filters(after));
  bool has_filter = before->occur == ORACLE_FILTER || after->occur == ORACLE_FILTER;
  return has_alternative || (!has_filter && random_below(random, 6) == 0) ? " OR " : " ";
}

/* Items of which none is optional may be joined by AND. */
static size_t spell_items(random_source *random, const oracle_query *group, char *out, size_t size) {
  bool joined = count_optional(group) == 0 && group->n_items > 1 && random_below(random, 2) == 0;
  size_t n = 0;
  for (size_t i = 0; i < group->n_items; i++) {
    const oracle_query *item = &group->items[i];
    const char *between = joined ? " AND " : i == 0 ? "" : draw_between(random, item - 1, item);
    const char *sign = joined && item->occur != ORACLE_MUST_NOT ? "" : draw_sign(random, group, item);
    n += (size_t)snprintf(out + n, size - n, "%s%s", i == 0 ? "" : between, sign);
    n += spell_node(random, item, out + n, size - n);
  }
  return n;
}

static size_t spell_operand(const oracle_query *query, char *out, size_t size) {
  if (query->has_patterns && strchr(query->text, ' ') == NULL)
    return (size_t)snprintf(out, size, "%s", query->text);
  return (size_t)snprintf(out, size, "%s\"%s\"", query->exact ? "=" : "", query->text);
}

/* In parentheses: a sign, scope or boost is for all of it. */
static size_t spell_joined(const oracle_query *query, char *out, size_t size) {
  char between[32];
  size_t n = (size_t)snprintf(out, size, "(");
  snprintf(between, sizeof between, query->kind == ORACLE_NEAR ? " NEAR/%u " : " SYN ", (unsigned)query->distance);
  for (size_t i = 0; i < query->n_items; i++) {
    n += (size_t)snprintf(out + n, size - n, "%s", i == 0 ? "" : between);
    n += spell_operand(&query->items[i], out + n, size - n);
  }
  return n + (size_t)snprintf(out + n, size - n, ")");
}

/* What stands after a node. */
static size_t spell_end(const oracle_query *query, char *out, size_t size) {
  size_t n = 0;
  if (query->min_match > 0)
    n += (size_t)snprintf(out, size, "~%u", (unsigned)query->min_match);
  if (query->boost > 0)
    n += (size_t)snprintf(out + n, size - n, "^%u.%03u", (unsigned)query->boost / 1000, (unsigned)query->boost % 1000);
  return n;
}

static size_t spell_node(random_source *random, const oracle_query *query, char *out, size_t size) {
  size_t n = 0;
  if (query->language != NULL)
    return (size_t)snprintf(out, size, "lang:%s", query->language);
  if (query->kind == ORACLE_EVERYTHING)
    return (size_t)snprintf(out, size, "*");
  if (query->compound != NULL)
    return (size_t)snprintf(out, size, "%s", query->compound);
  n += (size_t)snprintf(out, size, "%s", query->title ? "title:" : "");
  if (query->text != NULL) {
    n += spell_operand(query, out + n, size - n);
  } else if (query->kind != ORACLE_PLAIN) {
    n += spell_joined(query, out + n, size - n);
  } else {
    n += (size_t)snprintf(out + n, size - n, "(");
    n += spell_items(random, query, out + n, size - n);
    n += (size_t)snprintf(out + n, size - n, ")");
  }
  return n + spell_end(query, out + n, size - n);
}

void spell_query(random_source *random, const oracle_query *query, char *out, size_t size) {
  if (query->boost > 0 || query->min_match > 0)
    spell_node(random, query, out, size);
  else
    spell_items(random, query, out, size);
}
