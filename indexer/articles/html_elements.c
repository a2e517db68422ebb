/* SPDX-License-Identifier: MIT */
/* html_elements.c: one row for each element, by name. */
#include "articles/html_elements.h"

#include <string.h>

static const qn__html_element elements[] = {
    {.name = "address", .breaks = 2},
    {.name = "applet", .silent = true},
    {.name = "article", .role = QN__HTML_ARTICLE, .breaks = 2},
    {.name = "aside", .breaks = 2},
    {.name = "audio", .silent = true},
    {.name = "blockquote", .breaks = 2},
    {.name = "body", .role = QN__HTML_BODY, .breaks = 1, .open = true},
    {.name = "br", .breaks = 1, .empty = true},
    {.name = "button", .silent = true},
    {.name = "canvas", .silent = true},
    {.name = "caption", .breaks = 1},
    {.name = "dd", .breaks = 1},
    {.name = "details", .breaks = 1},
    {.name = "dialog", .silent = true},
    {.name = "div", .breaks = 1},
    {.name = "dl", .breaks = 2},
    {.name = "dt", .breaks = 1},
    {.name = "figcaption", .breaks = 2},
    {.name = "figure", .breaks = 2},
    {.name = "footer", .breaks = 2},
    {.name = "form", .silent = true},
    {.name = "h1", .role = QN__HTML_HEADING, .breaks = 2},
    {.name = "h2", .role = QN__HTML_HEADING, .breaks = 2},
    {.name = "h3", .breaks = 2},
    {.name = "h4", .breaks = 2},
    {.name = "h5", .breaks = 2},
    {.name = "h6", .breaks = 2},
    {.name = "head", .silent = true},
    {.name = "header", .breaks = 2},
    {.name = "hr", .breaks = 2, .empty = true},
    {.name = "html", .role = QN__HTML_ROOT, .open = true, .attributes = {"lang", "xml:lang"}},
    {.name = "iframe", .silent = true},
    {.name = "li", .breaks = 1},
    {.name = "link", .role = QN__HTML_LINK, .empty = true, .attributes = {"rel", "href"}},
    {.name = "main", .role = QN__HTML_MAIN, .breaks = 2},
    {.name = "map", .silent = true},
    {.name = "math", .silent = true},
    {.name = "meta",
     .role = QN__HTML_META,
     .empty = true,
     .attributes = {"content", "property", "name", "itemprop", "http-equiv"}},
    {.name = "nav", .silent = true},
    {.name = "noscript", .silent = true},
    {.name = "object", .silent = true},
    {.name = "ol", .breaks = 2},
    {.name = "p", .breaks = 2},
    {.name = "pre", .breaks = 2, .preformatted = true},
    {.name = "section", .breaks = 2},
    {.name = "select", .silent = true},
    {.name = "summary", .breaks = 1},
    {.name = "svg", .silent = true},
    {.name = "table", .breaks = 2},
    {.name = "td", .cell = true},
    {.name = "template", .silent = true},
    {.name = "textarea", .silent = true},
    {.name = "th", .cell = true},
    {.name = "time", .role = QN__HTML_TIME, .attributes = {"datetime"}},
    {.name = "title", .role = QN__HTML_TITLE, .breaks = 2},
    {.name = "tr", .breaks = 1},
    {.name = "ul", .breaks = 2},
    {.name = "video", .silent = true},
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
