/* SPDX-License-Identifier: MIT */
/* index_contents.c: opens an index, checks it and reads it whole. */
#include "support/index_contents.h"

#include "support/scaffold.h"

#include <stdio.h>

static bool append_article(void *context, const qn_article *article) {
  index_contents *all = context;
  int size =
      snprintf(all->text + all->size, sizeof all->text - all->size, "%s: %s\n", article->id.data, article->text.data);
  if (size < 0 || all->size + (size_t)size >= sizeof all->text)
    scaffold_failed(article->id.data, "the articles are too long to be compared");
  all->size += (size_t)size;
  return true;
}

void read_contents(const char *dir, index_contents *all) {
  qn_index *index = NULL;
  *all = (index_contents){.size = 0};
  qn_status status = qn_index_open(&index, &dir, 1, NULL);
  if (status == QN_NO_INDEX)
    return;
  if (status != QN_OK)
    all->problem = "it cannot be opened";
  else if (qn_index_check(index, NULL, NULL, NULL) != QN_OK)
    all->problem = "the check finds damage";
  else if (qn_index_each_article(index, append_article, all, NULL) != QN_OK)
    all->problem = "its articles cannot be read";
  qn_index_close(index);
}
