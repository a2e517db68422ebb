# SPDX-License-Identifier: MIT
# columns.py: what filters, sorts, collapsing and facets add to a query: the same articles with columns, and each query with and
# without, in turns.
import json
import os
import random

from engines import prepared_index, run_queries
from tables import median, number, print_table, ratio

SEED = 1
TOPICS = 20
DAYS = 10 * 365

# what, options of the driver
FILTERS = [("1 %", ["--filter", "share", "..9"]), ("10 %", ["--filter", "share", "..99"]),
           ("50 %", ["--filter", "share", "..499"])]
SORTS = [("number", ["--sort", "share"]), ("date", ["--sort", "date"]), ("keyword", ["--sort", "topic"])]
FACETS = [("keyword", ["--facet", "topic"]), ("date", ["--facet", "date"]), ("number", ["--facet", "share"])]
COLLAPSES = [("near-duplicates", ["--collapse", "near"]), ("keyword", ["--collapse", "topic"]),
             ("number", ["--collapse", "share"])]
SHAPES = [("OR", "or"), ("AND", "and"), ("phrase", "phrase")]


def add_columns(corpus, out):
    """Each article with a number from 0 to 999, a topic and a date, drawn by the seed."""
    if os.path.exists(out) and os.path.getmtime(out) > os.path.getmtime(corpus):
        return out
    chance = random.Random(SEED)
    with open(corpus, encoding="utf-8") as source, open(out + ".new", "w", encoding="utf-8") as f:
        for line in source:
            article = json.loads(line)
            day = chance.randrange(DAYS)
            article.update(share=chance.randrange(1000), topic=f"topic {chance.randrange(TOPICS)}",
                           date=f"{2015 + day // 365}-{1 + day % 12:02}-{1 + day % 28:02}")
            f.write(json.dumps(article) + "\n")
    os.rename(out + ".new", out)
    return out


def time_in_turns(args, quern, index, path, mode, k, cases):
    """{what: mean time}, of the query alone under the name ""."""
    times = {}
    for _ in range(args.runs):
        for what, options in [("", []), *cases]:
            times.setdefault(what, []).append(run_queries(quern, index, path, mode, k, *options))
    return {what: median(runs, "mean_us") for what, runs in times.items()}


def print_cases(args, quern, index, queries, title, cases):
    rows = []
    for shape, mode in SHAPES:
        times = time_in_turns(args, quern, index, os.path.join(queries, mode + ".tsv"), mode, 10, cases)
        rows.append([shape, number(times[""])] + [ratio(times[what], times[""]) for what, _ in cases])
    print_table(title, ["shape", "alone, us"] + [what for what, _ in cases], rows)


def print_facets(args, quern, index, queries):
    rows = []
    for shape, mode in SHAPES[:2]:
        times = time_in_turns(args, quern, index, os.path.join(queries, mode + ".tsv"), "count-" + mode, 0, FACETS)
        rows.append(["count " + shape, number(times[""])] + [number(times[what] - times[""]) for what, _ in FACETS])
    print_table("Facets: what counting one adds to counting the matches, us",
                ["shape", "alone, us"] + [what for what, _ in FACETS], rows)


def bench_columns(args, quern, corpus, queries, work):
    index = prepared_index(quern, add_columns(corpus, os.path.join(work, os.path.basename(corpus) + ".columns")), work)
    print_cases(args, quern, index, queries, "Filters that keep so many articles: multiples of the query alone", FILTERS)
    print_cases(args, quern, index, queries, "Sorted by a column: multiples of the query alone", SORTS)
    print_cases(args, quern, index, queries, "Collapsed: multiples of the query alone", COLLAPSES)
    print_facets(args, quern, index, queries)
