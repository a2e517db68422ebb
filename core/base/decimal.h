/* SPDX-License-Identifier: MIT */
/* decimal.h: numbers as people write them.  strtod(3) also takes blanks, hexadecimal digits, "inf" and "nan", and knows
 * the locale's decimal point alone. */
#ifndef QN_CORE_BASE_DECIMAL_H
#define QN_CORE_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

/* The size of the number that the text begins with, as JSON writes it, with a + allowed, or with digits on one side of
 * the point alone; 0: none. */
size_t qn__decimal_size(const char *text, size_t size);

/* Reads a number that is all of the text; false: it is not one, of more than 63 bytes, or out of range. */
bool qn__decimal_read(const char *text, size_t size, double *number);

#endif
