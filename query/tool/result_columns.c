/* SPDX-License-Identifier: MIT */
/* result_columns.c: the columns: the query's name in a batch, the directory where several are searched, and what every
 * article may have, and how many it stands for where they collapse. */
#include "tool/result_columns.h"

#include "cli/json_writer.h"
#include "text/utf8.h"

static bool has_query(const output *to) {
  return to->options->batch != NULL;
}

static bool has_index(const output *to) {
  return to->options->dirs.n > 1;
}

void put_column_names(const output *to, char separator) {
  static const char *const names[] = {"rank", "score", "id", "title", "url", "date", "lang"};
  qn__buffer *out = to->out;
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
  qn__buffer_u8(out, '\n');
}

/* A cell that any bytes may be in, and the separator after it. */
static void put_any(qn__buffer *out, const char *text, char separator, put_cell *put) {
  qn__buffer valid;
  qn__buffer_init(&valid);
  qn__utf8_repair(&valid, text, strlen(text));
  put(out, (const char *)valid.data, valid.size);
  qn__buffer_u8(out, (uint8_t)separator);
  out->failed |= valid.failed;
  qn__buffer_clear(&valid);
}

void put_columns(const output *to, const search_answer *answer, size_t i, char separator, put_cell *put) {
  qn__buffer *out = to->out;
  const found_article *found = &answer->found[i];
  const qn_string cells[] = {found->article.id, found->article.title, found->article.url, found->article.date,
                             found->article.language};
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
  qn__buffer_u8(out, '\n');
}
