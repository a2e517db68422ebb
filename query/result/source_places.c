/* SPDX-License-Identifier: MIT */
/* source_places.c: walks over the places up to the one that is asked for.  The map was checked when the article was
 * added; what is not JSON only ends the walk. */
#include "result/source_places.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

typedef struct json_cursor {
  const char *p, *end;
} json_cursor;

/* The next byte that is not a blank; 0 at the end. */
static char peek(json_cursor *c) {
  while (c->p < c->end && (*c->p == ' ' || *c->p == '\t' || *c->p == '\n' || *c->p == '\r'))
    c->p++;
  return c->p < c->end ? *c->p : '\0';
}

static bool take(json_cursor *c, char byte) {
  const bool found = byte != '\0' && peek(c) == byte;
  c->p += found;
  return found;
}

/* What is between the quotes. */
static qn_string take_string(json_cursor *c) {
  const char *start = ++c->p;
  while (c->p < c->end && *c->p != '"')
    c->p += *c->p == '\\' && c->end - c->p > 1 ? 2 : 1;
  const qn_string found = {start, (size_t)(c->p - start)};
  c->p += c->p < c->end;
  return found;
}

/* Any value as it is written, a string without its quotes. */
static qn_string take_value(json_cursor *c) {
  size_t depth = 0;
  if (peek(c) == '"')
    return take_string(c);
  const char *start = c->p;
  for (char byte; (byte = peek(c)) != '\0' && (depth > 0 || (byte != ',' && byte != '}' && byte != ']'));) {
    depth += byte == '{' || byte == '[';
    depth -= byte == '}' || byte == ']';
    if (byte == '"')
      take_string(c);
    else
      c->p++;
  }
  return (qn_string){start, (size_t)(c->p - start)};
}

/* A whole number; 0 if it is too long for one. */
static uint64_t number_of(qn_string value) {
  char digits[64];
  if (value.size >= sizeof digits)
    return 0;
  memcpy(digits, value.data, value.size);
  digits[value.size] = '\0';
  const double number = strtod(digits, NULL);
  return number >= 1 && number <= 9007199254740992.0 ? (uint64_t)number : 0;
}

static bool is_true(qn_string value) {
  return value.size >= 4 && memcmp(value.data, "true", 4) == 0;
}

/* The next number of a string of them: 26 letters are its digits, and 56 other characters the last one. */
static bool take_number(json_cursor *c, uint64_t *number) {
  enum { LAST_DIGITS = 'Z' - '#' + 1, LETTERS = 26 };
  for (*number = 0; c->p < c->end; c->p++) {
    const char digit = *c->p;
    if (digit >= '#' && digit <= 'Z') {
      *number = *number * LAST_DIGITS + (uint64_t)(digit - '#');
      c->p++;
      return *number <= UINT32_MAX;
    }
    if (digit < 'a' || digit > 'z' || *number > UINT32_MAX)
      return false;
    *number = *number * LETTERS + (uint64_t)(digit - 'a');
  }
  return false;
}

/* Members of a place that say something about a text. */
enum member {
  AT,
  LINE,
  COLUMN,
  COLUMN16,
  OFFSET,
  OFFSET16,
  LINES,
  RECORD,
  PAGE,
  PART,
  HEADING,
  ANCHOR,
  MARKDOWN,
  UNDER,
  EVERY,
  STEPS,
  HEADINGS,
  ID,
  RECORDS,
  N_MEMBERS
};
static const char *const member_names[N_MEMBERS] = {
    "at",      "line",   "column",   "column16", "offset", "offset16", "lines",    "record", "page",   "part",
    "heading", "anchor", "markdown", "under",    "every",  "steps",    "headings", "id",     "records"};

/* The members of the object that begins at the cursor; those that it has not are {NULL, 0}. */
static bool take_place(json_cursor *c, qn_string members[N_MEMBERS]) {
  if (!take(c, '{'))
    return false;
  memset(members, 0, N_MEMBERS * sizeof *members);
  while (peek(c) == '"') {
    const qn_string name = take_string(c);
    if (!take(c, ':'))
      return false;
    const qn_string value = take_value(c);
    for (size_t i = 0; i < N_MEMBERS; i++)
      if (strlen(member_names[i]) == name.size && memcmp(member_names[i], name.data, name.size) == 0)
        members[i] = value;
    take(c, ',');
  }
  return take(c, '}');
}

static void add_heading(qn__source_place *sum, uint64_t at) {
  if (!sum->has_heading || at > sum->heading_at)
    sum->heading_at = at;
  sum->has_heading = true;
}

/* The last of the headings up to `offset` that follow each other at these distances from `at` on. */
static void add_headings(qn__source_place *sum, uint64_t at, qn_string distances, uint64_t offset) {
  json_cursor c = {distances.data, distances.data + distances.size};
  for (uint64_t distance; take_number(&c, &distance) && distance <= offset - at;) {
    at += distance;
    add_heading(sum, at);
  }
}

/* The last of the records up to `offset`: each is so many bytes of the text further than the one before, so many lines
 * of the source further than the last of that one, and goes on for so many lines. */
static void add_records(qn__source_place *sum, uint64_t at, qn_string records, uint64_t offset) {
  json_cursor c = {records.data, records.data + records.size};
  uint64_t distance, lines, further;
  for (bool is_first = true;
       take_number(&c, &distance) && take_number(&c, &lines) && take_number(&c, &further) && distance <= offset - at;
       is_first = false) {
    at += distance;
    sum->line_at = at;
    sum->line += sum->further + lines;
    sum->further = further;
    sum->record += !is_first;
  }
}

static void add_place(qn__source_place *sum, uint64_t at, uint64_t offset, const qn_string members[N_MEMBERS]) {
  if (members[LINE].data != NULL) {
    sum->line_at = at;
    sum->line = number_of(members[LINE]);
    sum->column = members[COLUMN].data != NULL ? number_of(members[COLUMN]) : 1;
    sum->column16 = members[COLUMN16].data != NULL ? number_of(members[COLUMN16]) : sum->column;
    sum->steps = members[STEPS];
    sum->every = members[EVERY].data != NULL ? number_of(members[EVERY]) : 0;
    sum->further = 0;
  }
  if (members[OFFSET].data != NULL) {
    sum->has_offset = true;
    sum->offset_at = at;
    sum->offset = number_of(members[OFFSET]);
    sum->offset16 = members[OFFSET16].data != NULL ? number_of(members[OFFSET16]) : sum->offset;
  }
  if (members[LINES].data != NULL)
    sum->has_lines = is_true(members[LINES]);
  if (members[RECORD].data != NULL)
    sum->record = number_of(members[RECORD]);
  if (members[ID].data != NULL)
    sum->id = number_of(members[ID]);
  if (members[RECORDS].data != NULL)
    add_records(sum, at, members[RECORDS], offset);
  if (members[PAGE].data != NULL)
    sum->page = number_of(members[PAGE]);
  if (members[PART].data != NULL)
    sum->part = members[PART];
  if (members[ANCHOR].data != NULL)
    sum->anchor = members[ANCHOR];
  if (members[HEADING].data != NULL)
    add_heading(sum, at);
  if (members[HEADINGS].data != NULL)
    add_headings(sum, at, members[HEADINGS], offset);
  if (members[MARKDOWN].data != NULL)
    sum->is_markdown = is_true(members[MARKDOWN]);
  if (members[UNDER].data != NULL) {
    sum->under_at = at;
    sum->under = number_of(members[UNDER]);
  }
}

/* The lines by which the source is further at `offset` than where the steps begin.  Within a step they are taken to be
 * spread evenly. */
static uint64_t lines_of_steps(const qn__source_place *place, uint64_t offset) {
  json_cursor c = {place->steps.data, place->steps.data + place->steps.size};
  uint64_t rest = offset - place->line_at, lines = 0, step;
  for (; take_number(&c, &step); lines += step, rest -= place->every)
    if (rest < place->every)
      return lines + step * rest / place->every;
  return lines;
}

qn__source_place qn__find_source_place(qn_string map, uint64_t offset) {
  qn__source_place sum = {.line = 0};
  json_cursor c = {map.data, map.data + map.size};
  qn_string members[N_MEMBERS];
  if (!take(&c, '['))
    return sum;
  while (take_place(&c, members) && members[AT].data != NULL) {
    const uint64_t at = number_of(members[AT]);
    if (at > offset)
      break;
    add_place(&sum, at, offset, members);
    take(&c, ',');
  }
  if (sum.every > 0 && sum.every <= QN__STEP_MAX && !sum.has_offset && !sum.has_lines)
    sum.line += lines_of_steps(&sum, offset);
  return sum;
}

static unsigned hex_value(char digit) {
  return (unsigned)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10) & 15;
}

/* The unit of \uXXXX, whose X begin at p. */
static uint32_t unit_at(const char *p) {
  return hex_value(p[0]) << 12 | hex_value(p[1]) << 8 | hex_value(p[2]) << 4 | hex_value(p[3]);
}

/* The character of an escape that begins at p, after the backslash; *p is where it ends. */
static uint32_t take_escape(const char **p, const char *end) {
  static const char letters[] = "bfnrt", controls[] = "\b\f\n\r\t";
  const char *letter = strchr(letters, **p);
  if (**p != 'u' || end - *p < 5) {
    ++*p;
    return (uint8_t)(letter != NULL ? controls[letter - letters] : (*p)[-1]);
  }
  uint32_t c = unit_at(*p + 1);
  *p += 5;
  if (c >= 0xd800 && c < 0xdc00 && end - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u') {
    c = 0x10000 + ((c & 0x3ff) << 10 | (unit_at(*p + 2) & 0x3ff));
    *p += 6;
  }
  return c == 0 || (c >= 0xd800 && c < 0xe000) ? 0xfffd : c;
}

size_t qn__json_unescape(qn_string written, char *to) {
  if (written.size == 0)
    return 0;
  const char *p = written.data, *end = p + written.size, *start = to;
  while (p < end) {
    if (*p != '\\' || end - p < 2) {
      *to++ = *p++;
    } else if ((uint8_t)p[1] >= 0x80) {
      p++; /* it is not an escape */
    } else {
      p++;
      to += qn__utf8_encode(to, take_escape(&p, end));
    }
  }
  return (size_t)(to - start);
}
