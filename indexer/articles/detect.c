/* SPDX-License-Identifier: MIT */
/* detect.c: the name decides between formats that look alike, the content overrules a name that is plainly wrong. */
#include "articles/detect.h"

#include <ctype.h>
#include <strings.h>

enum { LOOK = 64 << 10 }; /* bytes that are looked at */

static const struct {
  const char *name;
  qn__article_format format;
  const char *extensions[6];
} formats[] = {
    {"auto", QN__ARTICLE_AUTO, {NULL}},
    {"text", QN__ARTICLE_TEXT, {"txt", "text", NULL}},
    {"markdown", QN__ARTICLE_MARKDOWN, {"md", "markdown", "mdown", "mkd", NULL}},
    {"html", QN__ARTICLE_HTML, {"html", "htm", "xhtml", "xht", NULL}},
    {"json", QN__ARTICLE_JSON, {"json", NULL}},
    {"jsonl", QN__ARTICLE_JSON_LINES, {"jsonl", "ndjson", "jsonlines", NULL}},
};
enum { N_FORMATS = sizeof formats / sizeof formats[0] };

bool qn__article_format_find(const char *name, qn__article_format *format) {
  for (size_t i = 0; i < N_FORMATS; i++)
    if (strcasecmp(name, formats[i].name) == 0) {
      *format = formats[i].format;
      return true;
    }
  return false;
}

/* The extension of a name; empty if it has none. */
static qn_string extension_of(const char *name, size_t size) {
  for (size_t i = size; i-- > 1;)
    if (name[i] == '.')
      return (qn_string){name + i + 1, size - i - 1};
  return (qn_string){name + size, 0};
}

static bool is_extension(qn_string extension, const char *name) {
  return extension.size == strlen(name) && strncasecmp(extension.data, name, extension.size) == 0;
}

/* The last component of the path without ".gz". */
static qn_string packed_name(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash != NULL ? slash + 1 : path;
  size_t size = strlen(name);
  qn_string extension = extension_of(name, size);
  if (is_extension(extension, "gz"))
    size -= extension.size + 1;
  return (qn_string){name, size};
}

qn_string qn__file_title(const char *path) {
  qn_string name = packed_name(path);
  qn_string extension = extension_of(name.data, name.size);
  if (strcmp(path, "-") == 0)
    return (qn_string){path, 0};
  if (extension.size > 0 && isalpha((unsigned char)extension.data[0])) /* but not of "Report 2.0" */
    name.size -= extension.size + 1;
  return name;
}

static qn__article_format format_of_name(const char *path) {
  qn_string name = packed_name(path);
  qn_string extension = extension_of(name.data, name.size);
  for (size_t i = 0; i < N_FORMATS; i++)
    for (size_t j = 0; formats[i].extensions[j] != NULL; j++)
      if (is_extension(extension, formats[i].extensions[j]))
        return formats[i].format;
  return QN__ARTICLE_AUTO;
}

const char *qn__detect_binary(const char *data, size_t size) {
  static const struct {
    const char *start, *what;
  } known[] = {
      {"%PDF-", "a PDF document"},
      {"PK\x03\x04", "a zip archive or office document"},
      {"BZh", "bzip2 data"},
      {"\xfd\x37zXZ", "xz data"},
      {"\x28\xb5\x2f\xfd", "zstd data"},
      {"\x89PNG\r", "a PNG picture"},
      {"\xff\xd8\xff", "a JPEG picture"},
      {"GIF8", "a GIF picture"},
      {"\x7f"
       "ELF",
       "a program"},
      {"SQLite format 3", "an SQLite database"},
      {"QUERN\r\n\x1a", "a part of a quern index"},
  };
  size_t n_controls = 0, n_zeros = 0;
  size = size < LOOK ? size : LOOK;
  for (size_t i = 0; i < size; i++) {
    unsigned char byte = (unsigned char)data[i];
    n_zeros += byte == 0;
    n_controls += byte < 0x20 && strchr("\t\n\r\f\v\b\x1b", byte) == NULL;
  }
  /* A stray zero in a text is repaired; text in a legacy charset has few control characters, data has one in eight. */
  if (n_zeros <= 1 + size / 1000 && n_controls <= size / 30)
    return size >= 5 && memcmp(data, "%PDF-", 5) == 0 ? known[0].what : NULL;
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
    size_t length = strlen(known[i].start);
    if (size >= length && memcmp(data, known[i].start, length) == 0)
      return known[i].what;
  }
  return "binary data";
}

static qn_string skip_space(qn_string text) {
  while (text.size > 0 && isspace((unsigned char)text.data[0])) {
    text.data++;
    text.size--;
  }
  return text;
}

/* The text begins with `<!doctype html`, `<html` or, with an XML declaration before, either. */
static bool looks_html(qn_string text) {
  static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body", "<article", "<meta"};
  text = skip_space(text);
  if (text.size > 5 && memcmp(text.data, "<?xml", 5) == 0) {
    const char *close = memchr(text.data, '>', text.size);
    if (close == NULL)
      return false;
    text = skip_space((qn_string){close + 1, (size_t)(text.data + text.size - close - 1)});
  }
  for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
    if (text.size >= strlen(starts[i]) && strncasecmp(text.data, starts[i], strlen(starts[i])) == 0)
      return true;
  return false;
}

/* The first line is an object that ends where the line does: `{...}`. */
static bool looks_json_lines(qn_string text) {
  const char *newline = memchr(text.data, '\n', text.size);
  if (newline == NULL)
    return text.size >= LOOK; /* a line that long is a record of many */
  const char *last = newline;
  while (last > text.data && isspace((unsigned char)last[-1]))
    last--;
  qn_string rest = skip_space((qn_string){newline, (size_t)(text.data + text.size - newline)});
  return last > text.data + 1 && last[-1] == '}' && rest.size > 0 && rest.data[0] == '{';
}

/* `{` or `[` and what can follow it; AUTO if this is no JSON. */
static qn__article_format json_format(qn_string text) {
  text = skip_space(text);
  if (text.size < 2 || (text.data[0] != '{' && text.data[0] != '['))
    return QN__ARTICLE_AUTO;
  bool object = text.data[0] == '{';
  qn_string next = skip_space((qn_string){text.data + 1, text.size - 1});
  if (next.size == 0 || strchr(object ? "\"}" : "{]", next.data[0]) == NULL)
    return QN__ARTICLE_AUTO;
  return object && looks_json_lines(text) ? QN__ARTICLE_JSON_LINES : QN__ARTICLE_JSON;
}

qn__article_format qn__detect_format(const char *path, const char *data, size_t size) {
  qn_string text = {data, size < LOOK ? size : LOOK};
  qn__article_format by_name = format_of_name(path);
  if (by_name == QN__ARTICLE_JSON && json_format(text) == QN__ARTICLE_JSON_LINES)
    return QN__ARTICLE_JSON_LINES;
  if (by_name == QN__ARTICLE_JSON_LINES && skip_space(text).size > 0 && skip_space(text).data[0] == '[')
    return QN__ARTICLE_JSON;
  if ((by_name == QN__ARTICLE_TEXT || by_name == QN__ARTICLE_AUTO) && looks_html(text))
    return QN__ARTICLE_HTML;
  if (by_name != QN__ARTICLE_AUTO)
    return by_name;
  qn__article_format by_content = json_format(text);
  return by_content != QN__ARTICLE_AUTO ? by_content : QN__ARTICLE_TEXT;
}
