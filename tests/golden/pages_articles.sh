# SPDX-License-Identifier: MIT
# Pages of news, blogs, manuals and forums, in the manner of those that are out there: what is the article comes first,
# and none of the rest is lost.
awk '/^== / { close(file); file = $2 ".html"; next } { print > file }' <<'E'
== news
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry runs aground | The Sound Herald</title>
<meta property="og:title" content="Ferry runs aground"><meta property="article:published_time" content="2024-03-05T06:00:00Z">
<link rel="canonical" href="https://herald.example/ferry"></head><body><header><nav><ul><li><a href="/">Home</a></li><li><a>News</a></li>
<li><a>Sport</a></li></ul></nav></header><main><article><h1>Ferry runs aground</h1><p class="byline">By Ada Finch</p>
<p>The morning ferry touched the bar at low water.</p><aside><p>The bar shifts every winter.</p></aside><p>Three were hurt.</p></article>
<section class="related"><h2>Read next</h2><article><a>A new pier</a></article></section></main><footer>© Herald</footer></body></html>
== news_json_ld
<!doctype html><title>Pier opens - Herald</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Pier opens","datePublished":"2023-11-02T09:30:00+01:00","dateModified":"2024-01-01"}</script>
<h1>Pier opens</h1><time>yesterday</time><p>The pier is open.</p>
== cards
<title>Today</title><div id="lead"><h2>The tide table is printed again after a year without one</h2><p>The harbour office has found a printer that
still has the type.</p></div><aside><article class="card"><a>Weather</a></article></aside>
== home_page
<title>Sound Herald</title><main><article><h2><a>Ferry aground</a></h2><p>At low water.</p></article><article><h2><a>Pier opens</a></h2>
<p>With a brass band.</p></article><article><h2><a>Herons back</a></h2><p>Earlier than last year.</p></article></main>
== blog_wordpress
<html lang="en-US"><head><title>On baking &#8211; Crumb</title><meta name="description" content="Notes on bread."></head>
<body class="post-template single tag-cookies"><div class="site"><div class="post tag-cookies"><h1 class="entry-title">On baking</h1>
<div class="entry-content"><p>Flour, water, salt.</p><p>Then time.</p></div></div><div class="sharedaddy"><ul><li><a>Share on A</a></li>
<li><a>Share on B</a></li><li><a>Share on C</a></li></ul></div><div id="comments"><h2>One comment</h2><p>Lovely loaf.</p></div></div></body></html>
== blog_with_archive
<title>Loaf</title><div id="content"><h1>Loaf</h1><p>It rose.</p></div><div class="sidebar"><h3>Archive</h3><p>Written before.</p></div>
== sphinx
<title>2. Tides — Manual 1.0 documentation</title><div class="related" role="navigation"><h3>Navigation</h3><ul><li><a>index</a></li></ul></div>
<div class="document"><div class="body" role="main"><section id="tides"><h1>2. Tides<a class="headerlink" href="#tides">¶</a></h1>
<p>See <code><span class="pre">tide()</span></code>.</p><dl class="py function"><dt><span>tide</span><span>(</span><em>port</em>)</dt><dd><p>Its height.</p></dd></dl>
</section></div></div><div class="sphinxsidebar"><h3>Table of Contents</h3><ul><li><a>2. Tides</a></li></ul></div>
== javadoc
<title>Tide (API)</title><noscript><div>JavaScript is disabled on your browser.</div></noscript><div class="topNav"><ul><li><a>Overview</a></li>
<li><a>Package</a></li><li>Class</li><li><a>Tree</a></li><li><a>Deprecated</a></li></ul></div><main><h1>Class Tide</h1><pre>public class <b>Tide</b>
extends Object</pre><table><tr><th>Modifier</th><th>Method</th></tr><tr><td>int</td><td>height()</td></tr></table></main>
== doxygen
<title>tide.c File Reference</title><div id="top"><table><tr><td>Harbour</td></tr></table></div><div class="contents"><div class="fragment">
<div class="line"><span class="lineno">    1</span>&#160;<span class="preprocessor">#include &quot;tide.h&quot;</span></div>
<div class="line"><span class="lineno">    2</span>&#160;int height;</div></div></div>
== wiki
<html lang="en"><head><title>Heron - Wikilike</title></head><body><div id="content" role="main"><h1 id="firstHeading">Heron</h1>
<div id="toc" class="toc"><ul><li><a>1 Diet</a></li><li><a>2 Nest</a></li></ul></div><p>The <b>heron</b> is a bird.<sup id="r1"><a href="#n1">[1]</a></sup>
It eats fish.<sup><a href="#n2">[2]</a></sup></p><table class="infobox"><tr><th>Family</th><td>Ardeidae</td></tr></table>
<h2>Diet<span class="edit">[<a>edit</a>]</span></h2><p>Fish.</p></div><div role="navigation"><ul><li><a>Main page</a></li></ul></div></body></html>
== wiki_math
<title>Energy</title><p>So <math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup><annotation>E=mc^2</annotation></math>
and H<sub>2</sub>O, 10<sup>3</sup>.</p>
== faq_accordion
<title>Questions</title><h2><button aria-expanded="false">Where do pelicans nest?</button></h2><div hidden>On islands.</div>
<details><summary>And herons?</summary>In trees.</details>
== forum
<title>Anchors - Boats forum</title><form action="/reply"><table><tr><td>sailor</td><td>Which anchor holds in mud?</td></tr><tr><td>mate</td>
<td>A wide one.</td></tr></table><textarea name="reply">Your reply</textarea><input type="submit" value="Send"></form>
== question_and_answer
<title>bash - How do I list files? - Questions</title><div id="question"><h1>How do I list files?</h1><pre><code>ls -l
ls -a</code></pre></div><div id="answers"><div class="answer"><p>Use <kbd>ls</kbd>.</p></div></div>
<div id="sidebar" class="sidebar"><ul><li><a>How to copy?</a></li></ul></div>
== mailing_list
<title>[Boats] Mud</title><!--beginarticle--><h1>[Boats] Mud</h1><b>A. Sailor</b> <a href="mailto:x">a at b.example</a><br><i>Mon Mar 4 2024</i><p><pre>It holds.
&gt; Does it?
</pre><!--endarticle--><ul><li>Previous message: <a>Sand</a></li></ul>
== shop
<title>Anchor, 10 kg</title><div class="breadcrumbs"><a>Shop</a> &rsaquo; <a>Anchors</a></div><div itemscope><h1 itemprop="name">Anchor, 10 kg</h1>
<img src="a.jpg" alt="A galvanised anchor"><span itemprop="price">49.90</span><select name="size"><option>10 kg</option><option>15 kg</option></select>
<button>Add to basket</button><p>Holds in mud.</p></div>
== recipe
<title>Dal</title><article><h1>Dal</h1><h2>You need</h2><ul><li>1&frac12; cups lentils</li><li>&frac14; tsp turmeric</li></ul><ol><li>Wash.</li><li>Boil.</li></ol></article>
== cookie_banner
<title>Mud</title><div id="cookie-consent"><p>We value your privacy.</p><button>Accept</button></div><p>It is soft.</p>
== dialog
<title>Sand</title><dialog open>Sign up for news!</dialog><p>It is hard.</p>
== hidden_main
<title>Clay</title><main style="display: none">Loading this application</main><p>It is sticky.</p>
== script_page
<title>App</title><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>
== link_page
<title>Links</title><h1>Links</h1><ul><li><a>Tides</a></li><li><a>Winds</a></li><li><a>Stars</a></li></ul>
== contents_page
<title>Book</title><h1>Book</h1><dl><dt><a>Mud</a></dt><dd>What it is and where.</dd><dt><a>Sand</a></dt><dd>How it moves with the tide.</dd></dl>
== app_docs
<title>Guide</title><nav class="toc"><a>One</a><a>Two</a></nav><div class="content"><p class="admonition note">Mind the gap.</p><p>First<wbr>Last, re&shy;view.</p></div>
== svg_chart
<title>Chart</title><p>Heights:</p><svg viewBox="0 0 9 9"><title>Tides in May</title><text x="1">4.2 m</text><text x="2">4.9 m</text></svg><p>End.</p>
== figure
<title>Heron</title><figure><img alt="A heron in reeds" src="h.jpg"><figcaption>A heron.</figcaption></figure><p>It waits.</p>
== lazy_pictures
<title>Gull</title><p>It cries.</p><img data-src="g.jpg" src="data:,"><noscript><img src="g.jpg" alt="A gull on a post"></noscript>
== video
<title>Film</title><video controls><track kind="captions">Your browser plays no video.</video><p>A film on gulls.</p><iframe src="x">No frames.</iframe>
== slides
<title>Talk</title><section><h1>Mud</h1><p>One.</p></section><section><h1>Sand</h1><p>Two.</p></section>
== amp
<!doctype html><html ⚡ lang="de"><head><title>Watt</title><style amp-custom>p{}</style></head><body><amp-sidebar>Menü</amp-sidebar><h1>Watt</h1><p>Es ist weich.</p></body></html>
E
for page in *.html; do quern-index add --no-sync -i index "$page" > /dev/null 2>&1; done
quern-index export -i index
