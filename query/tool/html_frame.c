/* SPDX-License-Identifier: MIT */
/* html_frame.c: colours are of a contrast of 4.5 to 1 or more (WCAG AA), in light and dark. */
#include "tool/html_frame.h"

#include "tool/html_escape.h"

static const char head[] = "<!DOCTYPE html>\n"
                           "<html lang=\"en\">\n"
                           "<head>\n"
                           "<meta charset=\"utf-8\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                           "<meta name=\"color-scheme\" content=\"light dark\">\n"
                           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                           "style-src 'unsafe-inline'\">\n"
                           "<title>";

static const char style[] =
    "</title>\n"
    "<style>\n"
    ":root { --ink: #1b1b1b; --paper: #ffffff; --faint: #595959; --link: #0b57a4; --seen: #6b3fa0; --mark: #ffe58a; "
    "--line: #c8c8c8; --bar: #7aa7d6 }\n"
    "@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --paper: #161616; --faint: #a8a8a8; "
    "--link: #8cbcff; --seen: #c9a6ff; --mark: #4a3b00; --line: #444444; --bar: #3c6b9e } }\n"
    "body { margin: 0 auto; max-width: 46rem; padding: 1rem; background: var(--paper); color: var(--ink); "
    "font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }\n"
    "h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 }\n"
    "h2, h3 { font-size: 1.1rem; line-height: 1.35; margin: 0 }\n"
    "ol { margin: 0; padding-left: 2.2rem }\n"
    "li { margin: 1.4rem 0 }\n"
    "li::marker { color: var(--faint) }\n"
    "p, dl, details { margin: .25rem 0 }\n"
    "section { border-top: 1px solid var(--line); margin-top: 1.5rem; padding-top: 1rem }\n"
    "a { color: var(--link) }\n"
    "a:visited { color: var(--seen) }\n"
    "a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }\n"
    "mark { background: var(--mark); color: inherit; font-weight: 600 }\n"
    ".facts, .total, dl, caption { color: var(--faint) }\n"
    ".facts > * { display: inline-block; margin-right: 1em }\n"
    ".note { border-left: .25rem solid var(--bar); padding-left: .75rem }\n"
    "dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .75em }\n"
    "dt, dd { margin: 0 }\n"
    "pre { overflow-x: auto; white-space: pre-wrap }\n"
    "table { border-collapse: collapse; margin: 1.5rem 0; width: 100% }\n"
    "caption { text-align: left }\n"
    "th, td { font-weight: normal; padding: .1rem .75rem .1rem 0; text-align: left; vertical-align: baseline }\n"
    "th[scope=col] { color: var(--faint) }\n"
    ".count { text-align: right; font-variant-numeric: tabular-nums }\n"
    ".bar { width: 60%; background: linear-gradient(var(--bar), var(--bar)) 0 50% / var(--share) .8rem no-repeat }\n"
    "</style>\n"
    "</head>\n"
    "<body>\n"
    "<header>\n"
    "<h1 dir=\"auto\">";

void put_page_start(qn__buffer *out, qn_string title) {
  qn__buffer_bytes(out, head, sizeof head - 1);
  put_html(out, title);
  qn__buffer_print(out, " - quern");
  qn__buffer_bytes(out, style, sizeof style - 1);
  put_html(out, title);
  qn__buffer_print(out, "</h1>\n</header>\n<main>\n");
}

void put_page_end(qn__buffer *out) {
  qn__buffer_print(out, "</main>\n</body>\n</html>\n");
}
