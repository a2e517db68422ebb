/* SPDX-License-Identifier: MIT */
/* find_article.c: here is an id: which article of the index has it? */
#include "base/status.h"
#include "plan/index.h"

qn_status qn_index_find(const qn_index *index, qn_string id, uint64_t *article, qn_error *error) {
  if (index == NULL || article == NULL || id.data == NULL)
    return qn__fail(error, QN_INVALID, "an article is found in an index by its id");
  qn_status status = QN_OK;
  for (size_t s = 0; status == QN_OK && id.size > 0 && id.size <= QN_ID_MAX && s < index->n_segments; s++) {
    const qn__index_segment *segment = &index->segments[s];
    uint32_t doc = 0;
    bool found = false;
    status = qn__ids_find(&segment->segment->ids, id.data, id.size, &doc, &found, error);
    if (status == QN_OK && found && doc < segment->segment->meta.n_docs && !qn__is_deleted(segment->deletes, doc)) {
      *article = segment->first + doc;
      return QN_OK;
    }
  }
  if (status != QN_OK)
    return status;
  return qn__fail(error, QN_NOT_FOUND, "no article has the id \"%.*s\"",
                  (int)(id.size <= QN_ID_MAX ? id.size : QN_ID_MAX), id.data);
}
