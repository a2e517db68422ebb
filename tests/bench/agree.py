#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# agree.py: does pruning lose anything? Every query of a set, as OR, AND, phrase and as it is written, for the top 10, 100
# and 1,000, is answered with pruning and without; ids, order, scores and counts must be the same.
#
#   agree.py --corpus FILE.jsonl[.gz] --queries FILE [--build DIR] [--work DIR]
#
# Asked of an index of one segment, and of one of several segments with every eleventh article deleted.
import argparse
import json
import os
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True

import corpus as corpora

MODES = ["or", "and", "phrase", "or-total", "count-or", "count-and"]
LIMITS = [10, 100, 1000]
SEGMENTS = 7
DELETED_OF = 11


def run(command):
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def write_queries(given, work):
    """plain.tsv: the words of every query; written.tsv: the queries themselves."""
    written = []
    with open(given, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            written.append(line.split("\t")[-1] if given.endswith(".tsv") else json.loads(line)["query"])
    plain = [" ".join(corpora.words_of(text)) for text in written]
    for name, texts in (("plain", plain), ("written", written)):
        with open(os.path.join(work, name + ".tsv"), "w", encoding="utf-8") as f:
            f.writelines(f"q{i}\t{text}\n" for i, text in enumerate(texts, 1) if text)
    return len(written)


def make_index(tool, corpus, out):
    shutil.rmtree(out, ignore_errors=True)
    run([tool, "add", "-i", out, "--no-sync", corpus])


def make_worn_index(tool, corpus, out):
    """Several segments, and deletions in all of them."""
    shutil.rmtree(out, ignore_errors=True)
    articles, _ = corpora.text_bytes(corpus)
    run([tool, "add", "-i", out, "--no-sync", "--commit-every", str(articles // SEGMENTS + 1), corpus])
    with open(corpus, "rb") as f:
        ids = [json.loads(line)["id"] for i, line in enumerate(f) if i % DELETED_OF == 0]
    names = out + ".deleted"
    with open(names, "w", encoding="utf-8") as f:
        f.writelines(f"{name}\n" for name in ids)
    run([tool, "delete", "-i", out, "--ids-from", names])


def answers(driver, index, queries, mode, k, out, *options):
    """[(query id, count and hits)], the times left out."""
    run([driver, index, queries, mode, str(k), "--passes", "0", "--out", out, *options])
    with open(out, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    return [(row[0], row[2:]) for row in rows]


def compare(driver, index, name, queries, mode, k, work):
    pruned = answers(driver, index, queries, mode, k, os.path.join(work, "pruned.tsv"))
    exhaustive = answers(driver, index, queries, mode, k, os.path.join(work, "exhaustive.tsv"), "--exhaustive")
    texts = dict(corpora.read_tsv(queries))
    differing = [(a, b) for a, b in zip(pruned, exhaustive) if a != b]
    for (query, ours), (_, theirs) in differing[:3]:
        i = next((i for i, (x, y) in enumerate(zip(ours, theirs)) if x != y), min(len(ours), len(theirs)))
        print(f"{name}, {mode}, top {k}: {texts[query]!r} differs at {'the count' if i == 0 else f'rank {i}'}:"
              f" pruned {ours[i:i + 1]}, exhaustive {theirs[i:i + 1]}")
    return len(differing) + abs(len(pruned) - len(exhaustive)), sum(len(hits) - 1 for _, hits in pruned)


def main():
    parser = argparse.ArgumentParser(description="pruned answers = exhaustive answers")
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--queries", required=True)
    parser.add_argument("--build", default="build")
    parser.add_argument("--work", default="build/bench")
    args = parser.parse_args()
    work = os.path.join(os.path.abspath(args.work), "agree")
    os.makedirs(work, exist_ok=True)
    corpus = corpora.prepare_corpus(args.corpus, work)
    n_queries = write_queries(args.queries, work)
    tool, driver = os.path.join(args.build, "quern-index"), os.path.join(args.build, "tests/bench/quern_bench")
    failures = answered = hits = 0
    for name, make in (("one segment", make_index), ("worn", make_worn_index)):
        index = os.path.join(work, "index")
        make(tool, corpus, index)
        for file, modes in (("plain", MODES), ("written", ["mixed"])):
            for mode in modes:
                for k in LIMITS if not mode.startswith("count") else LIMITS[:1]:
                    wrong, found = compare(driver, index, name, os.path.join(work, file + ".tsv"), mode, k, work)
                    failures, answered, hits = failures + wrong, answered + n_queries, hits + found
        print(f"{name}: done, {failures} differences so far", flush=True)
    print(f"{answered:,} answers with {hits:,} hits compared, {failures} differ")
    return 1 if failures or not hits else 0


if __name__ == "__main__":
    sys.exit(main())
