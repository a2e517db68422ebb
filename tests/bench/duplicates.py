#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# duplicates.py: are the articles that --collapse leaves out near-duplicates, and does it find them all?
#
#   DATA=articles.jsonl.gz [BUILD=build] duplicates.py [QUERIES]
#
# The titles of some articles are the queries.  Two texts are as similar as the part that both have of all runs of three
# words that they have (the Jaccard index), which is counted here in full.  Articles that are left out of a page are
# compared with the one that stands for them (up to ten each, which is what --json lists), and articles that are shown
# with each other: a pair as similar was missed.  Texts of fewer than 16 words, which collapse only if they are equal,
# are left aside.
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile

LEVELS = (0.5, 0.6, 0.7, 0.8)
FEWEST_WORDS = 16
PAGE = 20


def read_articles(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        return {article["id"]: article for article in map(json.loads, lines)}


def runs_of(article):
    """The runs of three words of the text; None if it is short."""
    words = re.findall(r"\w+(?:[.,'’]\w+)*", (article.get("text") or "").lower())
    return {tuple(words[i:i + 3]) for i in range(len(words) - 2)} if len(words) >= FEWEST_WORDS else None


def similarity(a, b):
    return len(a & b) / len(a | b) if a and b else None


def write_queries(articles, wanted, path):
    """Titles with words, one in each line after an id."""
    titles = sorted({a["title"] for a in articles.values() if len(re.findall(r"\w+", a.get("title") or "")) > 2})
    chosen = random.Random(7).sample(titles, min(wanted, len(titles)))
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(f"q{i}\t{' '.join(title.split())}\n" for i, title in enumerate(chosen, 1))


def collapsed_pages(build, index, queries):
    command = [build + "/quern-query", "-i", index, "--json", "--words", "--snippets", "0", "--collapse", "-n", str(PAGE),
               "--batch", queries]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):  # 1: no article was found
        sys.exit(f"duplicates.py: quern-query failed with {done.returncode}")
    answers = done.stdout
    return [json.loads(line)["hits"] for line in answers.decode("utf-8").splitlines()]


def compare(collapsed, runs):
    """The similarities of what was left out to what stands for it, and those of at least the lowest level among what is shown."""
    left_out, missed = [], []
    for hits in collapsed:
        shown = [hit["id"] for hit in hits]
        for hit in hits:
            left_out += [similarity(runs[hit["id"]], runs[other]) for other in hit.get("similar_ids", [])]
        for i, one in enumerate(shown):
            missed += [similarity(runs[one], runs[other]) for other in shown[:i]]
    return [s for s in left_out if s is not None], [s for s in missed if s is not None and s >= LEVELS[0]]


def main():
    if "DATA" not in os.environ:
        print("duplicates.py: skipped: DATA names no articles")
        return
    build = os.environ.get("BUILD", "build")
    articles = read_articles(os.environ["DATA"])
    runs = {name: runs_of(article) for name, article in articles.items()}
    with tempfile.TemporaryDirectory() as work:
        index, queries = work + "/index", work + "/queries.tsv"
        subprocess.run([build + "/quern-index", "add", "-i", index, "--no-sync", os.environ["DATA"]],
                       stderr=subprocess.DEVNULL, check=True)
        write_queries(articles, int(sys.argv[1]) if len(sys.argv) > 1 else 200, queries)
        collapsed = collapsed_pages(build, index, queries)
    left_out, missed = compare(collapsed, runs)
    fewer = sum(any(hit["similar"] > 0 for hit in hits) for hits in collapsed)
    print(f"{len(articles):,} articles, {len(collapsed)} queries, pages of {PAGE}: {fewer} with an article that stands "
          f"for others; {len(left_out)} left out, of texts of {FEWEST_WORDS} words or more")
    for level in LEVELS:
        good, lost = sum(s >= level for s in left_out), sum(s >= level for s in missed)
        print(f"similarity {level}: precision {good / max(1, len(left_out)):.3f}, recall {good / max(1, good + lost):.3f}")


main()
