/* SPDX-License-Identifier: MIT */
/* endings.c: the endings of nouns, adjectives and verbs, folded.  The Polish and Czech ones are those of Snowball 3.1
 * (polish.sbl by Dmitry Shachnev, czech.sbl by Olly Betts and Jim O'Regan), the Bulgarian ones most of those in
 * Savoy, "Searching strategies for the Bulgarian language" (2007), without the rules that these have in addition; the
 * Ukrainian ones are our own.  They are part of the on-disk format.  Measured in docs/words.md. */
#include "text/endings.h"

#include <string.h>

#include "text/language.h"
#include "text/utf8.h"

enum {
  ENDING_MAX = 16, /* bytes of the longest */
  LEAST_LETTERS = 3,
};

static const char bulgarian[] =
    " а е и о я ия та те то ът ят ата еве ето ите ища ият ове ото ята ието иите ията евете ищата овете ";

static const char czech[] =
    " a e i o u y am at em im mi ou um us ym ach ama ami ata aty ech eho emi emu ete eti ich iho imi imu ove "
    "ovi ych ymi atum etem atech ";

static const char polish[] =
    " a e i o u y ac aj al am ej em ia ic ie il im iu om ow ym aca ace ach aja ala ali alo aly ami amy asc asz "
    "cie ego emu emy esc esz ial ich iec iej iem ila ili ilo ily imi imy iom isz owi sza sze ych ymi acie "
    "ajac alam alas alem ales ecie iach iala ialo ialy iami icie iego ieli iemu ilam ilas ilem iles iowi "
    "ajaca ajace ajcie ialam ialas ialem iales alismy alysmy iejsza iejsze ilismy ilysmy aliscie alyscie "
    "ialysmy ielismy iliscie ilyscie ialyscie ieliscie ";

static const char ukrainian[] =
    " а в е и й о у ь ю я є і ї ай ам ах ає ей ем ею ий им их ла ли ло ом ою ої ти ть ує ям ях яє єм єю ів ій "
    "ім іх їв їм їх ами ать вся еві емо ете ими имо ите ить нню ння ові ого ому уть ьою ьої ють ючи ями ять "
    "єві ємо єте іми їми їмо їте їть ають лася лися лося нням тися ться ують ього ьому юють яють ";

const char *qn__language_endings(uint8_t language) {
  switch (language) {
  case QN__LANGUAGE_BULGARIAN:
    return bulgarian;
  case QN__LANGUAGE_CZECH:
    return czech;
  case QN__LANGUAGE_POLISH:
    return polish;
  case QN__LANGUAGE_UKRAINIAN:
    return ukrainian;
  default:
    return NULL;
  }
}

/* Where the characters after the first `n` begin. */
static size_t skip_letters(const char *word, size_t size, unsigned n) {
  size_t at = 0;
  for (; at < size && n > 0; n--)
    do
      at++;
    while (at < size && qn__utf8_goes_on(word[at]));
  return at;
}

size_t qn__stem_size(const char *endings, const char *word, size_t size) {
  for (size_t at = skip_letters(word, size, LEAST_LETTERS); at < size;) {
    char wanted[ENDING_MAX + 3] = " ";
    const size_t n = size - at;
    if (n <= ENDING_MAX) {
      memcpy(wanted + 1, word + at, n);
      wanted[n + 1] = ' ';
      if (strstr(endings, wanted) != NULL)
        return at;
    }
    at += skip_letters(word + at, n, 1);
  }
  return size;
}
