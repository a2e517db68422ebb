/* SPDX-License-Identifier: MIT */
/* fuzz_markdown.c: any bytes are read as Markdown: front matter, headings, links. */
#include "fuzz/read_input.h"

const char *const fuzz_seeds[] = {
    "0---\ntitle: \"A: b\"\ndate: 2024-01-02\ntopics: [a, \"b, c\"]\nauthor: x\nn: 1.5\nlist:\n  - one\n  - "
    "two\n---\n\n# Head\n\n*text* `code` [link](u)\n",
    "0+++\ntitle = \'it\'\'s\'\ndraft = true\nnone = ~\n+++\ntext\n",
    "0# [a ![b](c)](d) **e** \\* #\ntext\n",
    "0```\n# no\n```\n# yes\n",
    "7# [[[((",
    "6k: v\n",
    "0---\na: [1, 2",
    "7---\nk: [a, b]\n",
    "0---\na: >\n  b\n\n  c\nd: |-\n  e\nf:\n  g: h\ni:\n- j\n  k\n...\n<!-- l --> \n<h1 x>m <b>n</b></h1>\n",
    "0+++\na = \"\"\"\nb = c\n\"\"\"\nd = '''e''' # f\n[[g]] # h\ni = { j = [ 1,\n \"]\" ] }\n+++\nk\n",
    "0+++\na = [\n \"b\",\n]\n[c]\n+++\n",
    "6  more\n",
    "0un*believ*able **b**c a\\_b `d*e*f` *g*h ***i*** *\n",
    "7a*b**",
    NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  return fuzz_read("markdown", data, size);
}
