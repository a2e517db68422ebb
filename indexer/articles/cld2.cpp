/* SPDX-License-Identifier: MIT */
/* cld2.cpp: asks libcld2.  No exception leaves this file: the only one that libcld2 lets out is that it is out of memory. */
#include "articles/cld2.h"

#include <cstdio> // cld2's header uses FILE without it

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <new>

qn__cld2_answer qn__cld2_detect(const char *text, size_t size, const char **code) {
  const CLD2::CLDHints no_hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3], text_bytes;
  double scores[3];
  bool is_reliable;
  *code = nullptr;
  try {
    CLD2::Language found =
        CLD2::ExtDetectLanguageSummary(text, static_cast<int>(size), true /* not HTML */, &no_hints, 0, languages,
                                       percents, scores, nullptr, &text_bytes, &is_reliable);
    if (found == CLD2::UNKNOWN_LANGUAGE || !is_reliable)
      return QN__CLD2_UNSURE;
    *code = CLD2::LanguageCode(found);
    return QN__CLD2_SURE;
  } catch (const std::bad_alloc &) {
    return QN__CLD2_NO_MEMORY;
  }
}
