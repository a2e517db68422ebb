/* SPDX-License-Identifier: MIT */
/* fuzz_language.c: any bytes are an article whose language is detected.  The first byte says how many are its title. */
#include "articles/language_detection.h"
#include "fuzz/fuzz.h"
#include "support/scaffold.h"

#include <string.h>

const char *const fuzz_seeds[] = {
    " The mill stands by the river, and its wheel has not turned for a hundred years.",
    "\x08"
    "Die Mühle steht am Fluss, und ihr Rad hat sich nicht gedreht.",
    " Мельница стоит у реки. Млин стоїть біля річки.",
    " 水車小屋は川のそばに立っている。磨坊坐落在河边。물레방아는 강가에 서 있다.",
    " העברית والعربية नदी ไทย",
    " <a href=\"x\">&amp; &#x41; <!-- --> &#1114112;",
    " \xff\xc3\xf0\x9f\x8d",
    " aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0)
    return 0;
  const size_t title = data[0] < size ? data[0] : size - 1;
  const qn_article article = {.title = {(const char *)data + 1, title},
                              .text = {(const char *)data + 1 + title, size - 1 - title}};
  const char *code = NULL, *again = NULL;
  qn_error error;
  qn_status status = qn__detect_language(&article, &code, &error);
  if (status != QN_OK) { /* there is no libcld2 */
    FUZZ_REQUIRE(status == QN_INVALID);
    return 0;
  }
  FUZZ_REQUIRE(strlen(code) <= 16 && strncmp(code, "xx", 2) != 0);
  FUZZ_REQUIRE(qn__detect_language(&article, &again, &error) == QN_OK && strcmp(code, again) == 0);
  return 0;
}
