# SPDX-License-Identifier: MIT
# snippets.py: what ten snippets add to a search, by the size of the articles: the corpus is cut into articles of one size,
# as many of each size as make the same amount of text, so that all indexes are stored alike.
import itertools
import json
import os
import random
import shutil
import sys

import corpus as corpora
from engines import NAMES, instructions, prepared_index, run_queries
from tables import median, number, print_table, ratio

SEED = 1
SIZES = [1, 13, 100, 300]  # thousands of characters of an article
ENOUGH = 6000  # thousands of characters in an index
QUERIES = 40
PASSES = ["--passes", "2"]  # FTS5 reads the whole article for a snippet, which takes a second for ten of the longest


def read_text(corpus):
    """The first texts of the corpus, one after another."""
    with open(corpus, encoding="utf-8") as f:
        texts, size = [], 0
        for line in f:
            texts.append(json.loads(line).get("text") or "")
            size += len(texts[-1])
            if size > ENOUGH * 1000:
                break
    return "\n\n".join(texts)[:ENOUGH * 1000]


def cut_text(text, thousands):
    """Articles of so many thousand characters; one of all there is, if that is less."""
    size = thousands * 1000
    return [text[at:at + size] for at in range(0, max(len(text) - size, 0) + 1, size)]


def draw_queries(articles):
    """Two words that stand side by side in an article, and one from somewhere in it."""
    chance, queries = random.Random(SEED), []
    words = [None] * len(articles)
    for _ in range(QUERIES):
        i = chance.randrange(len(articles))
        words[i] = words[i] or [w for w in corpora.words_of(articles[i]) if len(w) > 3] or ["none"]
        at = chance.randrange(len(words[i]))
        queries.append(" ".join([*words[i][at:at + 2], chance.choice(words[i])]))
    return queries


def prepare_size(corpus, thousands, folder):
    """The paths of the articles of one size, and of queries for them."""
    path = os.path.join(folder, f"{os.path.basename(corpus)}.{thousands}k.jsonl")
    asked = path + ".tsv"
    if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(corpus):
        articles = cut_text(read_text(corpus), thousands)
        with open(asked, "w", encoding="utf-8") as f:
            f.writelines(f"q{i}\t{words}\n" for i, words in enumerate(draw_queries(articles), 1))
        with open(path + ".new", "w", encoding="utf-8") as f:
            f.writelines(json.dumps({"id": str(i), "title": f"Part {i}", "text": text}) + "\n"
                         for i, text in enumerate(articles, 1))
        os.rename(path + ".new", path)
    return path, asked


def time_in_turns(args, engines, articles, asked, work):
    """{engine: (microseconds of a search of ten hits, of one with their snippets)}"""
    runs = {}
    for _, engine in itertools.product(range(args.runs), engines):
        index = prepared_index(engine, articles, work)
        for options in ([], ["--snippets"]):
            run = run_queries(engine, index, asked, "or", 10, *PASSES, *options)
            runs.setdefault((engine.name, len(options)), []).append(run)
    return {e.name: tuple(median(runs[e.name, n], "mean_us") for n in (0, 1)) for e in engines}


def snippet_instructions(args, quern, articles, asked, work):
    """What callgrind counts for ten snippets; None if it is not to be had."""
    if "instructions" not in args.steps or not shutil.which("valgrind"):
        return None
    index = prepared_index(quern, articles, work)
    plain, shown = (instructions(quern, index, asked, "or", 10, options, work) for options in ([], ["--snippets"]))
    return None if plain is None or shown is None else shown - plain


def bench_snippets(args, engines, corpus, work):
    folder = os.path.join(work, "snippets")
    os.makedirs(folder, exist_ok=True)
    peers = [e.name for e in engines if e.name != "quern"]
    rows, first = [], None
    for thousands in SIZES:
        print(f"snippets of articles of {thousands},000 characters", file=sys.stderr)
        articles, asked = prepare_size(corpus, thousands, folder)
        times = time_in_turns(args, engines, articles, asked, work)
        plain, shown = times["quern"]
        first = first or shown - plain
        counted = snippet_instructions(args, engines[0], articles, asked, work)
        rows.append([f"{thousands},000 characters", number(plain), number(shown - plain), ratio(shown - plain, first),
                     number(counted)] + [ratio(times[name][1], shown) for name in peers])
    print_table("Ten snippets, and searches with them: peers as multiples of quern",
                ["articles of", "search, us", "its snippets, us", "growth", "instructions"] +
                [f"{NAMES[n]}, both" for n in peers], rows)
