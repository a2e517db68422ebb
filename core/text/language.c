/* SPDX-License-Identifier: MIT */
/* language.c: the table of languages, which is part of the on-disk format. */
#include "text/language.h"

#include <libstemmer.h>
#include <string.h>
#include <utf8proc.h>

#include "base/hash.h"
#include "base/memory.h"
#include "text/endings.h"
#include "text/letters.h"

/* Grows when quern's own rules for words, forms or terms change. */
enum { TEXT_RULES = 2 };

enum {
  LATIN = 1 << QN__SCRIPT_LATIN,
  GREEK = 1 << QN__SCRIPT_GREEK,
  CYRILLIC = 1 << QN__SCRIPT_CYRILLIC,
  ARMENIAN = 1 << QN__SCRIPT_ARMENIAN,
  HEBREW = 1 << QN__SCRIPT_HEBREW,
  ARABIC = 1 << QN__SCRIPT_ARABIC,
  DEVANAGARI = 1 << QN__SCRIPT_DEVANAGARI,
  TAMIL = 1 << QN__SCRIPT_TAMIL,
};

typedef struct table_row {
  const char *name; /* English, and libstemmer's */
  const char *code; /* ISO 639 */
  const char *other_codes;
  unsigned scripts;  /* that it is written in, of those that stemmers read */
  const char *probe; /* a word that several of libstemmer's rules touch; NULL: it has no stemmer for it */
  bool folds_first;
  const char *elisions;
} table_row;

static const table_row languages[QN__LANGUAGE_LIMIT] = {
    [QN__LANGUAGE_PLAIN] = {"none", "none", "und zxx", LATIN, NULL, false, NULL},
    [2] = {"arabic", "ar", "ara", ARABIC, "والمدرسون", false, NULL},
    [3] = {"armenian", "hy", "hye arm", ARMENIAN, "աբեթականներ", false, NULL},
    [4] = {"basque", "eu", "eus baq", LATIN, "abantailatsuagoak", false, NULL},
    [5] = {"catalan", "ca", "cat", LATIN, "administracions", false, " d l m n s t "},
    [QN__LANGUAGE_DANISH] = {"danish", "da", "dan", LATIN, "undersøgelserne", false, NULL},
    [QN__LANGUAGE_DUTCH] = {"dutch", "nl", "nld dut", LATIN, "mogelijkheden", false, NULL},
    [QN__LANGUAGE_ENGLISH] = {"english", "en", "eng", LATIN, "rationalizations", true, NULL},
    [QN__LANGUAGE_FINNISH] = {"finnish", "fi", "fin", LATIN, "taloissammekin", false, NULL},
    [10] = {"french", "fr", "fra fre", LATIN, "continuellement", false,
            " l m t qu n s j d c jusqu quoiqu lorsqu puisqu presqu quelqu "},
    [QN__LANGUAGE_GERMAN] = {"german", "de", "deu ger", LATIN, "aufeinanderfolgenden", false, NULL},
    [12] = {"greek", "el", "ell gre", GREEK, "καταστροφικότερος", true, NULL},
    [13] = {"hindi", "hi", "hin", DEVANAGARI, "लड़कियाँ", true, NULL},
    [QN__LANGUAGE_HUNGARIAN] = {"hungarian", "hu", "hun", LATIN, "megállapításokkal", false, NULL},
    [15] = {"indonesian", "id", "ind in", LATIN, "mempermainkannya", true, NULL},
    [16] = {"irish", "ga", "gle", LATIN, "bhfocalóireachta", false, " d m b "},
    [17] = {"italian", "it", "ita", LATIN, "abbandonatamente", false,
            " c l all dall dell nell sull coll pell gl agl dagl degl negl sugl un m t s v d "
            "quest quell sant com cos dov anch bell grand nessun ciascun alcun qualcun quand senz tutt "},
    [18] = {"lithuanian", "lt", "lit", LATIN, "nepriklausomybėmis", false, NULL},
    [19] = {"nepali", "ne", "nep", DEVANAGARI, "विद्यार्थीहरूलाई", false, NULL},
    [QN__LANGUAGE_NORWEGIAN] = {"norwegian", "no", "nor nb nob nn nno", LATIN, "undersøkelsene", false, NULL},
    [21] = {"portuguese", "pt", "por", LATIN, "quilométricas", false, " d "},
    [22] = {"romanian", "ro", "ron rum", LATIN, "administrativelor", false, NULL},
    [23] = {"russian", "ru", "rus", CYRILLIC, "важнейшими", true, NULL},
    [24] = {"serbian", "sr", "srp", LATIN | CYRILLIC, "најбољијега", false, NULL},
    [25] = {"spanish", "es", "spa", LATIN, "administrativamente", false, NULL},
    [QN__LANGUAGE_SWEDISH] = {"swedish", "sv", "swe", LATIN, "undersökningarna", false, NULL},
    [27] = {"tamil", "ta", "tam", TAMIL, "மரங்களிலிருந்து", false, NULL},
    [QN__LANGUAGE_TURKISH] = {"turkish", "tr", "tur", LATIN, "kitaplarımızdan", false, NULL},
    [29] = {"yiddish", "yi", "yid ji", HEBREW, "געגאַנגענע", false, NULL},
    [QN__LANGUAGE_BULGARIAN] = {"bulgarian", "bg", "bul", CYRILLIC, NULL, true, NULL},
    [QN__LANGUAGE_CZECH] = {"czech", "cs", "ces cze", LATIN, NULL, true, NULL},
    [QN__LANGUAGE_POLISH] = {"polish", "pl", "pol", LATIN, NULL, true, NULL},
    [QN__LANGUAGE_UKRAINIAN] = {"ukrainian", "uk", "ukr", CYRILLIC, NULL, true, NULL},
    [34] = {"persian", "fa", "fas per farsi prs", ARABIC, NULL, false, NULL},
    [35] = {"hebrew", "he", "heb iw", HEBREW, NULL, false, NULL},
    [36] = {"slovak", "sk", "slk slo", LATIN, NULL, false, NULL},
    [37] = {"slovenian", "sl", "slv", LATIN, NULL, false, NULL},
    [38] = {"croatian", "hr", "hrv hbs sh", LATIN, NULL, false, NULL},
    [39] = {"bosnian", "bs", "bos", LATIN, NULL, false, NULL},
    [40] = {"macedonian", "mk", "mkd mac", CYRILLIC, NULL, false, NULL},
    [41] = {"belarusian", "be", "bel", CYRILLIC, NULL, false, NULL},
    [42] = {"estonian", "et", "est", LATIN, NULL, false, NULL},
    [43] = {"latvian", "lv", "lav", LATIN, NULL, false, NULL},
    [44] = {"icelandic", "is", "isl ice", LATIN, NULL, false, NULL},
    [45] = {"galician", "gl", "glg", LATIN, NULL, false, NULL},
    [46] = {"albanian", "sq", "sqi alb", LATIN, NULL, false, NULL},
    [47] = {"vietnamese", "vi", "vie", LATIN, NULL, false, NULL},
    [48] = {"malay", "ms", "msa may", LATIN, NULL, false, NULL},
    [49] = {"swahili", "sw", "swa swh", LATIN, NULL, false, NULL},
    [50] = {"afrikaans", "af", "afr", LATIN, NULL, false, NULL},
    [51] = {"esperanto", "eo", "epo", LATIN, NULL, false, NULL},
    [52] = {"azerbaijani", "az", "aze", LATIN, NULL, false, NULL},
    [53] = {"chinese", "zh", "zho chi cmn", 0, NULL, false, NULL},
    [54] = {"japanese", "ja", "jpn", 0, NULL, false, NULL},
    [55] = {"korean", "ko", "kor", 0, NULL, false, NULL},
    [56] = {"thai", "th", "tha", 0, NULL, false, NULL},
    [57] = {"georgian", "ka", "kat geo", 0, NULL, false, NULL},
    [58] = {"urdu", "ur", "urd", ARABIC, NULL, false, NULL},
    [59] = {"bengali", "bn", "ben", 0, NULL, false, NULL},
};

enum { NAME_SIZE = 16 };

/* True if `word` is among the words of a list separated by spaces. */
static bool is_listed(const char *list, const char *word) {
  size_t size = strlen(word);
  for (const char *at = list; at != NULL; at = strchr(at, ' ')) {
    at += *at == ' ';
    if (strncmp(at, word, size) == 0 && (at[size] == ' ' || at[size] == '\0'))
      return true;
  }
  return false;
}

uint8_t qn__language_find(const char *name, size_t size) {
  char lower[NAME_SIZE];
  size_t n = 0;
  for (; n < size && name[n] != '-' && name[n] != '_' && name[n] != '.'; n++) {
    const char c = qn__lower_ascii(name[n]);
    if (n + 1 == sizeof lower || c < 'a' || c > 'z')
      return 0;
    lower[n] = c;
  }
  lower[n] = '\0';
  for (uint8_t i = QN__LANGUAGE_PLAIN; i < QN__LANGUAGE_LIMIT; i++)
    if (n > 0 && languages[i].name != NULL &&
        (strcmp(lower, languages[i].name) == 0 || strcmp(lower, languages[i].code) == 0 ||
         is_listed(languages[i].other_codes, lower)))
      return i;
  return 0;
}

static const table_row *find(uint8_t number) {
  return number < QN__LANGUAGE_LIMIT && languages[number].name != NULL ? &languages[number] : NULL;
}

const char *qn__language_code(uint8_t language) {
  return find(language) == NULL ? NULL : find(language)->code;
}

bool qn__language_has_stemmer(uint8_t language) {
  return qn__language_stemmer(language) != NULL || qn__language_endings(language) != NULL;
}

const char *qn__language_stemmer(uint8_t language) {
  return find(language) == NULL || find(language)->probe == NULL ? NULL : find(language)->name;
}

/* Without memory libstemmer 2.2 crashes in making some of its stemmers (Danish, Finnish, Greek...).  A block that has
 * just been given back has room for all that one requests. */
static struct sb_stemmer *make_stemmer(const char *name) {
  enum { ROOM = 4096 };
  void *room = qn__malloc(ROOM);
  if (room == NULL)
    return NULL;
  qn__free(room);
  return sb_stemmer_new(name, "UTF_8");
}

struct sb_stemmer *qn__stemmer_new(uint8_t language) {
  return make_stemmer(qn__language_stemmer(language));
}

bool qn__language_reads(uint8_t language, qn__script script) {
  return script != QN__SCRIPT_OTHER && qn__language_has_stemmer(language) && find(language)->scripts >> script & 1;
}

bool qn__language_is_latin(uint8_t language) {
  return find(language) == NULL || find(language)->scripts & LATIN;
}

bool qn__language_folds_first(uint8_t language) {
  return find(language) != NULL && find(language)->folds_first;
}

/* Whether a list of elided words has the letters. */
static bool is_elided(const char *elisions, const char *letters, size_t size) {
  char wanted[QN__ELISION_MAX + 3] = " ";
  if (elisions == NULL || size > QN__ELISION_MAX)
    return false;
  memcpy(wanted + 1, letters, size);
  wanted[1 + size] = ' ';
  return strstr(elisions, wanted) != NULL;
}

bool qn__language_elides(uint8_t language, const char *letters, size_t size) {
  return find(language) != NULL && is_elided(find(language)->elisions, letters, size);
}

bool qn__is_elision(const char *letters, size_t size) {
  bool found = false;
  for (uint8_t i = 0; i < QN__LANGUAGE_LIMIT && !found; i++)
    found = is_elided(languages[i].elisions, letters, size);
  return found;
}

/* Whether libstemmer has the stemmer at all. */
static bool is_known(const char *stemmer) {
  const char **names = sb_stemmer_list();
  while (*names != NULL && strcmp(*names, stemmer) != 0)
    names++;
  return *names != NULL;
}

/* A stemmer that libstemmer does not have changes the hash as a different one does. */
static qn_status hash_probe(const table_row *row, uint64_t *hash, qn_error *error) {
  if (!is_known(row->name)) {
    *hash = ~*hash;
    return QN_OK;
  }
  struct sb_stemmer *stemmer = make_stemmer(row->name);
  const sb_symbol *stem = NULL;
  if (stemmer != NULL)
    stem = sb_stemmer_stem(stemmer, (const sb_symbol *)row->probe, (int)strlen(row->probe));
  if (stem != NULL)
    *hash = qn__hash(stem, (size_t)sb_stemmer_length(stemmer), *hash);
  sb_stemmer_delete(stemmer);
  return stem == NULL ? qn__fail_memory(error) : QN_OK;
}

qn_status qn__text_fingerprint(uint32_t *out, uint64_t languages_used, qn_error *error) {
  qn_status status = QN_OK;
  const char *unicode = utf8proc_unicode_version();
  uint64_t hash = qn__hash(qn__unicode_version, strlen(qn__unicode_version), TEXT_RULES);
  hash = qn__hash(unicode, strlen(unicode), hash);
  for (uint8_t i = QN__LANGUAGE_FIRST; i < QN__LANGUAGE_LIMIT && status == QN_OK; i++)
    if (languages_used >> i & 1 && qn__language_stemmer(i) != NULL)
      status = hash_probe(&languages[i], &hash, error);
  if (status == QN_OK)
    *out = (uint32_t)(hash ^ hash >> 32);
  return status;
}
