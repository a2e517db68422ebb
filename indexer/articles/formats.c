/* SPDX-License-Identifier: MIT */
/* formats.c: one row for each format. */
#include "articles/formats.h"

#include "articles/file_names.h"
#include "base/json_lines.h"

#include <strings.h>

/* read_text.c, read_markdown.c, read_html.c, read_json.c, read_json_lines.c, read_roff.c */
qn__read_function qn__read_text, qn__read_markdown, qn__read_html, qn__read_json, qn__read_json_lines, qn__read_roff;
qn__sniff_function qn__sniff_html, qn__sniff_json, qn__sniff_json_lines, qn__sniff_roff;

#define ENDING(letters) letters,
static const qn__format formats[] = {
    {"text", {"txt", "text"}, NULL, qn__read_text},
    {"markdown", {"md", "markdown", "mdown", "mkd", "mkdn", "mdwn", "mdx", "qmd", "rmd"}, NULL, qn__read_markdown},
    {"html", {"html", "htm", "xhtml", "xht", "shtml"}, qn__sniff_html, qn__read_html},
    {"json", {"json", "ipynb"}, qn__sniff_json, qn__read_json},
    {"jsonl", {QN__JSON_LINES_ENDINGS(ENDING)}, qn__sniff_json_lines, qn__read_json_lines},
    {"man", {"man", "mdoc", "roff"}, qn__sniff_roff, qn__read_roff},
};
enum { N_FORMATS = sizeof formats / sizeof formats[0] };

const qn__format *qn__format_at(size_t i) {
  return i < N_FORMATS ? &formats[i] : NULL;
}

const qn__format *qn__format_find(const char *name) {
  for (size_t i = 0; i < N_FORMATS; i++)
    if (strcasecmp(name, formats[i].name) == 0)
      return &formats[i];
  return NULL;
}

static const qn__format *format_of_name(const char *path) {
  qn_string extension = qn__file_extension(path);
  for (size_t i = 0; i < N_FORMATS; i++)
    for (const char *const *known = formats[i].extensions; *known != NULL; known++)
      if (qn__is_extension(extension, *known))
        return &formats[i];
  return NULL;
}

const qn__format *qn__format_detect(const char *path, const char *data, size_t size) {
  qn_string start = {data, size < QN__SNIFF_MAX ? size : QN__SNIFF_MAX};
  const qn__format *named = format_of_name(path);
  for (size_t i = 0; i < N_FORMATS; i++)
    if (formats[i].sniff != NULL && formats[i].sniff(start, named != NULL ? named->name : NULL))
      return &formats[i];
  return named != NULL ? named : &formats[0];
}
