/* SPDX-License-Identifier: MIT */
/* output_formats.c: one row for each format. */
#include "tool/output_formats.h"

/* format_text.c, format_count.c, format_json.c, format_trec.c */
output_begin text_begin, count_begin, json_begin;
output_hit text_hit, json_hit, trec_hit;
output_end text_end, json_end;
output_accepts trec_accepts;

static const output_format formats[] = {
    {.name = "text", .shows = SHOWS_TOTAL | SHOWS_PASSAGES, .begin = text_begin, .hit = text_hit, .end = text_end},
    {.name = "count", .shows = SHOWS_TOTAL, .begin = count_begin},
    {.name = "json",
     .help = "print one JSON object for each query",
     .shows = SHOWS_TOTAL | SHOWS_PASSAGES,
     .has_messages = true,
     .begin = json_begin,
     .hit = json_hit,
     .end = json_end},
    {.name = "trec",
     .argument = "TAG",
     .help = "print lines \"qid Q0 id rank score TAG\"; implies --words",
     .plain_words = true,
     .accepts = trec_accepts,
     .accepted = "one word as the tag",
     .hit = trec_hit},
};
enum { N_FORMATS = sizeof formats / sizeof formats[0], COUNT = 1 };

_Static_assert(sizeof formats / sizeof formats[0] <= (size_t)MAX_OUTPUT_FORMATS, "MAX_OUTPUT_FORMATS is too small");

const output_format *output_format_at(size_t i) {
  return i < N_FORMATS ? &formats[i] : NULL;
}

const output_format *output_format_for_count(void) {
  return &formats[COUNT];
}
