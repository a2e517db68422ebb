# SPDX-License-Identifier: MIT
# readers.py: the same articles as JSON Lines and in each format that is read, one file an article: how fast each reader
# is, as a ratio to JSON Lines.
import html
import itertools
import json
import os
import shutil

from tables import median, megabytes, print_table

MOST_ARTICLES = 5000
MENU = "".join(f'<li class="nav-item"><a class="link" href="/part/{i}">Part {i}</a></li>' for i in range(12))


def paragraphs(article):
    return [line for line in (article.get("text") or "").split("\n") if line.strip()]


def as_page(article):
    """As sites write it: a menu, a script, attributes, an article in its main part."""
    title = html.escape(article.get("title") or "")
    body = "\n".join(f'<p class="text">{html.escape(p)}</p>' for p in paragraphs(article))
    return (f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - Site</title>'
            f'<link rel="stylesheet" href="a.css"><script>var a = 1;</script></head><body class="page"><header class="top">'
            f'<nav><ul>{MENU}</ul></nav></header><main id="content"><article><h1>{title}</h1>{body}</article></main>'
            f'<footer><p>Site</p></footer></body></html>')


def as_markdown(article):
    return f"---\ntitle: {json.dumps(article.get('title') or '')}\n---\n\n" + "\n\n".join(paragraphs(article)) + "\n"


def as_text(article):
    return (article.get("title") or "") + "\n\n" + "\n\n".join(paragraphs(article)) + "\n"


def as_json(article):
    return json.dumps({"title": article.get("title") or "", "text": article.get("text") or ""}, indent=1)


def as_unknown_json(article):
    return json.dumps({"title": article.get("title") or "", "parts": paragraphs(article)}, indent=1)


def as_manual_page(article):
    text = "\n.PP\n".join(p.replace("\\", "\\e") for p in paragraphs(article))
    return f'.TH {json.dumps(article.get("title") or "")} 7\n.SH TEXT\n{text}\n'


FORMS = [("HTML", "html", as_page), ("Markdown", "md", as_markdown), ("text", "txt", as_text), ("JSON", "json", as_json),
         ("JSON without a known text", "json", as_unknown_json), ("man page", "7", as_manual_page)]


def write_forms(corpus, folder):
    """[(name, path, bytes)], JSON Lines first."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    with open(corpus, encoding="utf-8") as source:
        articles = [json.loads(line) for line in itertools.islice(source, MOST_ARTICLES)]
    lines = os.path.join(folder, "articles.jsonl")
    with open(lines, "w", encoding="utf-8") as f:
        for i, article in enumerate(articles):
            f.write(json.dumps({"id": str(i), "title": article.get("title") or "", "text": article.get("text") or ""},
                               ensure_ascii=False) + "\n")
    written = [("JSON Lines", lines, os.path.getsize(lines))]
    for number, (name, extension, form) in enumerate(FORMS):
        path, size = os.path.join(folder, f"form{number}"), 0
        os.makedirs(path)
        for i, article in enumerate(articles):
            file = os.path.join(path, f"{i}.{extension}")
            with open(file, "w", encoding="utf-8") as f:
                f.write(form(article))
            size += os.path.getsize(file)
        written.append((name, path, size))
    return written


def print_readers(quern, corpus, work, rounds):
    """One thread; processor time, because opening thousands of files waits for the disk."""
    folder, index = os.path.join(work, "forms"), os.path.join(work, "index", "forms")
    forms, runs = write_forms(corpus, folder), {}
    for _ in range(rounds):
        for name, path, _ in forms:
            shutil.rmtree(index, ignore_errors=True)
            run = quern.index(path, index, 1)
            runs.setdefault(name, []).append({"cpu_s": run.cpu_s})
    shutil.rmtree(index, ignore_errors=True)
    shutil.rmtree(folder)
    lines = median(runs["JSON Lines"], "cpu_s")
    print_table("Readers: the same articles in each format, one thread",
                ["format", "source, MB", "CPU", "speed as a ratio to JSON Lines"],
                [[name, megabytes(size), f"{median(runs[name], 'cpu_s'):.2f} s",
                  f"{lines / max(median(runs[name], 'cpu_s'), 1e-6):.2f}"] for name, _, size in forms])
