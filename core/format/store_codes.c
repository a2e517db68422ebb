/* SPDX-License-Identifier: MIT */
/* store_codes.c: writes texts as they are, or as codes of words. */
#include "format/store_codes.h"

void qn__coder_init(qn__coder *coder, const qn__store_dictionary *dictionary) {
  *coder = (qn__coder){.dictionary = dictionary};
}

void qn__coder_clear(qn__coder *coder) {
  qn__buffer_clear(&coder->coded);
}

void qn__coder_restart(qn__coder *coder, uint32_t next) {
  coder->next = next;
  coder->after_word = false;
}

void qn__coder_gap(qn__coder *coder, const char *text, uint32_t end) {
  qn__buffer_bytes(&coder->coded, text + coder->next, end - coder->next);
  coder->next = end;
}

void qn__coder_word(qn__coder *coder, const char *text, const qn__word *word, bool has_next) {
  uint32_t end = word->offset + word->size;
  if (word->kind == QN__WORD_PAIR && has_next && word[1].offset < end)
    end = word[1].offset;
  qn__coder_gap(coder, text, end);
}

qn_status qn__store_words_open(qn__store_words *words, const qn__section *section, qn_error *error) {
  *words = (qn__store_words){.section = *section};
  if (section->size > 0)
    return qn__section_damaged(section, section->data, "a dictionary of words", error);
  return QN_OK;
}

qn_status qn__store_decode(const qn__store_words *words, const uint8_t *coded, size_t size, char *text, size_t stop,
                           size_t room, size_t *written, qn_error *error) {
  size_t n = size < stop ? size : stop;
  if (n > room)
    return qn__section_damaged(&words->section, words->section.data, "a text is longer than it says", error);
  memcpy(text, coded, n);
  *written = n;
  return QN_OK;
}
