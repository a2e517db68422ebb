/* SPDX-License-Identifier: MIT */
/* fuzz_dates.c: what is recognised as a date, in words or as a number, is one that the index reads. */
#include "fuzz/fuzz.h"

#include "articles/dates.h"
#include "base/date.h"
#include "support/scaffold.h"

#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    "2025-06-09T20:04:05.123+08:00",
    "Monday, June 9, 2025 at 8:04 pm EST",
    "9. Juni 2025, 20h04",
    "Mon, 09 Jun 2025 20:04:05 +0000 (UTC)",
    "2025\xe5\xb9\xb4"
    "6\xe6\x9c\x88"
    "9\xe6\x97\xa5 \xe4\xb8\x8b\xe5\x8d\x88"
    "8:04",
    "20250609T200405Z",
    "31/12/1999",
    "29.02.2023",
    "1749499200",
    "1.7494992e12",
    "9999-12-31",
    "2025-6-9T2:25-24",
    NULL,
};

static void require_readable(const char *date) {
  int64_t seconds;
  FUZZ_REQUIRE(strlen(date) < QN__DATE_MAX && qn__parse_date(date, strlen(date), &seconds, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char date[QN__DATE_MAX], number[64];
  size_t digits = size < sizeof number - 1 ? size : sizeof number - 1;
  if (qn__recognise_date((const char *)data, size, date))
    require_readable(date);
  memcpy(number, data, digits);
  number[digits] = '\0';
  if (qn__date_of_number(strtod(number, NULL), date))
    require_readable(date);
  return 0;
}
