/* SPDX-License-Identifier: MIT */
/* long_strings.c: finds where strings end sixteen bytes at a time.  Whether the rest is JSON is left to cJSON. */
#include "articles/long_strings.h"

#if QN_SSE2
#include <emmintrin.h>
#endif

enum { LONG = 256 }; /* bytes; cutting out shorter strings does not pay */

/* The first quote or backslash. */
static const char *find_special(const char *p, const char *end) {
#if QN_SSE2
  for (; end - p >= 16; p += 16) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i special =
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    uint32_t found = (uint32_t)_mm_movemask_epi8(special);
    if (found != 0)
      return p + qn__lowest_bit(found);
  }
#endif
  while (p < end && *p != '"' && *p != '\\')
    p++;
  return p;
}

/* What a backslash and this character stand for; 0 if it takes more characters, or they stand for nothing. */
static char unescaped(char c) {
  static const char escapes[] = "b\bf\fn\nr\rt\t\"\"\\\\//";
  for (size_t i = 0; i < sizeof escapes - 1; i += 2)
    if (escapes[i] == c)
      return escapes[i + 1];
  return 0;
}

/* The quote that ends the string that begins at p, or `end`; *simple says that qn__long_strings_put_back can read it.
 */
static const char *string_end(const char *p, const char *end, bool *simple) {
  for (*simple = true; (p = find_special(p, end)) < end && *p == '\\'; p += 2) {
    if (end - p < 2)
      return end;
    *simple &= unescaped(p[1]) != 0;
  }
  return p;
}

/* Where in an object the search is. */
typedef struct place {
  size_t depth, deepest, member;
  bool is_value; /* of a member, not its name */
} place;

static void pass(place *at, char c) {
  if (c == '{' || c == '[')
    at->deepest = ++at->depth > at->deepest ? at->depth : at->deepest;
  else if (c == '}' || c == ']')
    at->depth -= at->depth > 0;
  else if (c == ':' && at->depth == 1)
    at->is_value = true;
  else if (c == ',' && at->depth == 1)
    *at = (place){1, at->deepest, at->member + 1, false};
}

/* False if a string has no end. */
static bool find(qn__long_strings *cut, place *at, const char *json, const char *end) {
  for (const char *p = json; p < end; p++) {
    if (*p != '"') {
      pass(at, *p);
      continue;
    }
    bool simple;
    const char *start = p + 1;
    p = string_end(start, end, &simple);
    if (p == end)
      return false;
    if (simple && p - start >= LONG && at->depth == 1 && at->is_value && cut->n < QN__LONG_STRINGS_MAX)
      cut->strings[cut->n++] = (qn__long_string){start, p, at->member};
  }
  return true;
}

bool qn__long_strings_cut(qn__long_strings *cut, const char *json, size_t size) {
  place at = {0, 0, 0, false};
  cut->n = 0;
  qn__buffer_reset(&cut->json);
  bool ended = find(cut, &at, json, json + size);
  cut->depth = at.deepest;
  if (!ended || cut->n == 0)
    return false;
  const char *from = json;
  for (size_t i = 0; i < cut->n; i++) {
    qn__buffer_bytes(&cut->json, from, (size_t)(cut->strings[i].start - from));
    from = cut->strings[i].end;
  }
  qn__buffer_bytes(&cut->json, from, (size_t)(json + size - from));
  return !cut->json.failed;
}

static void unescape(char *to, const char *from, const char *end) {
  for (const char *p; (p = memchr(from, '\\', (size_t)(end - from))) != NULL; from = p + 2) {
    memcpy(to, from, (size_t)(p - from));
    to += p - from;
    *to++ = unescaped(p[1]);
  }
  memcpy(to, from, (size_t)(end - from));
  to[end - from] = '\0';
}

bool qn__long_strings_put_back(const qn__long_strings *cut, cJSON *object) {
  size_t member = 0, next = 0;
  for (cJSON *item = object->child; item != NULL && next < cut->n; item = item->next, member++) {
    const qn__long_string *string = &cut->strings[next];
    if (string->member != member || !cJSON_IsString(item))
      continue;
    char *value = cJSON_malloc((size_t)(string->end - string->start) + 1);
    if (value == NULL)
      return false;
    unescape(value, string->start, string->end);
    cJSON_free(item->valuestring);
    item->valuestring = value;
    next++;
  }
  return true;
}
