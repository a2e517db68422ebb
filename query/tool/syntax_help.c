/* SPDX-License-Identifier: MIT */
/* syntax_help.c: the table of docs/query-syntax.md in short, plain and narrow. */
#include "tool/syntax_help.h"

static const char syntax_help[] = "Queries, as quern-query and the library take them:\n\n"
                                  "  rare earth              either word, the best articles first\n"
                                  "  +rare earth             `rare` is required, `earth` raises the score\n"
                                  "  rare -earth             `rare` without `earth`; also: rare NOT earth\n"
                                  "  -earth                  everything but articles with `earth`\n"
                                  "  *                       everything\n"
                                  "  rare AND earth          both\n"
                                  "  rare OR earth           either, as without OR\n"
                                  "  salt (road OR sea)      parentheses group\n"
                                  "  \"rare earth\"            the phrase: the words side by side, in this order\n"
                                  "  \"rare earth\"~5          the words in any order, with at most 5 others between\n"
                                  "  rare NEAR/5 earth       the same; NEAR alone is NEAR/10\n"
                                  "  title:moons             an occurrence in the title\n"
                                  "  title:\"two tides\"       ... of a phrase, or of a group: title:(moon tide)\n"
                                  "  gar* *age wom?n         words as written: * any letters, ? one; in phrases, too\n"
                                  "  word~ word~2            words with one or two letters other\n"
                                  "  re:/gr(a|e)y/           words that a regular expression describes\n"
                                  "  \"rare sea\"~5            near each other; also: rare NEAR/5 sea\n"
                                  "  (rare earth tide)~2     at least two of these\n"
                                  "  car SYN auto            as one word\n"
                                  "  word^2.5                counts so many times; also phrases and groups\n"
                                  "  *   -moon               all articles; all but those with `moon`\n"
                                  "  =tides                  in exactly this form, ignoring case: not `tide`\n"
                                  "  =\"rare earths\"          ... a phrase\n"
                                  "  tide^2 salt             `tide` counts twice as much for the order\n"
                                  "  tide lang:en            only articles of this language; -lang:en: of any other\n\n"
                                  "AND, OR and NOT are in capitals.  NOT binds first, then AND, then OR.\n"
                                  "Case, accents and endings do not matter: `cafe` finds `Café`, `tide` `tides`.\n"
                                  "What does not fit is left out or completed, and a warning says how; --strict\n"
                                  "makes that an error.  With --all every word is required, with --words nothing is\n"
                                  "an operator.\n\n"
                                  "In a shell, put single quotes around a query: quern-query '\"rare earth\" -salt'.\n"
                                  "A query that begins with an exclusion stands after --.\n";

void print_syntax_help(FILE *to) {
  fputs(syntax_help, to);
}
