/* SPDX-License-Identifier: MIT */
/* titles.c: rules for lines, in order of precedence. */
#include "articles/titles.h"

#include "articles/text_lines.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum {
  MAX_LINES = 40,      /* lines with anything on them that are looked at */
  MAX_TITLE = 240,     /* bytes */
  MAX_SENTENCE = 120,  /* bytes of a title that ends like a sentence */
  MIN_PARAGRAPH = 100, /* bytes of a line that is a paragraph and not a part of one */
  MAX_BLOCK_LINE = 60, /* bytes of a line in a block of title, author, version... */
  MAX_LABEL = 40,      /* bytes before the colon of "Published on: 9 June 2025" */
};

/* A line without the space around it. */
typedef struct text_line {
  qn_string text;
  size_t start, end; /* of the whole line; the newline is within */
  bool blank_after;  /* an empty line or the end of the text follows */
} text_line;

/* What pages put around articles, in lower case. */
static const char *const furniture[] = {
    "return to site",
    "back to site",
    "back to top",
    "back to home",
    "back",
    "home",
    "menu",
    "main menu",
    "navigation",
    "skip to content",
    "skip to main content",
    "skip navigation",
    "jump to navigation",
    "toggle navigation",
    "search",
    "sign in",
    "sign up",
    "log in",
    "login",
    "register",
    "subscribe",
    "subscribe now",
    "newsletter",
    "share",
    "share this",
    "share this article",
    "share on facebook",
    "share on twitter",
    "tweet",
    "email",
    "print",
    "print this page",
    "printer-friendly version",
    "copy link",
    "link copied",
    "copied",
    "save",
    "read more",
    "read aloud",
    "listen",
    "listen to this article",
    "advertisement",
    "advertising",
    "ad",
    "sponsored",
    "broken image",
    "image",
    "photo",
    "video",
    "loading",
    "loading...",
    "close",
    "next",
    "previous",
    "web page counter",
    "hit counter",
    "page views",
    "table of contents",
    "contents",
    "comments",
    "no comments",
    "accept cookies",
    "cookie policy",
    "privacy policy",
    "zurück",
    "startseite",
    "drucken",
    "teilen",
    "anzeige",
    "zum inhalt springen",
    "accueil",
    "partager",
    "imprimer",
    "publicité",
    "aller au contenu",
    "inicio",
    "compartir",
    "imprimir",
    "publicidad",
    "已複製連結",
    "已复制链接",
    "複製連結",
    "复制链接",
    "分享",
    "列印",
    "打印",
    "廣告",
    "广告",
    "返回",
    "首頁",
    "首页",
    "回到頂部",
    "共有",
    "印刷",
    "広告",
    "ホーム",
    "공유",
    "인쇄",
    "광고",
};

static bool equals(qn_string text, const char *word) {
  return text.size == strlen(word) && strncasecmp(text.data, word, text.size) == 0;
}

/* Fills `lines` with the first lines that are not empty; returns how many. */
static size_t split(const char *text, size_t size, text_line lines[MAX_LINES]) {
  size_t n = 0;
  for (size_t at = 0; at < size && n < MAX_LINES;) {
    const char *newline = memchr(text + at, '\n', size - at);
    size_t end = newline != NULL ? (size_t)(newline - text) + 1 : size;
    qn_string content = qn__trim((qn_string){text + at, end - at});
    if (content.size > 0)
      lines[n++] = (text_line){content, at, end, end == size};
    else if (n > 0)
      lines[n - 1].blank_after = true;
    at = end;
  }
  return n;
}

/* Only letters and digits are compared; everything above ASCII counts as a letter. */
static bool has_letters(qn_string text) {
  for (size_t i = 0; i < text.size; i++)
    if (isalnum((unsigned char)text.data[i]) || (unsigned char)text.data[i] >= 0x80)
      return true;
  return false;
}

/* A tag or a comment of HTML, a picture of Markdown, a directive of reStructuredText. */
static bool is_markup(qn_string text) {
  static const char *const starts[] = {"[![", "![", ".. ", "<!--"};
  for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
    if (text.size > strlen(starts[i]) && memcmp(text.data, starts[i], strlen(starts[i])) == 0)
      return true;
  return text.data[0] == '<' && text.data[text.size - 1] == '>';
}

static bool is_furniture(const text_line *line) {
  for (size_t i = 0; i < sizeof furniture / sizeof furniture[0]; i++)
    if (equals(line->text, furniture[i]))
      return true;
  bool address =
      memchr(line->text.data, ' ', line->text.size) == NULL &&
      (memmem(line->text.data, line->text.size, "://", 3) != NULL || strncmp(line->text.data, "www.", 4) == 0);
  return address || is_markup(line->text) || !has_letters(line->text);
}

/* A line that occurs three times is a button or a banner. */
static bool repeats(const text_line *lines, size_t n, size_t which) {
  size_t count = 0;
  for (size_t i = 0; i < n; i++)
    count += lines[i].text.size == lines[which].text.size &&
             memcmp(lines[i].text.data, lines[which].text.data, lines[i].text.size) == 0;
  return count >= 3;
}

/* What follows a label: "Published: ", "發佈日期：". */
static qn_string after_label(qn_string text) {
  const size_t wide_size = strlen("：");
  size_t limit = text.size < MAX_LABEL ? text.size : MAX_LABEL;
  const char *colon = memchr(text.data, ':', limit);
  const char *wide = memmem(text.data, limit, "：", wide_size);
  const char *rest = NULL;
  if (wide != NULL && (colon == NULL || wide < colon))
    rest = wide + wide_size;
  else if (colon != NULL)
    rest = colon + 1;
  return rest != NULL ? qn__trim((qn_string){rest, (size_t)(text.data + text.size - rest)}) : (qn_string){text.data, 0};
}

/* "Published June 9, 2025", "Posted on 2025-06-09". */
static qn_string after_verb(qn_string text) {
  static const char *const verbs[] = {"published on ", "published ", "posted on ",    "posted ",      "updated on ",
                                      "updated ",      "created ",   "last updated ", "last edited ", "issued "};
  for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
    if (text.size > strlen(verbs[i]) && strncasecmp(text.data, verbs[i], strlen(verbs[i])) == 0)
      return qn__trim((qn_string){text.data + strlen(verbs[i]), text.size - strlen(verbs[i])});
  return (qn_string){text.data, 0};
}

/* The line is a date, labelled or bare.  A bare year is a number like any other. */
static bool read_date_line(qn_string text, char date[QN__DATE_MAX]) {
  qn_string value = after_label(text);
  if (value.size > 0 && qn__recognise_date(value.data, value.size, date))
    return true;
  value = after_verb(text);
  if (value.size > 0 && qn__recognise_date(value.data, value.size, date))
    return true;
  return text.size > 4 && qn__recognise_date(text.data, text.size, date);
}

/* A row of one of these below a line makes it a title. */
static bool is_underline(qn_string text) {
  if (text.size < 3 || strchr("=-~*_#", text.data[0]) == NULL)
    return false;
  for (size_t i = 1; i < text.size; i++)
    if (text.data[i] != text.data[0])
      return false;
  return true;
}

static bool ends_like_sentence(qn_string text) {
  char last = text.data[text.size - 1];
  bool wide_stop = text.size >= 3 && memcmp(text.data + text.size - 3, "。", 3) == 0;
  return wide_stop || last == '.' || last == ',' || last == ';' || last == ':';
}

/* The line begins a block of two or three short lines that no sentence runs through: title, author, version... */
static bool heads_block(const text_line *lines, size_t n, size_t which) {
  for (size_t i = which; i < n && i < which + 3; i++) {
    const text_line *line = &lines[i];
    char first = line->text.data[0];
    if (line->text.size > MAX_BLOCK_LINE || ends_like_sentence(line->text) || islower((unsigned char)first))
      return false;
    if (line->blank_after)
      return i + 1 < n;
  }
  return false;
}

/* The line stands out as a title does. */
static bool is_title(const text_line *lines, size_t n, size_t which) {
  const text_line *line = &lines[which], *next = which + 1 < n ? &lines[which + 1] : NULL;
  char date[QN__DATE_MAX];
  if (line->text.size > MAX_TITLE || (next == NULL && which == 0))
    return false;
  if (next != NULL && !line->blank_after && is_underline(next->text))
    return true;
  if (ends_like_sentence(line->text) && line->text.size > MAX_SENTENCE)
    return false;
  if (line->blank_after || next == NULL)
    return next != NULL;
  if (is_furniture(next) || repeats(lines, n, which + 1) || read_date_line(next->text, date))
    return true;
  if (heads_block(lines, n, which))
    return true;
  return !ends_like_sentence(line->text) && next->text.size >= MIN_PARAGRAPH && next->text.size > line->text.size;
}

/* "Title: ..." and its like: true if the line is one of them. */
static bool read_header(const text_line *line, qn__heading *heading) {
  qn_string value = after_label(line->text);
  const char *colon = memchr(line->text.data, ':', line->text.size);
  if (value.size == 0 || colon == NULL)
    return false;
  qn_string name = qn__trim((qn_string){line->text.data, (size_t)(colon - line->text.data)});
  if (equals(name, "title") || equals(name, "subject") || equals(name, "headline")) {
    heading->title = value;
    heading->start = line->start;
    heading->end = line->end;
  } else if (equals(name, "url") || equals(name, "link")) {
    heading->url = value;
  } else if (equals(name, "lang") || equals(name, "language")) {
    heading->language = value;
  } else if (equals(name, "date") || equals(name, "published")) {
    return qn__recognise_date(value.data, value.size, heading->date);
  } else {
    return equals(name, "from") || equals(name, "to") || equals(name, "author") || equals(name, "source") ||
           equals(name, "message-id") || equals(name, "newsgroups") || equals(name, "organization");
  }
  return true;
}

/* Header lines at the top; false if the text does not begin with them. */
static bool read_headers(const text_line *lines, size_t n, qn__heading *heading) {
  if (n == 0 || !read_header(&lines[0], heading))
    return false;
  for (size_t i = 1; i < n && !lines[i - 1].blank_after; i++)
    if (!read_header(&lines[i], heading) && after_label(lines[i].text).size == 0)
      break;
  return heading->title.size > 0;
}

static void find_title(const text_line *lines, size_t n, qn__heading *heading) {
  char date[QN__DATE_MAX];
  size_t i = 0;
  while (i < n && (is_furniture(&lines[i]) || repeats(lines, n, i) || read_date_line(lines[i].text, date)))
    i++;
  if (i == n || !is_title(lines, n, i))
    return;
  bool underlined = i + 1 < n && !lines[i].blank_after && is_underline(lines[i + 1].text);
  heading->title = lines[i].text;
  const bool overlined = underlined && i > 0 && !lines[i - 1].blank_after && is_underline(lines[i - 1].text);
  heading->start = lines[overlined ? i - 1 : i].start;
  heading->end = lines[underlined ? i + 1 : i].end;
}

void qn__find_heading(const char *text, size_t size, qn__heading *heading) {
  enum { DATE_LINES = 12 };
  text_line lines[MAX_LINES];
  size_t n = split(text, size, lines);
  *heading = (qn__heading){.start = 0};
  if (!read_headers(lines, n, heading))
    find_title(lines, n, heading);
  for (size_t i = 0; i < n && i < DATE_LINES && heading->date[0] == '\0'; i++)
    if (!read_date_line(lines[i].text, heading->date))
      heading->date[0] = '\0';
}
