/* SPDX-License-Identifier: MIT */
/* read_markdown.c: front matter, then the first heading, then whatever a plain text has.  The markup stays in the text:
 * it is what the author wrote. */
#include "articles/front_matter.h"
#include "articles/reading.h"
#include "base/memory.h"

#include <ctype.h>

/* A heading `# ...` and the line it stands on. */
typedef struct heading_line {
  qn_string title;
  size_t start, end;
} heading_line;

/* The title of a line `# Title #`, or none. */
static qn_string heading_text(qn_string line) {
  const char *p = line.data, *end = p + line.size;
  if (end - p < 3 || p[0] != '#' || !isspace((unsigned char)p[1]))
    return (qn_string){NULL, 0};
  p++;
  while (end > p && (isspace((unsigned char)end[-1]) || end[-1] == '#'))
    end--;
  while (p < end && isspace((unsigned char)*p))
    p++;
  return (qn_string){p, (size_t)(end - p)};
}

static bool is_code_fence(qn_string line) {
  return line.size >= 3 && (memcmp(line.data, "```", 3) == 0 || memcmp(line.data, "~~~", 3) == 0);
}

/* The first heading of the first rank, outside code. */
static bool find_heading(const char *text, size_t size, heading_line *found) {
  bool in_code = false;
  for (size_t at = 0; at < size;) {
    const char *newline = memchr(text + at, '\n', size - at);
    size_t end = newline != NULL ? (size_t)(newline - text) + 1 : size;
    qn_string line = {text + at, end - at};
    if (is_code_fence(line))
      in_code = !in_code;
    qn_string title = heading_text(line);
    if (!in_code && title.size > 0) {
      *found = (heading_line){title, at, end};
      return true;
    }
    at = end;
  }
  return false;
}

static bool same_text(qn_string a, qn_string b) {
  return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

static qn_status read_body(const qn__reading *reading, qn_article *article, char *text, size_t size, qn_error *error) {
  heading_line found;
  char *title = NULL;
  if (find_heading(text, size, &found) && (article->title.size == 0 || same_text(article->title, found.title))) {
    title = qn__copy_string(found.title.data, found.title.size);
    if (title == NULL)
      return qn__fail_memory(error);
    article->title = (qn_string){title, found.title.size};
    qn_string rest = qn__take_out(text, size, found.start, found.end);
    text = (char *)rest.data;
    size = rest.size;
  }
  qn_status status = qn__reading_plain(reading, article, text, size, error);
  qn__free(title);
  return status;
}

qn_status qn__read_markdown(const qn__reading *reading, qn_error *error) {
  qn__input *input = reading->input;
  qn_article article = {.id = {NULL, 0}};
  size_t start = 0;
  qn_status status = qn__input_all(input, QN__ARTICLE_MAX, error);
  if (status != QN_OK)
    return status;
  if (qn__is_blank(input->data, input->size)) {
    qn__reading_problem(reading, 0, 0, QN__SKIPPED, "empty, nothing to index");
    return QN_OK;
  }
  cJSON *properties = qn__front_matter_parse(input->data, input->size, &start);
  if (properties != NULL)
    status = qn__properties_take(reading->properties, properties, (qn_string){NULL, 0}, &article, error);
  cJSON_Delete(properties);
  if (status != QN_OK)
    return status;
  qn_string body = qn__take_out(input->data, input->size, 0, start);
  return read_body(reading, &article, input->data + (input->size - body.size), body.size, error);
}
