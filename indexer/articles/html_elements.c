/* SPDX-License-Identifier: MIT */
/* html_elements.c: one row for each element, by name. */
#include "articles/html_elements.h"

#include <string.h>

static const qn__html_element elements[] = {
    {.name = "a", .control = true},
    {.name = "address", .breaks = 2},
    {.name = "annotation", .silent = true},
    {.name = "annotation-xml", .silent = true},
    {.name = "applet", .breaks = 1, .apart = true},
    {.name = "area", .role = QN__HTML_IMAGE, .cell = true, .empty = true, .attributes = {"alt"}},
    {.name = "article", .role = QN__HTML_ARTICLE, .breaks = 2},
    {.name = "aside", .breaks = 2, .margin = true, .list = true},
    {.name = "audio", .breaks = 1, .apart = true},
    {.name = "blockquote", .breaks = 2},
    {.name = "body", .role = QN__HTML_BODY, .breaks = 1, .open = true},
    {.name = "br", .breaks = 1, .empty = true},
    {.name = "button", .cell = true, .control = true},
    {.name = "canvas", .breaks = 1, .apart = true},
    {.name = "caption", .breaks = 1},
    {.name = "center", .breaks = 1, .list = true},
    {.name = "datalist", .breaks = 1, .apart = true},
    {.name = "dd", .breaks = 1},
    {.name = "details", .breaks = 1},
    {.name = "dialog", .breaks = 2, .apart = true},
    {.name = "dir", .breaks = 2, .list = true},
    {.name = "div", .breaks = 1, .list = true},
    {.name = "dl", .breaks = 2, .list = true},
    {.name = "dt", .breaks = 1},
    {.name = "fieldset", .breaks = 1, .list = true},
    {.name = "figcaption", .breaks = 2},
    {.name = "figure", .breaks = 2},
    {.name = "footer", .breaks = 2, .margin = true, .list = true},
    {.name = "form", .breaks = 1, .list = true},
    {.name = "h1", .role = QN__HTML_HEADING, .breaks = 2, .attributes = {"id"}},
    {.name = "h2", .role = QN__HTML_HEADING, .breaks = 2, .attributes = {"id"}},
    {.name = "h3", .breaks = 2, .attributes = {"id"}},
    {.name = "h4", .breaks = 2, .attributes = {"id"}},
    {.name = "h5", .breaks = 2, .attributes = {"id"}},
    {.name = "h6", .breaks = 2, .attributes = {"id"}},
    {.name = "head", .head = true, .silent = true},
    {.name = "header", .breaks = 2, .list = true},
    {.name = "hgroup", .breaks = 2},
    {.name = "hr", .breaks = 2, .empty = true},
    {.name = "html", .head = true, .role = QN__HTML_ROOT, .open = true, .attributes = {"lang", "xml:lang"}},
    {.name = "iframe", .breaks = 1, .apart = true},
    {.name = "img", .role = QN__HTML_IMAGE, .cell = true, .empty = true, .attributes = {"alt"}},
    {.name = "label", .cell = true},
    {.name = "legend", .breaks = 1},
    {.name = "li", .breaks = 1},
    {.name = "link", .head = true, .role = QN__HTML_LINK, .empty = true, .attributes = {"rel", "href"}},
    {.name = "listing", .breaks = 2, .preformatted = true},
    {.name = "main", .role = QN__HTML_MAIN, .breaks = 2},
    {.name = "map", .cell = true},
    {.name = "marquee", .breaks = 1},
    {.name = "math", .cell = true},
    {.name = "menu", .breaks = 2, .list = true},
    {.name = "meta",
     .head = true,
     .role = QN__HTML_META,
     .empty = true,
     .attributes = {"content", "property", "name", "itemprop", "http-equiv"}},
    {.name = "mi", .cell = true},
    {.name = "mn", .cell = true},
    {.name = "mo", .cell = true},
    {.name = "mtext", .cell = true},
    {.name = "mtr", .breaks = 1},
    {.name = "nav", .breaks = 2, .apart = true},
    {.name = "noscript", .breaks = 1, .apart = true},
    {.name = "object", .breaks = 1},
    {.name = "ol", .breaks = 2, .list = true},
    {.name = "optgroup", .breaks = 1},
    {.name = "option", .breaks = 1, .control = true},
    {.name = "output", .cell = true},
    {.name = "p", .breaks = 2, .list = true},
    {.name = "plaintext", .breaks = 2, .preformatted = true},
    {.name = "pre", .breaks = 2, .preformatted = true},
    {.name = "rp", .silent = true, .annotation = true},
    {.name = "rt", .cell = true, .apart = true, .annotation = true},
    {.name = "ruby"},
    {.name = "search", .breaks = 1, .apart = true},
    {.name = "section", .breaks = 2, .list = true},
    {.name = "select", .breaks = 1, .apart = true},
    {.name = "summary", .breaks = 1},
    {.name = "sup", .role = QN__HTML_NOTE},
    {.name = "svg", .breaks = 1, .apart = true},
    {.name = "table", .breaks = 2, .list = true},
    {.name = "td", .cell = true, .list = true},
    {.name = "template", .head = true, .silent = true},
    {.name = "text", .breaks = 1},
    {.name = "textarea", .breaks = 1, .preformatted = true},
    {.name = "th", .cell = true},
    {.name = "time", .role = QN__HTML_TIME, .attributes = {"datetime", "itemprop"}},
    {.name = "title", .head = true, .role = QN__HTML_TITLE, .breaks = 2},
    {.name = "tr", .breaks = 1},
    {.name = "ul", .breaks = 2, .list = true},
    {.name = "video", .breaks = 1, .apart = true},
    {.name = "xmp", .breaks = 2, .preformatted = true},
};
enum { N_ELEMENTS = sizeof elements / sizeof elements[0] };

uint8_t qn__html_element_find(const char *name, size_t size) {
  size_t low = 0, high = N_ELEMENTS;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strncmp(elements[middle].name, name, size);
    if (order == 0 && elements[middle].name[size] == '\0')
      return (uint8_t)(middle + 1);
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return 0;
}

const qn__html_element *qn__html_element_at(uint8_t number) {
  return &elements[number - 1];
}
