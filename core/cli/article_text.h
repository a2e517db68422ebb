/* SPDX-License-Identifier: MIT */
/* article_text.h: a whole article for a person: its title, what is known of it, its text. */
#ifndef QN_CORE_CLI_ARTICLE_TEXT_H
#define QN_CORE_CLI_ARTICLE_TEXT_H

#include "cli/terminal.h"
#include "quern.h"

/* Appends the article with this number, after an empty line if it is not the first.  Words of the query that the
 * searcher has searched for last, if any, are marked. */
qn_status cli_put_article(qn__buffer *out, const cli_terminal *terminal, qn_searcher *searcher, uint64_t article,
                          qn_error *error);

#endif
