/* SPDX-License-Identifier: MIT */
/* json_reader.c: a value ends where its brackets are closed; what is in strings does not count. */
#include "cli/json_reader.h"

#include "cli/json_writer.h"
#include "text/utf8.h"

#include <string.h>

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_space(cli_json_walk *walk) {
  while (walk->at < walk->end && is_space(*walk->at))
    walk->at++;
}

/* Goes past the character, if it is next. */
static bool skip(cli_json_walk *walk, char c) {
  skip_space(walk);
  const bool is_next = walk->at < walk->end && *walk->at == c;
  walk->at += is_next;
  return is_next;
}

/* Goes past the string that begins here. */
static void pass_string(cli_json_walk *walk) {
  walk->at++;
  while (walk->at < walk->end && *walk->at != '"')
    walk->at += *walk->at == '\\' && walk->end - walk->at > 1 ? 2 : 1;
  walk->at += walk->at < walk->end;
}

/* Goes past a value; it ends before a comma or bracket that is not its own. */
static qn_string take_value(cli_json_walk *walk) {
  skip_space(walk);
  const char *start = walk->at;
  size_t depth = 0;
  while (walk->at < walk->end) {
    const char c = *walk->at;
    if (depth == 0 && (c == ',' || c == '}' || c == ']'))
      break;
    if (c == '"') {
      pass_string(walk);
      continue;
    }
    depth += c == '{' || c == '[';
    depth -= c == '}' || c == ']';
    walk->at++;
  }
  const char *end = walk->at;
  while (end > start && is_space(end[-1]))
    end--;
  return (qn_string){start, (size_t)(end - start)};
}

bool cli_json_enter(cli_json_walk *walk, qn_string json) {
  *walk = (cli_json_walk){json.data, json.data + json.size};
  return skip(walk, '{') || skip(walk, '[');
}

bool cli_json_next(cli_json_walk *walk, qn_string *key, qn_string *value) {
  skip(walk, ',');
  *key = (qn_string){"", 0};
  *value = take_value(walk);
  if (value->size > 0 && value->data[0] == '"') { /* a string, or a key and more */
    cli_json_walk inside = {value->data, value->data + value->size};
    pass_string(&inside);
    const qn_string string = {value->data, (size_t)(inside.at - value->data)};
    if (skip(&inside, ':')) {
      *key = string;
      *value = take_value(&inside);
    }
  }
  return value->size > 0;
}

/* --- strings ------------------------------------------------------------------------------------------------------ */

/* The four hexadecimal digits at `at`; 0 if they are not. */
static uint32_t read_unit(const char *at, const char *end) {
  static const char digits[] = "0123456789abcdef0123456789ABCDEF";
  uint32_t unit = 0;
  for (int i = 0; i < 4; i++, at++) {
    const char *digit = at < end && *at != '\0' ? strchr(digits, *at) : NULL;
    if (digit == NULL)
      return 0;
    unit = unit << 4 | ((uint32_t)(digit - digits) & 15);
  }
  return unit;
}

/* Reads \uXXXX, or two of them that are one character, after the `u`; *at goes past it. */
static uint32_t take_code_point(const char **at, const char *end) {
  const uint32_t first = read_unit(*at, end);
  *at += end - *at < 4 ? end - *at : 4;
  if (first < 0xd800 || first > 0xdfff)
    return first == 0 ? 0xfffd : first;
  const bool is_pair = first < 0xdc00 && end - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u';
  const uint32_t second = is_pair ? read_unit(*at + 2, end) : 0;
  if (second < 0xdc00 || second > 0xdfff)
    return 0xfffd;
  *at += 6;
  return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
}

static void put_code_point(qn__buffer *out, uint32_t c) {
  char bytes[4];
  qn__buffer_bytes(out, bytes, qn__utf8_encode(bytes, c));
}

static void put_unescaped(qn__buffer *out, const char **at, const char *end) {
  static const char letters[] = "btnfr", meant[] = "\b\t\n\f\r";
  const char letter = *(*at)++;
  const char *named = letter != '\0' ? strchr(letters, letter) : NULL;
  if (letter == 'u')
    put_code_point(out, take_code_point(at, end));
  else
    qn__buffer_u8(out, (uint8_t)(named != NULL ? meant[named - letters] : letter));
}

/* Appends the text of a string, which is given with its quotes. */
static void put_string(qn__buffer *out, qn_string string) {
  const char *at = string.data + 1, *end = string.data + string.size;
  end -= end > at && end[-1] == '"';
  while (at < end) {
    const char *escape = memchr(at, '\\', (size_t)(end - at));
    const char *stop = escape != NULL ? escape : end;
    qn__buffer_bytes(out, at, (size_t)(stop - at));
    at = stop + (escape != NULL);
    if (escape != NULL && at < end)
      put_unescaped(out, &at, end);
  }
}

/* Whether a name goes on with these bytes at *at, which goes past them. */
static bool goes_on(qn_string name, size_t *at, const void *bytes, size_t size) {
  const bool same = size <= name.size - *at && memcmp(name.data + *at, bytes, size) == 0;
  *at += same ? size : 0;
  return same;
}

/* Whether the text of a string is the name; takes no memory. */
static bool is_string_of(qn_string string, qn_string name) {
  const char *at = string.data + 1, *end = string.data + string.size;
  size_t matched = 0;
  bool same = true;
  end -= end > at && end[-1] == '"';
  while (same && at < end) {
    uint8_t room[16] = {0};
    qn__buffer unescaped = {.data = room, .capacity = sizeof room};
    if (*at != '\\') {
      same = goes_on(name, &matched, at++, 1);
    } else if (++at < end) {
      put_unescaped(&unescaped, &at, end);
      same = goes_on(name, &matched, room, unescaped.size);
    }
  }
  return same && matched == name.size;
}

bool cli_json_find(qn_string object, qn_string name, qn_string *value) {
  cli_json_walk walk;
  qn_string key;
  bool found = false;
  if (!cli_json_enter(&walk, object))
    return false;
  while (!found && cli_json_next(&walk, &key, value))
    found = key.size > 0 && is_string_of(key, name);
  return found && !(value->size == 4 && memcmp(value->data, "null", 4) == 0);
}

static void put_item(qn__buffer *out, qn_string value) {
  if (value.data[0] == '"')
    put_string(out, value);
  else
    cli_json_stored(out, value);
}

void cli_json_put_text(qn__buffer *out, qn_string value) {
  cli_json_walk walk;
  qn_string key, item;
  if (value.size == 0)
    return;
  if (value.data[0] != '[' || !cli_json_enter(&walk, value)) {
    put_item(out, value);
    return;
  }
  for (bool any = false; cli_json_next(&walk, &key, &item); any = true) {
    qn__buffer_print(out, any ? ", " : "");
    put_item(out, item);
  }
}
