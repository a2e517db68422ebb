# SPDX-License-Identifier: MIT
# expanding.py: `bench.py query`: words that stand for others, on the corpus and on a dictionary of a million words.
import os
import random
import sys

import corpus as corpora
import synthetic
from engines import NAMES, prepared_index, run_queries
from tables import median, number, print_table, ratio

QUERIES = 100
LONGEST_REGEX_PART = 3
PEERS = {"prefix": ["fts5", "xapian"]}  # whose drivers have the shape; they look for stems that begin so
# shape, mode of the driver
SHAPES = [
    ("prefix", "prefix"),
    ("fuzzy, 1 edit", "mixed"),
    ("fuzzy, 2 edits", "mixed"),
    ("infix", "mixed"),
    ("regular expression", "mixed"),
    ("NEAR with a prefix", "mixed"),
    ("phrase with a wildcard", "mixed"),
]
# A million words: what the median and 99 % of the queries aim at, in microseconds.
TARGETS = {"prefix": (200, 1000), "fuzzy, 1 edit": (300, None), "fuzzy, 2 edits": (1000, None), "infix": (3000, None)}


def misspell(chance, word):
    """Two neighbours change places."""
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2:]


def write_queries(folder, words, phrases):
    """A file for each shape; a shape that nothing can be drawn for has none."""
    chance = random.Random(corpora.SEED)
    long_words = [w for w in words if len(w) > 6 and w.isalpha()]
    long_words = chance.sample(long_words, min(QUERIES, len(long_words)))
    pairs = [p.split() for p in phrases]
    pairs = [p for p in pairs if len(p) == 2 and all(len(w) > 4 for w in p)][:QUERIES]
    drawn = {
        "prefix": [w[:chance.choice([3, 4, 5])] for w in long_words],
        "fuzzy, 1 edit": [misspell(chance, w) + "~1" for w in long_words],
        "fuzzy, 2 edits": [misspell(chance, misspell(chance, w)) + "~2" for w in long_words],
        "infix": [f"*{w[1:6]}*" for w in long_words],
        "regular expression": [f"re:/{w[:LONGEST_REGEX_PART]}[aeiou]?.*{w[-2:]}/" for w in long_words],
        "NEAR with a prefix": [f"{a} NEAR/5 {b[:4]}*" for a, b in pairs],
        "phrase with a wildcard": [f'"{a} {b[:4]}*"' for a, b in pairs],
    }
    os.makedirs(folder, exist_ok=True)
    for shape, texts in drawn.items():
        with open(path_of(folder, shape), "w", encoding="utf-8") as f:
            f.writelines(f"q{i}\t{text}\n" for i, text in enumerate(texts))


def path_of(folder, shape):
    return os.path.join(folder, shape.replace(", ", "-").replace(" ", "-") + ".tsv")


def time_shape(args, engine, index, folder, shape, mode):
    path = path_of(folder, shape)
    if os.path.getsize(path) == 0:
        return []
    print(f"{NAMES[engine.name]}, {shape}", file=sys.stderr)
    return [run_queries(engine, index, path, mode, 10) for _ in range(args.runs)]


def print_shapes(args, title, engines, corpus, folder, work, targets):
    able = [e for e in engines if e.name == "quern" or any(e.name in names for names in PEERS.values())]
    indexes = {e.name: prepared_index(e, corpus, work) for e in able}
    peers = [e for e in able if e.name != "quern"]
    rows = []
    for shape, mode in SHAPES:
        runs = time_shape(args, able[0], indexes["quern"], folder, shape, mode)
        if not runs:
            rows.append([shape, "skipped", "no such words"] + ["-" for _ in peers])
            continue
        own = [median(runs, key) for key in ("p50_us", "p99_us")]
        cells = [number(own[0]), number(own[1])]
        for peer in peers:
            has_shape = peer.name in PEERS.get(shape, [])
            other = time_shape(args, peer, indexes[peer.name], folder, shape, mode) if has_shape else []
            cells.append(ratio(median(other, "p50_us"), own[0]))
        if targets and shape in targets:
            cells[0] += f" (aimed at {number(targets[shape][0])})"
        rows.append([shape] + cells)
    print_table(title, ["shape", "quern, median us", "quern, 99 % us"] + [f"{NAMES[e.name]}, median" for e in peers], rows)


def bench_expanding(args, engines, corpus, queries, work):
    words = [row[1] for row in corpora.read_tsv(os.path.join(queries, "word.tsv"))]
    phrases = [row[1] for row in corpora.read_tsv(os.path.join(queries, "phrase.tsv"))]
    folder = os.path.join(work, "expanding")
    write_queries(folder, words, phrases)
    print_shapes(args, "Words that expand, on the corpus", engines, corpus, folder, work, None)

    made = os.path.join(work, f"synthetic.{args.forms}.jsonl")
    if not os.path.exists(made):
        print(f"drawing {args.forms} words", file=sys.stderr)
        synthetic.write_articles(made, args.forms)
    folder = os.path.join(work, "expanding-synthetic")
    write_queries(folder, synthetic.read_words(made), [])
    print_shapes(args, f"Words that expand, of {args.forms:,}", engines, made, folder, work,
                 TARGETS if args.forms == synthetic.WORDS else None)
