#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Cross-validation of the weights of stage 2: chosen on all folds but one, measured on that one.

    tests/relevance/cross_validate.py BUILD DATA [ANSWERS]

A fold is a collection: DATA/NAME/ has docs.jsonl.gz, queries.tsv (id, tab, text) and qrels.txt (TREC); each is asked its
queries as they are and their 3 rarest words alone.  With ANSWERS there is a fold more, of its languages together:
articles.LANG.jsonl.gz, and asks.LANG.tsv.gz with a question and its article (id, tab, text, tab, article) a line.
The grid has 81 settings.  What is chosen is the highest mean, over folds, of the change of nDCG@10 against stage 1.
Prints what each fold chooses and earns, the same of the default weights, and a two-sided paired randomisation test over
all queries (Smucker, Allan and Carterette 2007)."""
import collections
import glob
import itertools
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

from tools import add, lines_of

GRID = {"coverage": (250, 500, 750), "all": (100, 200, 350), "forms": (0, 100, 200), "window": (0, 50, 100)}
TRIALS = 5000


class Part:
    """One set of queries of a fold: an index, the queries, and what is relevant for each."""

    def __init__(self, name, index, queries, relevant, scratch):
        self.name, self.index, self.relevant = name, index, relevant
        self.path = os.path.join(scratch, name + ".tsv")
        with open(self.path, "w", encoding="utf-8") as out:
            out.writelines(f"{i}\t{text}\n" for i, text in queries if i in relevant)

    def measure(self, build, rank, weights):
        run = subprocess.run([os.path.join(build, "tests/relevance/feature_run"), self.index, self.path, rank, "depth=10"]
                             + [f"{name}={value}" for name, value in weights.items()],
                             check=True, capture_output=True, text=True).stdout
        gains = collections.defaultdict(float)
        for line in run.splitlines():
            query, _, article, place, _, _ = line.split(" ")
            gains[query] += self.relevant[query].get(article, 0) / math.log2(int(place) + 1)
        return {query: gains[query] / ideal(relevant) for query, relevant in self.relevant.items()}


def ideal(relevant):
    return sum(gain / math.log2(i + 2) for i, gain in enumerate(sorted(relevant.values(), reverse=True)[:10]))


def words_of(text):
    return re.findall(r"\w+", text.lower())


def rarest(path, queries):
    """The queries with their 3 rarest words, in order, without those in more than a fifth of the articles."""
    frequencies, n = collections.Counter(), 0
    for line in lines_of(path):
        article = json.loads(line)
        frequencies.update(set(words_of(article.get("title", "") + " " + article.get("text", ""))))
        n += 1
    for i, text in queries:
        words = [word for word in dict.fromkeys(words_of(text)) if 0 < frequencies[word] <= n / 5]
        kept = sorted(words, key=lambda word: frequencies[word])[:3]
        yield i, " ".join(word for word in words if word in kept)


def read_collection(build, folder, scratch):
    name, articles = os.path.basename(folder), os.path.join(folder, "docs.jsonl.gz")
    relevant = collections.defaultdict(dict)
    for line in lines_of(os.path.join(folder, "qrels.txt")):
        query, _, article, gain = line.split()
        if int(gain) > 0:
            relevant[query][article] = int(gain)
    queries = [line.split("\t", 1) for line in lines_of(os.path.join(folder, "queries.tsv"))]
    index = add(build, articles, os.path.join(scratch, name))
    return [Part(name, index, queries, relevant, scratch),
            Part(name + "-short", index, rarest(articles, queries), relevant, scratch)]


def read_answers(build, folder, scratch):
    parts = []
    for path in sorted(glob.glob(os.path.join(folder, "asks.*.tsv.gz"))):
        language = path.split(".")[-3]
        asks = [line.split("\t") for line in lines_of(path)]
        index = add(build, os.path.join(folder, f"articles.{language}.jsonl.gz"), os.path.join(scratch, language))
        parts.append(Part(language, index, [ask[:2] for ask in asks], {ask[0]: {ask[2]: 1} for ask in asks}, scratch))
    return parts


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def p_value(changes):
    """Two-sided, paired: how often do changes of random signs come as far from nothing?"""
    coin, observed = random.Random(1), abs(sum(changes))
    changes = [change for change in changes if change != 0]
    as_far = sum(abs(sum(change if coin.random() < 0.5 else -change for change in changes)) >= observed
                 for _ in range(TRIALS))
    return (as_far + 1) / (TRIALS + 1)


def main():
    build, data = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    folders = [folder for folder in sorted(glob.glob(os.path.join(data, "*"))) if data and
               os.path.exists(os.path.join(folder, "qrels.txt"))]
    if not folders:
        print("cross_validate.py: skipped: DATA names no folder with collections")
        return
    settings = [dict(zip(GRID, values)) for values in itertools.product(*GRID.values())]
    with tempfile.TemporaryDirectory() as scratch:
        folds = {os.path.basename(folder): read_collection(build, folder, scratch) for folder in folders}
        if len(sys.argv) > 3:
            folds["answers"] = read_answers(build, sys.argv[3], scratch)
        report(folds, settings, build)


def report(folds, settings, build):
    parts = [part for fold in folds.values() for part in fold]
    base = {part.name: part.measure(build, "bm25", {}) for part in parts}
    measured = [{part.name: part.measure(build, "default", setting) for part in parts} for setting in settings + [{}]]

    def change(values, fold):
        return 100 * mean(mean(values[part.name].values()) / mean(base[part.name].values()) - 1 for part in folds[fold])

    print("| left out | chosen on the others | change of nDCG@10 there | by the default weights |\n| --- | --- | --- | --- |")
    changes, chosen = [], []
    for left in folds:
        best = max(range(len(settings)),
                   key=lambda i, left=left: mean(change(measured[i], fold) for fold in folds if fold != left))
        chosen.append(change(measured[best], left))
        text = ", ".join(f"{name} {value / 1000:g}" for name, value in settings[best].items())
        print(f"| {left} | {text} | {chosen[-1]:+.2f} % | {change(measured[-1], left):+.2f} % |")
        changes += [measured[best][part.name][query] - base[part.name][query]
                    for part in folds[left] for query in base[part.name]]
    print(f"| mean | | {mean(chosen):+.2f} % | {mean(change(measured[-1], fold) for fold in folds):+.2f} % |")
    all_means = sorted(mean(change(values, fold) for fold in folds) for values in measured[:-1])
    print(f"\nAll {len(settings)} settings: {all_means[0]:+.2f} to {all_means[-1]:+.2f} %, "
          f"median {all_means[len(all_means) // 2]:+.2f} %.")
    default = [measured[-1][part.name][query] - base[part.name][query] for part in parts for query in base[part.name]]
    for name, values in (("chosen by folds", changes), ("default weights", default)):
        print(f"{name}: {sum(v > 0 for v in values)} queries better, {sum(v < 0 for v in values)} worse of "
              f"{len(values)}, p {p_value(values):.4f}")


main()
