/* SPDX-License-Identifier: MIT */
/* language_detection.c: a sample of an article for libcld2, and its answer in today's codes. */
#include "articles/language_detection.h"

#include <string.h>

#include "articles/cld2.h"
#include "base/buffer.h"
#include "text/utf8.h"

/* More does not make it surer: of 720 articles in 12 languages, 500 bytes suffice for 712, 1,000 for 719, and all for
 * no more than that. */
enum { SAMPLE_MAX = 2000 };

/* Adds the beginning of a text, for which libcld2 has to be valid UTF-8. */
static void add_sample(qn__buffer *sample, qn_string text) {
  size_t room = sample->size < SAMPLE_MAX ? SAMPLE_MAX - sample->size : 0;
  qn__utf8_repair(sample, text.data, text.size < room ? text.size : room);
  qn__buffer_u8(sample, '\n');
}

/* Codes that ISO 639 has replaced.  Those that begin with "xx" are libcld2's own, for scripts of no language. */
static const char *code_of(const char *found) {
  static const char *const replaced[][2] = {{"iw", "he"}, {"jw", "jv"}};
  for (size_t i = 0; i < sizeof replaced / sizeof replaced[0]; i++)
    if (strcmp(found, replaced[i][0]) == 0)
      return replaced[i][1];
  return strncmp(found, "xx", 2) == 0 ? "" : found;
}

static qn_status fail_missing(qn_error *error) {
  return qn__fail(error, QN_INVALID, "this program was built where there is no libcld2, which detects languages");
}

qn_status qn__detection_check(qn_error *error) {
  const char *found;
  return qn__cld2_detect("", 0, &found) == QN__CLD2_MISSING ? fail_missing(error) : QN_OK;
}

qn_status qn__detect_language(const qn_article *article, const char **code, qn_error *error) {
  const char *found = NULL;
  qn__buffer sample;
  qn__buffer_init(&sample);
  add_sample(&sample, article->title);
  add_sample(&sample, article->text);
  qn__buffer_u8(&sample, '\0');
  qn__cld2_answer answer =
      sample.failed ? QN__CLD2_NO_MEMORY : qn__cld2_detect((const char *)sample.data, sample.size - 1, &found);
  qn__buffer_clear(&sample);
  if (answer == QN__CLD2_NO_MEMORY)
    return qn__fail_memory(error);
  if (answer == QN__CLD2_MISSING)
    return fail_missing(error);
  *code = answer == QN__CLD2_SURE ? code_of(found) : "";
  return QN_OK;
}
