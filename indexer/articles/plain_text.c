/* SPDX-License-Identifier: MIT */
/* plain_text.c: the parts of an article from its text. */
#include "articles/plain_text.h"

#include "articles/titles.h"

qn_string qn__take_out(char *text, size_t size, size_t start, size_t end, qn__source_trace *trace) {
  while (start == 0 && end < size && (text[end] == '\n' || text[end] == '\r'))
    end++;
  qn__trace_cut(trace, start, (qn_string){text + start, end - start});
  memmove(text + end - start, text, start);
  text += end - start;
  return (qn_string){text, size - (end - start)};
}

/* A copy that does not move with the text.  The buffer has the room. */
static qn_string keep(qn__buffer *buffer, qn_string string) {
  const char *data = (const char *)buffer->data + buffer->size;
  qn__buffer_bytes(buffer, string.data, string.size);
  return (qn_string){data, string.size};
}

qn_status qn__read_plain_text(const qn__document *document, qn_article *article, char *text, size_t size,
                              qn__text_kind kind, qn_error *error) {
  qn__heading heading;
  qn__find_heading(text, size, &heading);
  qn__buffer *kept = document->scratch;
  qn__buffer_reset(kept);
  qn__buffer_reserve(kept, heading.title.size + heading.url.size + heading.language.size + 1);
  if (kept->failed)
    return qn__fail_memory(error);
  if (qn__document_is_titled(document))
    article->title = qn__document_title(document);
  bool found = article->title.size == 0 && heading.title.size > 0;
  if (found)
    article->title = keep(kept, heading.title);
  if (article->url.size == 0)
    article->url = keep(kept, heading.url);
  if (article->language.size == 0)
    article->language = keep(kept, heading.language);
  if (article->date.size == 0)
    article->date = (qn_string){heading.date, strlen(heading.date)};
  article->text =
      found ? qn__take_out(text, size, heading.start, heading.end, document->trace) : (qn_string){text, size};
  if (article->title.size == 0)
    article->title = qn__document_title(document);
  if (article->id.size == 0)
    article->id = (qn_string){document->id, strlen(document->id)};
  if (document->trace != NULL && kind != QN__TEXT_MADE) {
    article->source_map = qn__trace_map(document->trace, article->text, kind == QN__TEXT_MARKDOWN);
    if (qn__trace_failed(document->trace))
      return qn__fail_memory(error);
  }
  return qn__document_article(document, 0, article, error);
}
