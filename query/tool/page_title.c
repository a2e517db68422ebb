/* SPDX-License-Identifier: MIT */
/* page_title.c: a query, an article whose like is looked for, a file of queries. */
#include "tool/page_title.h"

#include "text/utf8.h"

#include <string.h>

void put_page_title(qn__buffer *out, const tool_options *options) {
  const struct {
    const char *before, *name;
  } titles[] = {{"Answers to ", options->batch},
                {"Articles like ", options->similar},
                {"Articles like the text of ", options->similar_file},
                {"", options->query}};
  for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
    if (titles[i].name != NULL) {
      qn__buffer_print(out, "%s", titles[i].before);
      qn__utf8_repair(out, titles[i].name, strlen(titles[i].name));
      return;
    }
}
