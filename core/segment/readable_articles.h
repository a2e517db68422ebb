/* SPDX-License-Identifier: MIT */
/* readable_articles.h: reads past damage: which articles of a segment can be read, and which cannot.  Needs no more of
 * a segment than its store. */
#ifndef QN_CORE_SEGMENT_READABLE_ARTICLES_H
#define QN_CORE_SEGMENT_READABLE_ARTICLES_H

#include "base/cancel.h"
#include "dictionary/ids.h"
#include "store/store.h"

typedef struct qn__article_source {
  const qn__store *store;
  const qn__keys *ids;    /* to name articles whose heads cannot be read; NULL: damaged, too */
  const uint8_t *deletes; /* a bit for each article of the store; NULL: none */
  qn__cancel cancel;
} qn__article_source;

typedef struct qn__article_visitor {
  qn_status (*visit)(void *context, const qn_article *article, qn_error *error); /* a failure ends the walk */
  void (*lost)(void *context, const qn_loss *loss);
  void *context;
} qn__article_visitor;

/* Visits each live article, in order, or reports that it is lost.  Articles whose heads are lost are reported last. */
qn_status qn__each_readable_article(const qn__article_source *source, const qn__article_visitor *visitor,
                                    qn_error *error);

#endif
