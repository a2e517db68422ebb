# SPDX-License-Identifier: MIT
# Pages that are old, broken, saved from somewhere or not named as pages, in the manner of those that are out there.
awk '/^== / { close(file); file = $2; next } { print > file }' <<'E'
== center.html
<HTML><HEAD><TITLE>Heron's nest</TITLE></HEAD><BODY BGCOLOR=#FFFFFF><CENTER>Heron</CENTER><CENTER>Nest</CENTER>tail<HR><FONT SIZE=2>small</FONT><BR>
<MARQUEE>news</MARQUEE><DIR><LI>one<LI>two</DIR></BODY></HTML>
== table_layout.html
<html><head><title>My page</title></head><body><table><tr><td colspan=2>Banner</td></tr><tr><td class="nav"><a>A</a><br><a>B</a><br><a>C</a></td>
<td><p>The text that matters.<p>And more.</td></tr></table></body></html>
== links_table.html
<title>Old</title><table><tr><td><a>A</a> <a>B</a> <a>C</a> <a>D</a></td><td>The text.</td></tr></table>
== framed.html
<html><head><title>Frames</title></head><frameset cols="20%,*"><frame src="a.html"><noframes><body>This page needs frames: <a href=b>text</a>.</body></noframes></frameset></html>
== no_tags_closed.html
<title>Open</title><ul><li>one<li>two<ul><li>deep</ul><li>three</ul><dl><dt>term<dd>meaning</dl><table><tr><td>a<td>b<tr><td>c<td>d</table><p>last
== unclosed_title.html
<html><head><title>No end<body><h1>Heading</h1><p>Text.
== no_head.html
<h1>Only a heading</h1>text <b>b</b>old
== nav_first.html
<html><title>No body tag</title><nav>menu</nav><section>text</section>
== two_pages.html
<html><body>first</body></html><html lang=fr><title>Second</title><body>second</body></html>
== after_body.html
<title>T</title><body>text</body></html>after
== comments.html
<title>T</title><!-- one -- two -->a<!-- three --!>b<!--> c<![if !IE]>d<![endif]><!--[if IE]>never<![endif]-->e
== comment_open.html
<title>T</title>before<!-- and no end
== scripts.html
<title>T</title>a<script>if (a < b && c > d) document.write("<p>no</p>");</script>b<style>p > a {}</style>c<template><p>no</p></template>d
== forms.html
<title>T</title><form><fieldset>cod<legend>eel</legend>gar</fieldset><label>Name</label><input value=x><label>Town</label><textarea>a <b> c</textarea></form>
== references.html
<title>It&#146;s &lt;em&gt; &amp;c</title>K&ouml;ln caf&eacute &copy2024 &#x2014; &#150; 5&nbsp;&lt; 6 AT&T &ccaron;ech &hellip; &unknown; &#xZ; a&amp;b ?a=1&copy=2
== xhtml.xhtml
<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="nl">
<head><title>Dijk</title><script type="text/javascript">//<![CDATA[
a < b //]]></script></head><body><div/><p>water<br/>land</p></body></html>
== word_export.html
<html xmlns:o="urn:o"><head><title>Minutes</title><!--[if gte mso 9]><xml><o:p>x</o:p></xml><![endif]--></head><body><p class=MsoNormal><span style='x'>Item<o:p></o:p></span></p>
<p class=MsoNormal>1.<span>&nbsp;&nbsp; </span>Tea</p></body></html>
== aspx.aspx
<%@ Page Language="C#" %>
<!DOCTYPE html><html><head><title>Form</title></head><body><form method="post" action="./d.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="abcd">
<div id="c"><p>All of the page is a form.</p></div></form></body></html>
== page.php?id=3
<!-- saved from url=(0030)http://example.org/page.php -->
<html><head><title>Saved</title></head><body class="c">text<?php echo $a->b; ?> more</body></html>
== code.php
<?php
/* no page */ $a = "<p>";
== included
<!--#include virtual="/head.shtml" -->
<h1>Included</h1><p>by a server.</p>
== not_a_page.txt
<b> and <p> are tags of HTML.
== rss.xml
<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title></channel></rss>
== ruby.html
<html lang=ja><title>蔵書</title><p>一人の<ruby><rb>下人</rb><rp>（</rp><rt>げにん</rt><rp>）</rp></ruby>が<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>を
学<ruby>校<rp>(<rt>こう<rp>)</ruby>で。</p></html>
== menus.html
<title>T</title><p>before</p><menu><li><button>Cut</button></li><li><button>Copy</button></li><li><button>Paste</button></li></menu><p>after</p>
== spans.html
<title>T</title><p><a>Home</a><a>About</a><p><span>a</span><span>b</span> hy<wbr>phen<p>x<sup>2</sup> y<sub>1</sub> note<sup><a>1</a></sup>
== empty_article.html
<title>T</title><article data-x></article><main id="search"><input></main><div><p>All the text.</p></div>
== og_title.html
<title>The timetable - Site</title><meta property="og:title" content="Site"><meta property="og:title" content="x"><meta property="og:description" content="When it sails."><p>At noon.
== empty_og_title.html
<title>The timetable</title><meta property="og:title" content=""><p>At one.
== lang_meta.html
<head><meta http-equiv="content-language" content="sv"><title>Hej</title></head><p>text
== blank.html
<html><head><title></title></head><body> <p></p> </body></html>
E
printf '<html><head><title>Caf\351</title></head><body>Le gar\347on \351tait l\340 \226 No\353l</body></html>' > latin1_undeclared.html
printf '<meta charset=utf-8><title>Caf\303\251</title>one b\351 and \303\251\303\250\303\240' > one_bad_byte.html
printf '<meta charset=x-sjis><title>\223\372\226{</title>x' > sjis.html
printf '<meta charset=iso-8859-8-i><title>\371\354\345\355</title>x' > hebrew.html
printf '<meta charset=x-mac-roman><title>d\216j\210</title>x' > mac.html
printf '\377\376<\000p\000>\000a\000b\000' > utf16.html
for page in *; do quern-index add --no-sync -i index "$page" 2>&1 | grep -v 'articles\? added'; done
quern-index export -i index
