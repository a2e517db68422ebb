/* SPDX-License-Identifier: MIT */
/* syntax_help.c: the table of docs/query-syntax.md in short, plain and narrow. */
#include "tool/syntax_help.h"

static const char before[] = "Queries, as quern-query and the library take them:\n\n";

static const syntax_row rows[] = {
    {"rare earth", "either word, the best first; also: rare OR earth"},
    {"+rare earth", "`rare` is required, `earth` raises the score"},
    {"rare -earth", "`rare` without `earth`; also: rare NOT earth"},
    {"-moon", "everything but articles with `moon`"},
    {"*", "everything"},
    {"rare AND earth", "both"},
    {"salt (road OR sea)", "parentheses group"},
    {"(rare earth tide)~2", "at least two of these"},
    {"\"rare earth\"", "the phrase: the words side by side, in this order"},
    {"\"the * of\"", "... with any one word in the place of a star"},
    {"\"rare sea\"~5", "the words in any order, with at most 5 others between"},
    {"rare NEAR/5 \"the sea\"", "... words or phrases; NEAR alone is NEAR/10"},
    {"gar*  *age  wom?n", "words as written: * any letters, ? one"},
    {"\"interest rate*\"", "... in a phrase"},
    {"word~  word~2", "words with one or two letters other"},
    {"ti*~", "the word, or words that begin with it"},
    {"re:/gr(a|e)y/", "words that a regular expression describes"},
    {"car SYN auto", "either, counted as one word"},
    {"=tides", "in exactly this form, ignoring case: not `tide`"},
    {"=\"rare earths\"", "... a phrase"},
    {"word^2.5", "counts so many times; also phrases and groups"},
    {"title:moons", "an occurrence in the title"},
    {"title:\"two tides\"", "... of a phrase, or of a group: title:(moon tide)"},
    {"tide lang:en", "only articles in this language; -lang:en: in others"},
    {"tide id:tides.md", "only the article with this id"},
    {"path:docs/**", "only articles of this folder; -path:old: not of `old`"},
    {"topics:\"New York\"", "only articles with this keyword in the column"},
    {"price:10..20", "... number; also price:>=10, price:<5"},
    {"date:2025-06..2025-07", "... date; also date:2025-06-09, date:..2024, 7d.."},
};
enum { N_ROWS = sizeof rows / sizeof rows[0] };

static const char after[] = "\nAND, OR and NOT are in capitals.  NEAR and SYN bind first, then NOT, AND, OR.\n"
                            "Case, accents and endings do not matter: `cafe` finds `Café`, `tide` `tides`.\n"
                            "What does not fit is left out or completed, and a warning says how; --strict\n"
                            "makes that an error.  With --all every word is required, with --words nothing\n"
                            "is an operator.\n\n"
                            "In a shell, put single quotes around a query: quern-query '\"rare earth\" -salt'.\n"
                            "A query that begins with an exclusion stands after --.\n";

const syntax_row *syntax_help_row(size_t i) {
  return i < N_ROWS ? &rows[i] : NULL;
}

void print_syntax_help(FILE *to) {
  fputs(before, to);
  for (size_t i = 0; i < N_ROWS; i++)
    fprintf(to, "  %-23s %s\n", rows[i].query, rows[i].meaning);
  fputs(after, to);
}
