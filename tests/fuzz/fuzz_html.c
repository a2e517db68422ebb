/* SPDX-License-Identifier: MIT */
/* fuzz_html.c: any bytes are read as a page. */
#include "fuzz/read_input.h"

const char *const fuzz_seeds[] = {
    "0<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>T &amp; t | Site</title><meta "
    "name=\"date\" content=\"2024\"><link rel=canonical href=\'http://a\'></head><body><h1>T &amp; t</h1><p>text "
    "&eacute; &#233; <b>x</b><script>no</script></body></html>",
    "0<article><time datetime=2024-01-02>x</time><pre> a\n  b</pre><table><tr><td>a<td>b</table></article><main>c",
    "0<!-- c --><![if x]>a<![endif]--><style>p{}</style><?php x?>&lt;&#x41;&nosuch;&amp",
    "0<meta charset=shift_jis>\x93\xfa\x96\x7b",
    "0<meta charset=iso-2022-jp>\x1b$B8@\x1b(B",
    "7<div><p>",
    "7<nav>x",
    "7<b a=1 b=2 ",
    "7</p><li>",
    "7<!--",
    "6<meta name=\"a\" content=\"b\">",
    "7\xff\xe9",
    "0<?php a->b ?><!-- --><title>a <b> &ccaron;&oumlln</title><ruby>a<rp>(<rt>b<rp>)</ruby><textarea><p></textarea>",
    "0<% a %><html><title>t</title><script "
    "type=application/ld+json>{\"datePublished\":\"2024-05-06\"}</script><nav>a</nav>",
    "0<div role=main hidden><ul class=menu><li><a>a</a><li><a>b</a><li><a>c</a></ul><img "
    "alt='d'><noscript>e</noscript>",
    "0<meta name=description content='d &copy=1'><article>a<main>b</main></article><html lang=de>\xc2\x92&#146;&#x",
    "0<meta charset=x-mac-roman>\x8e\x88",
    "0a<style>b{}<p>c<template>d<script>if(a<b)</div>e<a href=\"f>g</a><!-- h -- <p>i",
    "7<title>",
    "7<a>",
    "7&#",
    "0<svg><title>x</title></svg><form><main>m</main></form>",
    NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  return fuzz_read("html", data, size);
}
