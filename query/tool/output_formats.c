/* SPDX-License-Identifier: MIT */
/* output_formats.c: one row for each format. */
#include "tool/output_formats.h"

/* format_text.c, format_count.c, format_brief.c, format_ids.c, format_grep.c, format_json.c, format_tsv.c,
 * format_csv.c, format_html.c, format_markdown.c, format_trec.c */
output_start tsv_start, csv_start, html_start, html_finish;
output_begin text_begin, count_begin, json_begin, files_begin, titles_begin, html_begin, markdown_begin;
output_hit text_hit, grep_hit, brief_hit, ids_hit, json_hit, tsv_hit, csv_hit, html_hit, markdown_hit, trec_hit;
output_end text_end, json_end, html_end, markdown_end;
output_accepts trec_accepts;

/* The first is the default; the help lists them in this order. */
enum { TEXT, COUNT, BRIEF, IDS, FILES, TITLES, GREP, QUIET, JSON, TSV, CSV, HTML, MARKDOWN, TREC, N_FORMATS };

static const output_format formats[N_FORMATS] = {
    [TEXT] = {.name = "text",
              .shows = SHOWS_TOTAL | SHOWS_MARKS | SHOWS_PASSAGES | SHOWS_HITS | SHOWS_ORDER | SHOWS_NEXT |
                       SHOWS_FACETS | SHOWS_FIELDS | SHOWS_DETAILS | SHOWS_STATES,
              .begin = text_begin,
              .hit = text_hit,
              .end = text_end},
    [COUNT] = {.name = "count", .shows = SHOWS_TOTAL, .begin = count_begin},
    [BRIEF] = {.name = "brief",
               .help = "print one line for each article",
               .shows = SHOWS_TOTAL | SHOWS_MARKS | SHOWS_HITS | SHOWS_ORDER | SHOWS_NEXT | SHOWS_FACETS,
               .begin = text_begin,
               .hit = brief_hit,
               .end = text_end},
    [IDS] = {.name = "ids",
             .letter = 'l',
             .help = "print the ids of the articles, one a line",
             .shows = SHOWS_HITS | SHOWS_ORDER,
             .takes_zeros = true,
             .hit = ids_hit},
    [FILES] = {.name = "files",
               .help = "print the files that the articles are in, each once",
               .shows = SHOWS_HITS | SHOWS_ORDER,
               .takes_zeros = true,
               .begin = files_begin},
    [TITLES] = {.name = "titles",
                .help = "print whole titles that have all words, the last maybe begun, each once",
                .shows = SHOWS_HITS | SHOWS_ORDER,
                .takes_zeros = true,
                .finds_titles = true,
                .begin = titles_begin},
    [GREP] = {.name = "grep", .shows = SHOWS_PASSAGES | SHOWS_HITS | SHOWS_ORDER | SHOWS_FILES, .hit = grep_hit},
    [QUIET] = {.name = "quiet",
               .letter = 'q',
               .help = "print nothing; the exit status says if any match",
               .one_hit_is_enough = true},
    [JSON] = {.name = "json",
              .help = "print one JSON object for each query",
              .shows = SHOWS_TOTAL | SHOWS_MARKS | SHOWS_PASSAGES | SHOWS_HITS | SHOWS_ORDER | SHOWS_NEXT |
                       SHOWS_FACETS | SHOWS_SIMILAR | SHOWS_FIELDS | SHOWS_STATES,
              .has_messages = true,
              .begin = json_begin,
              .hit = json_hit,
              .end = json_end},
    [TSV] = {.name = "tsv", .shows = SHOWS_HITS | SHOWS_ORDER | SHOWS_FIELDS, .start = tsv_start, .hit = tsv_hit},
    [CSV] = {.name = "csv", .shows = SHOWS_HITS | SHOWS_ORDER | SHOWS_FIELDS, .start = csv_start, .hit = csv_hit},
    [HTML] = {.name = "html",
              .shows = SHOWS_TOTAL | SHOWS_MARKS | SHOWS_PASSAGES | SHOWS_HITS | SHOWS_ORDER | SHOWS_FACETS |
                       SHOWS_FIELDS | SHOWS_DETAILS,
              .has_messages = true,
              .start = html_start,
              .begin = html_begin,
              .hit = html_hit,
              .end = html_end,
              .finish = html_finish},
    [MARKDOWN] = {.name = "markdown",
                  .shows = SHOWS_TOTAL | SHOWS_MARKS | SHOWS_PASSAGES | SHOWS_HITS | SHOWS_ORDER | SHOWS_FACETS |
                           SHOWS_FIELDS | SHOWS_DETAILS,
                  .begin = markdown_begin,
                  .hit = markdown_hit,
                  .end = markdown_end},
    [TREC] = {.name = "trec",
              .argument = "TAG",
              .help = "print lines \"qid Q0 id rank score TAG\"; implies --words",
              .plain_words = true,
              .shows = SHOWS_HITS,
              .accepts = trec_accepts,
              .accepted = "one word as the tag",
              .hit = trec_hit},
};
_Static_assert((size_t)N_FORMATS <= (size_t)MAX_OUTPUT_FORMATS, "MAX_OUTPUT_FORMATS is too small");

const output_format *output_format_at(size_t i) {
  return i < N_FORMATS ? &formats[i] : NULL;
}

const output_format *output_format_default(void) {
  return &formats[TEXT];
}

const char *output_format_prefix(const output_format *format) {
  return format->help != NULL || format == &formats[COUNT] ? "--" : "--format ";
}

const output_format *output_format_for_ids(void) {
  return &formats[IDS];
}

const output_format *output_format_for_count(void) {
  return &formats[COUNT];
}
