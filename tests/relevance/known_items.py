#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Known items: is an article first when its title is typed?

    tests/relevance/known_items.py BUILD ARTICLES...

ARTICLES are JSON Lines, maybe compressed (.gz), with "id" and "title".  2,000 titles that only one article has are
searched as plain words, by BM25 alone and by the default rank; and those with a part in parentheses without it, where
that is unique, too.  Prints how often the article is first, and among the first ten."""
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

from tools import add, lines_of, one_line

SAMPLE = 2000
BUILD = sys.argv[1]


def read_titles(path):
    for article in map(json.loads, lines_of(path)):
        yield article["id"], one_line(article.get("title", ""))


def unique(items, others=()):
    counts = collections.Counter(title.lower() for _, title in items)
    return [(i, title) for i, title in items if counts[title.lower()] == 1 and title.lower() not in others and
            re.search(r"\w", title)]


def first_hits(index, items, rank, scratch):
    queries = os.path.join(scratch, "queries.tsv")
    with open(queries, "w", encoding="utf-8") as out:
        out.writelines(f"{n}\t{title}\n" for n, (_, title) in enumerate(items))
    printed = subprocess.run([os.path.join(BUILD, "tests/relevance/feature_run"), index, queries, rank], check=True,
                             capture_output=True, text=True).stdout
    found = collections.defaultdict(list)
    for line in printed.splitlines():
        query, _, article, place, _, _ = line.split(" ")
        if int(place) <= 10:
            found[int(query)].append(article)
    return found


def measure(name, what, index, items, scratch):
    items = random.Random(1).sample(items, min(SAMPLE, len(items)))
    if not items:
        return
    for rank in ("bm25", "default"):
        found = first_hits(index, items, rank, scratch)
        first = sum(found[n][:1] == [i] for n, (i, _) in enumerate(items)) / len(items)
        ten = sum(i in found[n] for n, (i, _) in enumerate(items)) / len(items)
        print(f"| {name} | {what} | {len(items)} | {rank} | {100 * first:.2f} % | {100 * ten:.2f} % |")


def main():
    print("\n| articles | typed | queries | rank | first | among the first ten |\n| --- | --- | --- | --- | --- | --- |")
    for path in sys.argv[2:]:
        name = os.path.basename(path).split(".")[0]
        with tempfile.TemporaryDirectory() as scratch:
            index = add(BUILD, path, os.path.join(scratch, "index"))
            titles = list(read_titles(path))
            whole = {title.lower() for _, title in titles}
            cut = [(i, title.split(" (")[0]) for i, title in titles if " (" in title]
            measure(name, "the title", index, unique(titles), scratch)
            measure(name, "the title without its (...)", index, unique(cut, whole), scratch)


main()
