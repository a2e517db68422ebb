/* SPDX-License-Identifier: MIT */
/* fuzz_text.c: any bytes become valid UTF-8, words that lie in it, and terms. */
#include "fuzz/fuzz.h"

#include "support/scaffold.h"
#include "text/analyze.h"
#include "text/boundaries.h"
#include "text/paragraphs.h"
#include "text/sentences.h"
#include "text/utf8.h"

#include <string.h>

const char *const fuzz_seeds[] = {
    "The U.S. sold 5,864.6 tonnes of rare earths; cross-examination at 4 o'clock, e.g. AT&T's.",
    "Caf\xc3\xa9 na\xc3\xafve r\xc3\xa9sum\xc3\xa9 Stra\xc3\x9f\x65nbahn \xc4\xb0stanbul I\xcc\x87 "
    "e\xcc\x81\xcc\x81\xcc\x81",
    "\xe5\x8c\x97\xe4\xba\xac\xe7\x9a\x84\xe8\x83\xa1\xe5\x90\x8c \xe3\x81\x8b\xe3\x81\xaa "
    "\xe0\xb9\x84\xe0\xb8\x97\xe0\xb8\xa2 "
    "\xed\x95\x9c\xea\xb5\xad\xec\x96\xb4",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80 \xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 \xc2\xad soft\xc2\xadhyphen "
    "\xef\xac\x81n",
    "a\xff\xfe\xc0\x80\xed\xa0\x80 \xf4\x90\x80\x80 \xe2\x82",
    "",
    NULL,
};

static void analyze_words(qn__analyzer *analyzer, const char *text, size_t size, uint8_t language) {
  qn__word words[7];
  qn_error error;
  size_t cursor = 0, end = 0;
  for (size_t n; (n = qn__scan_words(text, size, &cursor, words, 7)) > 0;) {
    for (size_t i = 0; i < n; i++) {
      qn__word word = words[i];
      FUZZ_REQUIRE(word.size > 0 && word.size <= QN__WORD_MAX && (size_t)word.offset + word.size <= size);
      FUZZ_REQUIRE(word.offset >= end || word.kind == QN__WORD_PAIR);
      end = word.offset + (word.kind == QN__WORD_PAIR ? 1u : word.size);
      qn__analyzed out;
      qn_status status = qn__analyze(analyzer, text + word.offset, word.size, (qn__word_kind)word.kind, language,
                                     QN__LANGUAGE_FIRST, &out, &error);
      FUZZ_REQUIRE(status == QN_OK);
      FUZZ_REQUIRE(out.form_size >= 1 && out.form_size <= QN__FORM_MAX);
      FUZZ_REQUIRE(out.term_size >= 2 && out.term_size <= QN__FORM_MAX + 1);
    }
  }
}

static void walk_boundaries(const char *text, size_t size) {
  for (size_t offset = 0; offset < size;) {
    size_t next = qn__next_sentence(text, size, offset);
    FUZZ_REQUIRE(next > offset && next <= size);
    FUZZ_REQUIRE(qn__grapheme_floor(text, size, offset) <= offset);
    offset = next;
  }
  for (size_t start = 0, end; start < size; start = end) {
    end = qn__paragraph_end(text, size, start, true);
    FUZZ_REQUIRE(end > start && end <= size);
  }
  qn__display_width(text, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  qn__buffer repaired;
  qn_error error;
  qn__analyzer *analyzer = NULL;
  qn__buffer_init(&repaired);
  size_t replaced = qn__utf8_repair(&repaired, (const char *)data, size);
  const char *text = (const char *)repaired.data;
  FUZZ_REQUIRE(qn__utf8_valid(text, repaired.size));
  FUZZ_REQUIRE(qn__utf8_valid((const char *)data, size) == (replaced == 0));
  FUZZ_REQUIRE(qn__analyzer_new(&analyzer, &error) == QN_OK);
  uint8_t language = (uint8_t)(size % 24 + 1);
  analyze_words(analyzer, text, repaired.size, qn__language_code(language) != NULL ? language : QN__LANGUAGE_PLAIN);
  walk_boundaries(text, repaired.size);
  qn__analyzer_free(analyzer);
  qn__buffer_clear(&repaired);
  return 0;
}
