/* SPDX-License-Identifier: MIT */
/* html_references.h: `&eacute;`, `&#233;` and their like, as browsers read them. */
#ifndef QN_INDEXER_ARTICLES_HTML_REFERENCES_H
#define QN_INDEXER_ARTICLES_HTML_REFERENCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  QN__HTML_REFERENCE_MAX = 34, /* bytes of the longest name with its ampersand and semicolon, and one more */
  QN__HTML_CHARACTERS_MAX = 8, /* bytes that a reference stands for */
};

/* Reads the reference at p, an ampersand.  Returns its bytes in the source, and writes what it stands for; 0: there is
 * no reference, but an ampersand.  In an attribute's value a name without a semicolon must not be followed by more. */
size_t qn__html_reference(const char *p, const char *end, bool in_attribute, char to[QN__HTML_CHARACTERS_MAX],
                          size_t *size);

/* The character that is meant by a C1 control: pages use the numbers of windows-1252.  Others stay. */
uint32_t qn__html_meant(uint32_t code_point);

#endif
