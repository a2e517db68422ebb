# SPDX-License-Identifier: MIT
# tables.py: Markdown, and how engines agree.
import os
import statistics

from engines import NAMES

DIVISORS = [8, 4, 2, 1]  # of the corpus: what growth is measured on


def part_name(divisor):
    return f"1/{divisor}" if divisor > 1 else "all"


def median(runs, key):
    """Of a figure over the rounds; None where an engine has none."""
    values = [run[key] for run in runs or [] if run[key] is not None]
    return statistics.median(values) if values else None


def print_table(title, header, rows):
    print(f"\n### {title}\n")
    print("| " + " | ".join(header) + " |")
    print("| " + " | ".join("---" for _ in header) + " |")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |", flush=True)


def number(x):
    """Three significant digits, and thousands as they are."""
    if x is None:
        return "-"
    return f"{x:,.0f}" if abs(x) >= 100 else f"{x:.3g}"


def ratio(x, base):
    return "-" if x is None or not base else number(x / base)


def megabytes(size):
    return number(size / 1e6)


def print_targets(title, rows):
    """Rows of (what, engine, quern's figure, the engine's, the highest fraction aimed at)."""
    cells = []
    for what, engine, own, other, target in rows:
        fraction = own / other if own and other else None
        met = "-" if fraction is None else "yes" if fraction <= target else "no"
        cells.append([what, engine, number(fraction), number(target), met])
    print_table(title, ["what", "of", "is", "aimed at", "reached"], cells)


# --- Agreement --------------------------------------------------------------------------------------------------------


def read_results(path):
    """{query id: (count, [article id])}; quern writes scores after its ids."""
    if not os.path.exists(path):
        return None
    results = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            query, _, count, *hits = line.rstrip("\n").split("\t")
            results[query] = int(count), hits
    return results


def without_scores(results):
    return {q: (count, [hit.rsplit(":", 1)[0] for hit in hits]) for q, (count, hits) in results.items()}


def load(folder, engine, shape):
    results = read_results(os.path.join(folder, f"{engine}.{shape}.tsv"))
    return without_scores(results) if results and engine == "quern" else results


def count_row(engine, own, other, words, texts):
    """How the AND counts of two engines differ. A difference is explained if the engines already differ on one word of
    the query: their analysis of some text is not the same. `words`: each engine's count of articles by word."""
    differing = [q for q in own if q in other and own[q][0] != other[q][0]]
    explained = [q for q in differing if any(words[0].get(w) != words[1].get(w) for w in texts[q].split())]
    far = sorted(differing, key=lambda q: -abs(own[q][0] - other[q][0]) / max(1, own[q][0]))[:3]
    examples = "; ".join(f"{texts[q]}: {own[q][0]} / {other[q][0]}" for q in far)
    return [NAMES[engine], len(own), len(own) - len(differing), len(explained), len(differing) - len(explained), examples]


def overlap_row(engine, shape, own, other):
    found = [q for q in own if q in other and own[q][1]]
    if not found:
        return None
    shared = sum(len(set(own[q][1]) & set(other[q][1])) / len(own[q][1]) for q in found) / len(found)
    first = sum(bool(other[q][1]) and own[q][1][0] == other[q][1][0] for q in found) / len(found)
    return [NAMES[engine], shape, len(found), f"{100 * shared:.1f} %", f"{100 * first:.1f} %"]


def print_agreement(folder, engines, texts):
    """`texts`: the words of each query id."""
    if load(folder, "quern", "count-and") is None:
        return
    by_word = {}
    for engine in engines:
        counts = load(folder, engine, "words") or {}
        by_word[engine] = {texts[q]: count for q, (count, _) in counts.items()}
    peers = [e for e in engines if e != "quern"]
    counts = {e: load(folder, e, "count-and") for e in engines}
    print_table("Agreement: hits of the AND queries (quern / peer)",
                ["engine", "queries", "equal", "explained by the analysis of a word", "unexplained", "farthest"],
                [count_row(e, counts["quern"], counts[e], (by_word["quern"], by_word[e]), texts)
                 for e in peers if counts[e]])
    rows = []
    for shape in ("or", "and", "phrase"):
        own = load(folder, "quern", shape)
        for e in peers:
            other = load(folder, e, shape)
            rows.append(overlap_row(e, shape, own, other) if own and other else None)
    print_table("Agreement: top 10 (Lucene++ and Groonga rank by tf-idf)",
                ["engine", "shape", "queries with hits", "shared with quern's", "same first hit"],
                [row for row in rows if row])
