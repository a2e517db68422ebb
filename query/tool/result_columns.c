/* SPDX-License-Identifier: MIT */
/* result_columns.c: the columns: the query's name in a batch, the directory where several are searched, and what every
 * article may have, how many it stands for where they collapse, and the fields that are asked for. */
#include "tool/result_columns.h"

#include "cli/json_writer.h"
#include "cli/safe_text.h"
#include "tool/shown_fields.h"

static bool has_query(const output *to) {
  return to->options->batch != NULL;
}

static bool has_index(const output *to) {
  return to->options->dirs.n > 1;
}

void put_column_names(const output *to, char separator, cli_put *put) {
  static const char *const names[] = {"rank", "score", "id", "title", "url", "date", "lang"};
  qn__buffer *out = to->out;
  field_names fields = shown_fields(to->options);
  qn_string name;
  if (has_query(to))
    qn__buffer_print(out, "qid%c", separator);
  if (has_index(to))
    qn__buffer_print(out, "index%c", separator);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (i > 0)
      qn__buffer_u8(out, (uint8_t)separator);
    qn__buffer_print(out, "%s", names[i]);
  }
  if (to->options->collapse != NULL)
    qn__buffer_print(out, "%csimilar", separator);
  while (next_field(&fields, &name)) {
    qn__buffer_u8(out, (uint8_t)separator);
    cli_put_repaired(out, name.data, name.size, put);
  }
  qn__buffer_u8(out, '\n');
}

/* A cell that any bytes may be in, and the separator after it. */
static void put_any(qn__buffer *out, const char *text, char separator, cli_put *put) {
  cli_put_repaired(out, text, strlen(text), put);
  qn__buffer_u8(out, (uint8_t)separator);
}

static void put_field(qn__buffer *out, const qn_article *article, qn_string name, cli_put *put) {
  qn__buffer text;
  qn__buffer_init(&text);
  put_field_text(&text, article, name);
  put(out, (const char *)text.data, text.size);
  out->failed |= text.failed;
  qn__buffer_clear(&text);
}

void put_columns(const output *to, const search_answer *answer, size_t i, char separator, cli_put *put) {
  qn__buffer *out = to->out;
  const found_article *found = &answer->found[i];
  const qn_string cells[] = {found->article.id, found->article.title, found->article.url, found->article.date,
                             found->article.language};
  field_names fields = shown_fields(to->options);
  qn_string name;
  if (has_query(to))
    put_any(out, answer->qid, separator, put);
  if (has_index(to))
    put_any(out, to->options->dirs.items[found->hit.directory], separator, put);
  cli_json_number(out, answer_rank(answer, i));
  qn__buffer_u8(out, (uint8_t)separator);
  if (answer->has_scores)
    qn__buffer_print(out, "%.9g", found->hit.score);
  for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
    qn__buffer_u8(out, (uint8_t)separator);
    put(out, cells[c].data, cells[c].size);
  }
  if (to->options->collapse != NULL) {
    qn__buffer_u8(out, (uint8_t)separator);
    cli_json_number(out, found->hit.n_similar);
  }
  while (next_field(&fields, &name)) {
    qn__buffer_u8(out, (uint8_t)separator);
    put_field(out, &found->article, name, put);
  }
  qn__buffer_u8(out, '\n');
}
