# SPDX-License-Identifier: MIT
# searching.py: `bench.py query`: times of queries in process and of whole processes, growth, instruction counts, and
# how engines agree.
import os
import shutil
import statistics
import sys

import corpus as corpora
from columns import bench_columns
from engines import NAMES, instructions, prepared_index, run_queries
from expanding import bench_expanding
from snippets import bench_snippets
from tables import DIVISORS, median, megabytes, number, part_name, print_agreement, print_table, print_targets, ratio

# shape, file of queries, mode, hits wanted, options of the driver
SHAPES = [
    ("OR", "or", "or", 10, []),
    ("AND", "and", "and", 10, []),
    ("phrase", "phrase", "phrase", 10, []),
    ("NEAR", "phrase", "near", 10, []),
    ("one word", "word", "or", 10, []),
    ("mixed + and -", "mixed", "mixed", 10, []),
    ("OR, top 100", "or", "or", 100, []),
    ("AND, top 100", "and", "and", 100, []),
    ("OR, top 1,000", "or", "or", 1000, []),
    ("OR, default rank", "or", "or", 10, ["--default-rank"]),  # of the top 100, scored again
    ("AND, default rank", "and", "and", 10, ["--default-rank"]),
    ("OR with exact total", "or", "or-total", 10, []),
    ("count OR", "or", "count-or", 10, []),
    ("count AND", "and", "count-and", 10, []),
    ("AND, 10 snippets", "snippet", "and", 10, ["--snippets"]),
]
BATCH_QUERIES = 10000
OWN_SHAPES = {"NEAR", "OR, default rank", "AND, default rank"}  # that the drivers of peers do not know
# Their hits are compared: the name of the results' file for each.
COMPARED = {"OR": "or", "AND": "and", "phrase": "phrase", "count AND": "count-and"}
# quern's mean as a fraction of an engine's: what it aims at.
TARGETS = [
    ("OR", "lucene", 0.07),
    ("AND", "lucene", 0.10),
    ("phrase", "lucene", 0.16),
    ("count OR", "lucene", 0.05),
    ("count AND", "lucene", 0.08),
    ("AND, 10 snippets", "lucene", 0.06),
]
ONE_SHOT_TARGET = ("one process, 10 snippets", "xapian", 0.08)


def time_shapes(args, engines, indexes, queries, results):
    """{(shape, engine): [a round's times]}"""
    times = {}
    for turn in range(args.runs):
        for engine in engines:
            for shape, file, mode, k, options in SHAPES:
                print(f"round {turn + 1}: {NAMES[engine.name]}, {shape}", file=sys.stderr)
                if shape in OWN_SHAPES and engine.name != "quern":
                    continue
                if shape in COMPARED:
                    options = options + ["--out", os.path.join(results, f"{engine.name}.{COMPARED[shape]}.tsv")]
                run = run_queries(engine, indexes[engine.name], os.path.join(queries, file + ".tsv"), mode, k, *options)
                if run:
                    times.setdefault((shape, engine.name), []).append(run)
    return times


def print_times(engines, times):
    names = [e.name for e in engines]
    peers = [n for n in names if n != "quern"]
    for key, statistic in (("mean_us", "mean"), ("p50_us", "median"), ("p95_us", "95 %"), ("p99_us", "99 %")):
        rows = []
        for shape, *_ in SHAPES:
            own = median(times.get((shape, "quern")), key)
            rows.append([shape, number(own)] + [ratio(median(times.get((shape, n)), key), own) for n in peers])
        print_table(f"Searching, {statistic}: peers as multiples of quern",
                    ["shape", "quern, us"] + [NAMES[n] for n in peers], rows)
    peaks = {n: max((run["peak_bytes"] for (_, e), runs in times.items() if e == n for run in runs), default=None)
             for n in names}
    print_table("Searching: peak memory of the process, mapped pages included",
                ["quern, MB"] + [NAMES[n] for n in peers],
                [[megabytes(peaks["quern"])] + [ratio(peaks[n], peaks["quern"]) for n in peers]])


def count_words(engines, indexes, queries, results):
    """How many articles have each word, by each engine: to distinguish differences of analysis from mistakes."""
    for engine in engines:
        run_queries(engine, indexes[engine.name], os.path.join(queries, "word.tsv"), "count-or", 10, "--passes", "1",
                    "--out", os.path.join(results, f"{engine.name}.words.tsv"))


def one_shot_times(args, engine, index, queries, snippets):
    """Milliseconds of whole processes: open, one query, ten results, end."""
    asked = [(kind, corpora.read_tsv(os.path.join(queries, kind + ".tsv"))[i][1])
             for kind, i in (("and", 0), ("and", 1), ("or", 2), ("or", 3), ("phrase", 4))]
    runs = []
    for turn in range(args.runs + 1):
        for mode, words in asked:
            run = engine.machine.run(engine.show_command(index, mode, words, snippets))
            if turn:  # the first round warms the caches
                runs.append(run)
    return statistics.median(r.wall_s for r in runs) * 1e3, max(r.peak_bytes for r in runs)


def print_one_shot(args, engines, indexes, queries):
    """Returns {engine: milliseconds with snippets}."""
    rows, own, shown_ms = [], None, {}
    for engine in (e for e in engines if e.one_shot):
        # With snippets first: Lucene archives the classes of its first run.
        shown, peak = one_shot_times(args, engine, indexes[engine.name], queries, True)
        plain, _ = one_shot_times(args, engine, indexes[engine.name], queries, False)
        own = own or (plain, shown, peak)
        shown_ms[engine.name] = shown
        if engine.name == "quern":
            rows.append(["quern", f"{plain:.2f} ms", f"{shown:.2f} ms", megabytes(peak) + " MB"])
        else:
            rows.append([NAMES[engine.name], ratio(plain, own[0]), ratio(shown, own[1]), ratio(peak, own[2])])
    print_table("One process a query: open, search, ten results",
                ["engine", "without snippets", "with snippets", "peak memory"], rows)
    return shown_ms


def print_batches(args, quern, index, queries, work):
    """Queries a second of one process that answers a long batch, by threads."""
    rows, path = [], os.path.join(work, "batch.tsv")
    for mode in ("or", "phrase"):
        asked = corpora.read_tsv(os.path.join(queries, mode + ".tsv"))
        times = BATCH_QUERIES // len(asked) + 1
        with open(path, "w", encoding="utf-8") as f:
            f.writelines(f"{name}\t" + (f'"{words}"' if mode == "phrase" else words) + "\n" for name, words in asked * times)
        for threads in sorted(set(quern.threads)):
            runs = [quern.machine.run(quern.batch_command(index, path, threads)) for _ in range(args.runs)]
            wall = statistics.median(run.wall_s for run in runs)
            rows.append([mode, threads, number(len(asked) * times / wall)])
    print_table("quern-query --batch: queries a second, ten results each as JSON", ["shape", "threads", "queries/s"], rows)


def print_growth(args, engines, corpus, queries, work):
    """The same queries on parts of the corpus."""
    rows = []
    for engine in engines:
        base = {}
        for divisor in DIVISORS:
            part = corpora.write_part(corpus, os.path.join(work, f"{os.path.basename(corpus)}.{divisor}"), divisor)
            index = prepared_index(engine, part, work)
            row = [NAMES[engine.name], part_name(divisor)]
            for mode in ("or", "and", "phrase"):
                runs = [run_queries(engine, index, os.path.join(queries, mode + ".tsv"), mode, 10)
                        for _ in range(args.runs)]
                mean = median(runs, "mean_us")
                base.setdefault(mode, mean)
                row.append(f"{number(mean)} us ({ratio(mean, base[mode])})")
            rows.append(row)
    print_table("Growth: mean, and as a multiple of that on an eighth", ["engine", "articles", "OR", "AND", "phrase"],
                rows)


def print_instructions(quern, index, queries, work):
    if not shutil.which("valgrind"):
        print("\nInstruction counts: skipped, valgrind is not installed.")
        return
    rows = [[shape, number(instructions(quern, index, os.path.join(queries, file + ".tsv"), mode, k, options, work))]
            for shape, file, mode, k, options in SHAPES]
    print_table("quern: instructions a query (callgrind)", ["shape", "instructions"], rows)


def print_search_targets(times, shown_ms):
    """Where quern stands to what it aims at, as far as it was measured."""
    rows = []
    for shape, engine, target in TARGETS:
        own, other = (median(times.get((shape, name)), "mean_us") for name in ("quern", engine))
        rows.append((shape, NAMES[engine], own, other, target))
    shape, engine, target = ONE_SHOT_TARGET
    rows.append((shape, NAMES[engine], shown_ms.get("quern"), shown_ms.get(engine), target))
    print_targets("Targets: quern's mean as a fraction of an engine's", rows)


def bench_query(args, engines, corpus, work):
    queries = corpora.prepare_queries(args.queries, corpus, work)
    results = os.path.join(work, "results")
    shutil.rmtree(results, ignore_errors=True)
    os.makedirs(results)
    indexes = {e.name: prepared_index(e, corpus, work) for e in engines}
    quern = engines[0]
    times, shown_ms = {}, {}
    if "times" in args.steps:
        times = time_shapes(args, engines, indexes, queries, results)
        print_times(engines, times)
        count_words(engines, indexes, queries, results)
        texts = {row[0]: row[1] for kind in ("or", "and", "phrase", "word")
                 for row in corpora.read_tsv(os.path.join(queries, kind + ".tsv"))}
        print_agreement(results, [e.name for e in engines], texts)
    if "expanding" in args.steps:
        bench_expanding(args, engines, corpus, queries, work)
    if "snippets" in args.steps:
        bench_snippets(args, engines, corpus, work)
    if "oneshot" in args.steps:
        shown_ms = print_one_shot(args, engines, indexes, queries)
        print_batches(args, quern, indexes["quern"], queries, work)
    if "growth" in args.steps:
        print_growth(args, [e for e in engines if e.name in args.growth_engines], corpus, queries, work)
    if "columns" in args.steps:
        bench_columns(args, quern, corpus, queries, work)
    if "instructions" in args.steps:
        print_instructions(quern, indexes["quern"], queries, work)
    print_search_targets(times, shown_ms)
