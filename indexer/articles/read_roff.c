/* SPDX-License-Identifier: MIT */
/* read_roff.c: a man page is one article, as it is read and not as it is written.  Its title is what its section NAME
 * says. */
#include "articles/line_steps.h"
#include "articles/map_numbers.h"
#include "articles/plain_text.h"
#include "articles/roff_macros.h"
#include "articles/roff_strings.h"
#include "articles/roff_text.h"
#include "articles/roff_words.h"

qn__read_function qn__read_roff;
qn__sniff_function qn__sniff_roff;

/* A page that is being written. */
typedef struct roff_page {
  qn__buffer text, title, expanded;
  qn__buffer headings;  /* of sections, as the source map has them */
  size_t heading;       /* where the last of them begins */
  size_t line;          /* of the source that is read, */
  qn__line_steps steps; /* and those of the text */
  qn__roff_strings strings;
  unsigned lines; /* line breaks to write before the next words */
  bool as_is;     /* lines of the source are lines of the text */
  bool in_name;   /* in the section NAME, which is the title */
  bool is_named;  /* by that section */
  bool is_mdoc;   /* whose macros may stand among the arguments of others */
  bool goes_on;   /* the next words belong to the last one */
  bool skips_else;
  bool depends;   /* what is read: on a condition that may be false where the page is read */
  qn_string name; /* what the page is about, as mdoc has it */
  char date[QN__DATE_MAX];
} roff_page;

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
  else if (out->size > 0 && apart && !page->goes_on)
    qn__buffer_u8(out, ' ');
  page->lines = 0;
  page->goes_on = false;
  words = qn__roff_expand(&page->strings, words, &page->expanded);
  char *to = (char *)qn__buffer_reserve(out, words.size);
  if (to != NULL)
    out->size += qn__roff_text(to, words);
  while (!page->in_name && page->steps.next < out->size)
    qn__line_steps_add(&page->steps, page->line);
}

static bool is_name(qn_string macro, const char *name) {
  return macro.size == strlen(name) && memcmp(macro.data, name, macro.size) == 0;
}

/* What a macro prints itself.  Returns whether what follows stands apart. */
static bool put_printed(roff_page *page, qn_string macro, bool apart) {
  const char *printed = qn__roff_printed_by(macro);
  print_words(page, (qn_string){printed, strlen(printed)}, apart);
  return apart && !is_name(macro, "Ns");
}

/* The words after a macro, among which mdoc has macros, too: `.Op Fl v Ar file`.  A flag has a hyphen before it. */
static void put_arguments(roff_page *page, qn_string rest, bool joined, bool is_flag) {
  static const qn_string hyphen = {"-", 1};
  qn_string word;
  bool apart = true;
  while (qn__roff_take_word(&rest, &word)) {
    if (page->is_mdoc && qn__roff_is_called(word)) {
      is_flag = is_name(word, "Fl");
      apart = put_printed(page, word, apart);
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
  if (page->title.size > 0 || !qn__roff_take_word(&rest, &name))
    return;
  page->in_name = true;
  print_words(page, name, false);
  if (qn__roff_take_word(&rest, &section))
    qn__buffer_print(&page->title, "(%.*s)", (int)section.size, section.data);
  page->in_name = false;
  if (qn__roff_take_word(&rest, &date) && !qn__recognise_date(date.data, date.size, page->date))
    page->date[0] = '\0';
}

/* The section NAME, the first one, takes the place of what begin_page has found. */
static void begin_section(roff_page *page, qn_string name) {
  const bool is_first = page->headings.size == 0 && !page->is_named;
  page->in_name = false;
  want_lines(page, 2);
  if (is_first && is_name(qn__roff_first_word(name), "NAME")) {
    page->in_name = page->is_named = true;
    qn__buffer_reset(&page->title);
  } else {
    const size_t before = page->text.size, start = before > 0 ? before + page->lines : 0;
    put_arguments(page, name, false, false);
    want_lines(page, 1);
    if (page->text.size > start) {
      qn__map_number_put(&page->headings, start - page->heading);
      page->heading = start;
    }
  }
}

/* `.Vb 4` begins lines as they are; pages that define a macro of this name give it words. */
static bool is_verbatim(qn_string macro, qn_string rest) {
  rest = qn__skip_space(rest);
  return is_name(macro, "Vb") && (rest.size == 0 || (*rest.data >= '0' && *rest.data <= '9'));
}

static void begin_paragraph(roff_page *page, qn_string macro, qn_string rest) {
  const bool starts = is_name(macro, "nf") || is_name(macro, "EX") || is_name(macro, "TS") ||
                      is_verbatim(macro, rest) || is_name(macro, "Bd");
  const bool ends = is_name(macro, "fi") || is_name(macro, "EE") || is_name(macro, "TE") || is_name(macro, "Ve") ||
                    is_name(macro, "Ed");
  page->as_is = starts || (page->as_is && !ends);
  want_lines(page, is_name(macro, "br") ? 1 : 2);
  if (is_name(macro, "Vb") && !starts)
    put_arguments(page, rest, false, false);
}

static void begin_item(roff_page *page, qn_string macro, qn_string rest) {
  qn_string tag;
  want_lines(page, 2);
  if (!is_name(macro, "IP"))
    put_arguments(page, rest, false, false);
  else if (qn__roff_take_word(&rest, &tag))
    print_words(page, tag, true);
}

/* `.Nm`, which stands for the page's name if it has none after it. */
static void put_name(roff_page *page, qn_string rest) {
  const qn_string word = qn__roff_first_word(rest);
  const bool is_named = word.size > 0 && !qn__roff_is_called(word);
  if (is_named && page->name.size == 0)
    page->name = word;
  if (is_named || page->name.size > page->strings.room)
    return;
  page->strings.room -= page->name.size;
  print_words(page, page->name, true);
}

static void put_text_macro(roff_page *page, qn_string macro, qn_string rest, bool joined) {
  if (page->is_mdoc && is_name(macro, "Nm"))
    put_name(page, rest);
  put_printed(page, macro, true);
  put_arguments(page, rest, joined, is_name(macro, "Fl"));
}

/* A macro and its arguments. */
static void put_macro(roff_page *page, qn__roff_kind kind, qn_string macro, qn_string rest) {
  page->is_mdoc = page->is_mdoc || is_name(macro, "Dd") || is_name(macro, "Dt") || is_name(macro, "Sh");
  if (kind == QN__ROFF_TITLE)
    begin_page(page, rest);
  else if (kind == QN__ROFF_SECTION)
    begin_section(page, rest);
  else if (kind == QN__ROFF_BREAK)
    begin_paragraph(page, macro, rest);
  else if (kind == QN__ROFF_TAG)
    begin_item(page, macro, rest);
  else if (kind == QN__ROFF_TEXT || kind == QN__ROFF_JOINED)
    put_text_macro(page, macro, rest, kind == QN__ROFF_JOINED);
  else if (kind == QN__ROFF_STRING)
    qn__roff_define(&page->strings, rest);
  else if (kind == QN__ROFF_DATE && !qn__recognise_date(rest.data, rest.size, page->date))
    page->date[0] = '\0';
}

static bool is_control(qn_string line) {
  return line.size > 0 && (*line.data == '.' || *line.data == '\'');
}

static void put_text_line(roff_page *page, qn_string line) {
  if (page->as_is && !page->goes_on)
    want_lines(page, 1);
  print_words(page, line, true);
}

/* Whether a line that ends so goes on without a space in the next one: `\` or `\c`. */
static bool is_continued(qn_string line) {
  size_t n = 0;
  line.size -= line.size > 1 && line.data[line.size - 1] == 'c';
  while (n < line.size && line.data[line.size - 1 - n] == '\\')
    n++;
  return n % 2 == 1;
}

/* What depends on a condition.  Of a line that only printers show nothing is kept; blocks, `\{`, are read whatever
 * their condition says.  False: nothing follows. */
static bool take_condition(roff_page *page, qn__roff_kind kind, qn_string macro, qn_string *rest) {
  const qn_string condition = qn__skip_space(*rest);
  const bool is_else = kind == QN__ROFF_ELSE, skips = is_else && page->skips_else;
  *rest = is_else ? condition : qn__roff_after_condition(*rest);
  const bool is_block = rest->size >= 2 && memcmp(rest->data, "\\{", 2) == 0;
  const bool is_short = !is_block && condition.size > 1 && condition.data[1] == ' ';
  const bool is_never = is_short && *condition.data == 't', is_always = is_short && *condition.data == 'n';
  page->skips_else = is_name(macro, "ie") && is_always;
  page->depends = !is_always;
  if (is_block)
    *rest = qn__skip_space((qn_string){rest->data + 2, rest->size - 2});
  const bool is_empty = rest->size == 0 || (rest->size == 1 && *rest->data == '\\');
  return !is_empty && (is_block || !(is_else ? skips : is_never));
}

/* A line that begins with a dot, and what depends on its conditions.  What only a condition leaves out, `.if c .ig`, is
 * read. */
static qn__roff_kind put_control_line(roff_page *page, qn_string line, qn_string *rest) {
  qn__roff_kind kind = QN__ROFF_NOTHING;
  qn_string macro;
  *rest = line;
  page->depends = false;
  while (is_control(*rest)) {
    rest->data++;
    rest->size--;
    if (!qn__roff_take_macro(rest, &macro))
      return QN__ROFF_NOTHING;
    kind = qn__roff_kind_of(macro);
    if (page->depends && is_name(macro, "ig"))
      return QN__ROFF_NOTHING;
    if (kind != QN__ROFF_CONDITION && kind != QN__ROFF_ELSE) {
      put_macro(page, kind, macro, *rest);
      return kind;
    }
    if (!take_condition(page, kind, macro, rest))
      return kind;
  }
  put_text_line(page, *rest);
  return kind;
}

/* Goes to the end of the definition of a macro, `.de NAME END`; what has no end is text. */
static void skip_definition(qn_string arguments, qn_string *text, bool *endless) {
  qn_string name, end = {NULL, 0}, rest = *text, line;
  if (*endless)
    return;
  if (qn__roff_take_word(&arguments, &name))
    qn__roff_take_word(&arguments, &end);
  while (qn__take_line(&rest, &line))
    if (qn__roff_ends_definition(line, end)) {
      *text = rest;
      return;
    }
  *endless = true;
}

static void put_line(roff_page *page, qn_string line, qn_string *text, bool *endless) {
  qn_string rest;
  if (!is_control(line)) {
    if (qn__is_blank(line.data, line.size))
      want_lines(page, 2);
    else
      put_text_line(page, line);
    page->goes_on = is_continued(line);
  } else if (put_control_line(page, line, &rest) == QN__ROFF_DEFINED) {
    skip_definition(rest, text, endless);
  }
}

/* The line that begins at a byte, `seen` being one before it or on it. */
static void go_to_line(roff_page *page, const char *seen, const char *line) {
  while ((seen = memchr(seen, '\n', (size_t)(line - seen))) != NULL) {
    page->line++;
    seen++;
  }
}

static qn_status write_page(const qn__document *document, roff_page *page, qn_error *error) {
  enum { POLL = 4096 }; /* lines */
  const qn__input *input = document->input;
  qn_string text = {input->data, input->size}, line;
  bool endless = false;
  qn_status status = qn__allow(document->allowance, input->capacity + 2 * input->size, error);
  page->strings.room = input->size;
  if (status == QN_OK)
    qn__buffer_reserve(&page->text, input->size);
  const char *seen = text.data;
  for (size_t n = 1; status == QN_OK && qn__take_line(&text, &line); n++) {
    go_to_line(page, seen, line.data);
    seen = line.data;
    put_line(page, line, &text, &endless);
    status = n % POLL == 0 ? qn__allow(document->allowance, input->capacity + page->text.capacity, error) : QN_OK;
  }
  return status == QN_OK && (page->text.failed || page->title.failed || page->expanded.failed ||
                             page->headings.failed || page->steps.steps.failed)
             ? qn__fail_memory(error)
             : status;
}

/* What the page says of its places, in memory that is free again.  Without a title the text is still to change. */
static qn_string make_map(roff_page *page) {
  qn__buffer *map = &page->expanded;
  if (page->title.size == 0)
    return (qn_string){NULL, 0};
  qn__line_steps_end(&page->steps, page->text.size, page->line);
  qn__buffer_reset(map);
  qn__buffer_print(map, "[{\"at\":0");
  qn__line_steps_put(&page->steps, map);
  if (page->headings.size > 0)
    qn__buffer_print(map, ",\"headings\":\"%.*s\"", (int)page->headings.size, (const char *)page->headings.data);
  qn__buffer_print(map, "}]");
  return (qn_string){(const char *)map->data, map->size};
}

qn_status qn__read_roff(const qn__document *document, qn_error *error) {
  roff_page page = {.date = "", .line = 1};
  bool blank;
  qn__buffer_init(&page.text);
  qn__buffer_init(&page.title);
  qn__buffer_init(&page.expanded);
  qn_status status = qn__document_read_all(document, &blank, error);
  if (status == QN_OK && !blank)
    status = write_page(document, &page, error);
  if (status == QN_OK && !blank) {
    qn_article article = {.title = {(const char *)page.title.data, page.title.size},
                          .date = {page.date, strlen(page.date)},
                          .source_map = make_map(&page)};
    status = page.expanded.failed ? qn__fail_memory(error)
                                  : qn__read_plain_text(document, &article, (char *)page.text.data, page.text.size,
                                                        QN__TEXT_MADE, error);
  }
  qn__buffer_clear(&page.text);
  qn__buffer_clear(&page.title);
  qn__buffer_clear(&page.expanded);
  qn__buffer_clear(&page.headings);
  qn__line_steps_clear(&page.steps);
  return status;
}

/* A page begins with its title, before which there are only macros and comments. */
bool qn__sniff_roff(qn_string start, const char *named) {
  static const qn_string dots = {"", 0};
  bool defining = false;
  qn_string line;
  while (named == NULL && qn__take_line(&start, &line)) {
    if (defining || (line.size > 3 && memcmp(line.data, ".de", 3) == 0)) {
      defining = !qn__roff_ends_definition(line, dots);
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
