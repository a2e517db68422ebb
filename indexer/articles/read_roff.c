/* SPDX-License-Identifier: MIT */
/* read_roff.c: a man page is one article, as it is read and not as it is written.  Its title is what its section NAME
 * says. */
#include "articles/plain_text.h"
#include "articles/roff_macros.h"
#include "articles/roff_text.h"

#include <ctype.h>

qn__read_function qn__read_roff;
qn__sniff_function qn__sniff_roff;

/* A page that is being written. */
typedef struct roff_page {
  qn__buffer text, title;
  unsigned lines; /* line breaks to write before the next words */
  bool as_is;     /* lines of the source are lines of the text */
  bool defining;  /* in a definition */
  bool in_name;   /* in the section NAME, which is the title */
  char date[QN__DATE_MAX];
} roff_page;

static bool take_line(const char **p, const char *end, qn_string *line) {
  if (*p == end)
    return false;
  const char *newline = memchr(*p, '\n', (size_t)(end - *p));
  const char *stop = newline != NULL ? newline : end;
  *line = (qn_string){*p, (size_t)(stop - *p)};
  *p = newline != NULL ? newline + 1 : end;
  return true;
}

/* The next word of a line, which quotes may enclose. */
static bool take_word(qn_string *rest, qn_string *word) {
  *rest = qn__skip_space(*rest);
  if (rest->size == 0)
    return false;
  const char *p = rest->data, *end = p + rest->size;
  if (*p == '"') {
    const char *close = memchr(p + 1, '"', (size_t)(end - p - 1));
    *word = (qn_string){p + 1, (size_t)((close != NULL ? close : end) - p - 1)};
    p = close != NULL ? close + 1 : end;
  } else {
    for (; p < end && !isspace((unsigned char)*p); p++)
      p += *p == '\\' && p + 1 < end;
    p = p < end ? p : end;
    *word = (qn_string){rest->data, (size_t)(p - rest->data)};
  }
  *rest = (qn_string){p, (size_t)(end - p)};
  return true;
}

static void want_lines(roff_page *page, unsigned lines) {
  if (page->lines < lines)
    page->lines = lines;
}

/* Writes words, after the line breaks or the space that they need. */
static void print_words(roff_page *page, qn_string words, bool apart) {
  qn__buffer *out = page->in_name ? &page->title : &page->text;
  if (words.size == 0)
    return;
  if (out->size > 0 && page->lines > 0 && !page->in_name)
    qn__buffer_bytes(out, "\n\n", page->lines);
  else if (out->size > 0 && apart)
    qn__buffer_u8(out, ' ');
  page->lines = 0;
  char *to = (char *)qn__buffer_reserve(out, words.size);
  if (to != NULL)
    out->size += qn__roff_text(to, words);
}

static bool is_name(qn_string macro, const char *name) {
  return macro.size == strlen(name) && memcmp(macro.data, name, macro.size) == 0;
}

/* The words after a macro, which mdoc lets hold macros, too: `.Op Fl v Ar file`.  A flag has a hyphen before it. */
static void put_arguments(roff_page *page, qn_string rest, bool joined, bool is_flag) {
  static const qn_string hyphen = {"-", 1};
  qn_string word;
  bool apart = true;
  while (take_word(&rest, &word)) {
    if (qn__roff_is_called(word)) {
      is_flag = is_name(word, "Fl");
      continue;
    }
    if (is_flag)
      print_words(page, hyphen, apart);
    print_words(page, word, apart && !is_flag);
    is_flag = false;
    apart = !joined;
  }
}

/* `.TH LS 1 2024-05-06 ...`, `.Dt LS 1`: the title of a page without a NAME, and its date. */
static void begin_page(roff_page *page, qn_string rest) {
  qn_string name, section, date;
  if (page->title.size > 0 || !take_word(&rest, &name))
    return;
  page->in_name = true;
  print_words(page, name, false);
  if (take_word(&rest, &section))
    qn__buffer_print(&page->title, "(%.*s)", (int)section.size, section.data);
  page->in_name = false;
  if (take_word(&rest, &date) && !qn__recognise_date(date.data, date.size, page->date))
    page->date[0] = '\0';
}

/* The section NAME takes the place of what begin_page has found. */
static void begin_section(roff_page *page, qn_string name) {
  const bool was_name = page->in_name;
  page->in_name = false;
  want_lines(page, 2);
  qn_string words = name, word;
  if (!was_name && page->text.size == 0 && take_word(&words, &word) && is_name(word, "NAME")) {
    page->in_name = true;
    qn__buffer_reset(&page->title);
  } else {
    put_arguments(page, name, false, false);
    want_lines(page, 1);
  }
}

static void begin_paragraph(roff_page *page, qn_string macro) {
  const bool starts = is_name(macro, "nf") || is_name(macro, "EX") || is_name(macro, "TS") || is_name(macro, "Vb") ||
                      is_name(macro, "Bd");
  const bool ends = is_name(macro, "fi") || is_name(macro, "EE") || is_name(macro, "TE") || is_name(macro, "Ve") ||
                    is_name(macro, "Ed");
  page->as_is = starts || (page->as_is && !ends);
  want_lines(page, is_name(macro, "br") ? 1 : 2);
}

static void begin_item(roff_page *page, qn_string macro, qn_string rest) {
  qn_string tag;
  want_lines(page, 2);
  if (!is_name(macro, "IP"))
    put_arguments(page, rest, false, false);
  else if (take_word(&rest, &tag))
    print_words(page, tag, true);
}

static void put_text_macro(roff_page *page, qn_string macro, qn_string rest, bool joined) {
  if (is_name(macro, "Nd")) /* what NAME says after the name */
    print_words(page, (qn_string){"-", 1}, true);
  put_arguments(page, rest, joined, is_name(macro, "Fl"));
}

/* A line that begins with a dot. */
static void put_macro(roff_page *page, qn_string line) {
  qn_string rest = {line.data + 1, line.size - 1}, macro;
  if (!take_word(&rest, &macro))
    return;
  const qn__roff_kind kind = qn__roff_kind_of(macro);
  if (kind == QN__ROFF_TITLE)
    begin_page(page, rest);
  else if (kind == QN__ROFF_SECTION)
    begin_section(page, rest);
  else if (kind == QN__ROFF_BREAK)
    begin_paragraph(page, macro);
  else if (kind == QN__ROFF_TAG)
    begin_item(page, macro, rest);
  else if (kind == QN__ROFF_TEXT || kind == QN__ROFF_JOINED)
    put_text_macro(page, macro, rest, kind == QN__ROFF_JOINED);
  else if (kind == QN__ROFF_DATE && !qn__recognise_date(rest.data, rest.size, page->date))
    page->date[0] = '\0';
  page->defining = kind == QN__ROFF_DEFINED;
}

/* `..`, and between its dots there may be spaces. */
static bool ends_definition(qn_string line) {
  if (line.size < 2 || *line.data != '.')
    return false;
  const qn_string rest = qn__skip_space((qn_string){line.data + 1, line.size - 1});
  return rest.size > 0 && *rest.data == '.';
}

static void put_line(roff_page *page, qn_string line) {
  const bool is_control = line.size > 0 && (*line.data == '.' || *line.data == '\'');
  if (page->defining) {
    page->defining = !ends_definition(line);
  } else if (is_control) {
    put_macro(page, line);
  } else if (qn__is_blank(line.data, line.size)) {
    want_lines(page, 2);
  } else {
    if (page->as_is)
      want_lines(page, 1);
    print_words(page, line, true);
  }
}

static qn_status write_page(const qn__document *document, roff_page *page, qn_error *error) {
  enum { POLL = 4096 }; /* lines */
  const qn__input *input = document->input;
  const char *p = input->data, *end = p + input->size;
  qn_status status = qn__allow(document->allowance, input->capacity + input->size, error);
  qn_string line;
  if (status == QN_OK)
    qn__buffer_reserve(&page->text, input->size);
  for (size_t n = 1; status == QN_OK && take_line(&p, end, &line); n++) {
    put_line(page, line);
    status = n % POLL == 0 ? qn__allow(document->allowance, 0, error) : QN_OK;
  }
  return status == QN_OK && (page->text.failed || page->title.failed) ? qn__fail_memory(error) : status;
}

qn_status qn__read_roff(const qn__document *document, qn_error *error) {
  roff_page page = {.date = ""};
  bool blank;
  qn__buffer_init(&page.text);
  qn__buffer_init(&page.title);
  qn_status status = qn__document_read_all(document, &blank, error);
  if (status == QN_OK && !blank)
    status = write_page(document, &page, error);
  if (status == QN_OK && !blank) {
    qn_article article = {.title = {(const char *)page.title.data, page.title.size},
                          .date = {page.date, strlen(page.date)}};
    status = qn__read_plain_text(document, &article, (char *)page.text.data, page.text.size, error);
  }
  qn__buffer_clear(&page.text);
  qn__buffer_clear(&page.title);
  return status;
}

/* A page begins with its title, before which there are only macros and comments. */
bool qn__sniff_roff(qn_string start, const char *named) {
  const char *p = start.data, *end = p + start.size;
  bool defining = false;
  qn_string line;
  while (named == NULL && take_line(&p, end, &line)) {
    if (defining || (line.size > 3 && memcmp(line.data, ".de", 3) == 0)) {
      defining = !ends_definition(line);
      continue;
    }
    if (line.size > 4 &&
        (memcmp(line.data, ".TH ", 4) == 0 || memcmp(line.data, ".Dd ", 4) == 0 || memcmp(line.data, ".Dt ", 4) == 0))
      return true;
    if (!qn__is_blank(line.data, line.size) && strchr(".'\\", *line.data) == NULL)
      return false;
  }
  return false;
}
