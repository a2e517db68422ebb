# SPDX-License-Identifier: MIT
# Texts of other kinds: Markdown with headers and rules, manuals, source code, logs in colours, files that are cut.
awk '/^== / { close(file); file = $2; next } { print > file }' <<'E'
== rules.md
---

The heron came first to the reeds.

---

Then the pelican.
== folded.md
---
title: >
  Herons of
  the sound
date: 2024-03-05
author:
  name: Ann
tags:
- birds
- sea
summary: |
  One line
  and another
---
Body
== toml.qmd
+++
title = "A quarto"
[params]
depth = 3
tags = [
  "a",
]
+++
Body
== comment.md
<!-- lint: off -->
<h1 align="center">Pelican kit</h1>

Text
== badge.mdx
[![Build](https://x.example/b.svg)](https://x.example)

# Cormorant

Text
== guide.rst
.. _guide:

==========
The guide
==========

:Author: Ann

Text.
== ls.1
.\" Copyright
.de X
level margin
..
.TH LS 1 2024-05-06 GNU
.SH NAME
ls \- list directory contents
.SH DESCRIPTION
List
.BR files (5).
== cat.8
.Dd May 6, 2024
.Dt CAT 8
.Sh NAME
.Nm cat
.Nd join files
.Sh DESCRIPTION
.Op Fl n Ar file
reads.
== tide.c
/* SPDX-License-Identifier: MIT */
int height;
== build
#!/bin/sh
# Copyright Ann

make
E
printf '\033[31mERROR\033[0m disk \033[1;32mfull\033[m N\bNO\bO\n' > colours.log
printf 'Le gar\347on a d\351j\340 servi \226 \200 3.\n' > latin1.txt
printf 'caf\303\251 \303\250 b\351\n' > one_bad_byte.txt
printf '\033$BF|K\\\033(B\n' > iso2022.txt
printf 'C\000a\000f\000\351\000\n\000\n\000T\000e\000x\000t\000\n\000' > utf16_without_mark.txt
mkdir .asked && printf '\362\305\313\301\n' > .asked/koi8.txt
printf 'otter \001 note\n' > control.txt
awk 'BEGIN { for (i = 0; i < 3000; i++) print "line " i * 7919 % 3001 }' > long.txt
gzip -n long.txt && head -c 2000 long.txt.gz > cut.txt.gz && rm long.txt.gz
quern-index add --no-sync -i index . 2>&1 | grep -v 'articles\? added'
quern-index add --no-sync -i index --charset koi8-r .asked/koi8.txt 2>&1 | grep -v 'articles\? added'
quern-index export -i index | cut -c 1-300
