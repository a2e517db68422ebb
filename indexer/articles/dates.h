/* SPDX-License-Identifier: MIT */
/* dates.h: dates as people and programs write them -> ISO 8601 in the precision they came with. */
#ifndef QN_INDEXER_ARTICLES_DATES_H
#define QN_INDEXER_ARTICLES_DATES_H

#include <stdbool.h>
#include <stddef.h>

enum { QN__DATE_MAX = 32 }; /* bytes of a date and a zero: "2025-06-09T20:04:05+08:00" */

/* Reads the whole text as one date:
 *     2025  2025-06  2025-06-09  2025/6/9  20250609  2025-06-09T20:04:05.123+08:00  2025-06-09 20:04
 *     Mon, 09 Jun 2025 20:04:05 +0800  Mon Jun  9 20:04:05 UTC 2025
 *     June 9, 2025  9th June 2025, 8:04 pm  9. Juni 2025  9 de junio de 2025  June 2025
 *     09.06.2025  25/12/2025  2025年6月9日 20時04分  2025년 6월 9일
 * False if it is anything else, has no year, or leaves open which number is the month (06/09/2025). */
bool qn__recognise_date(const char *text, size_t size, char date[QN__DATE_MAX]);

/* Reads a number that stands for a date: 2025 or 20250609 as they look, or seconds or milliseconds since 1970. */
bool qn__date_of_number(double number, char date[QN__DATE_MAX]);

#endif
