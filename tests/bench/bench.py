#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# bench.py: quern beside its peers, on the same articles and queries, on this machine, in one run.
#
#   bench.py query | index   [--corpus FILE.jsonl[.gz]] [--queries FILE] [--engines LIST] ...
#
# All engines keep positions and the text, stem English, drop no stop words, and rank with k1 1.2 and b 0.75 where they
# can. They take turns, so that what else the machine does hits all alike; medians of the rounds are printed, the peers'
# as ratios to quern's, since only those carry over to another machine.
import argparse
import os
import shutil
import statistics
import subprocess
import sys

sys.dont_write_bytecode = True

import corpus as corpora
import engines as engine_list
from engines import NAMES, PEERS, Machine, bytes_on_disk, prepared_index, run_queries
from tables import megabytes, number, print_agreement, print_table, ratio

# shape, file of queries, mode, hits wanted, options of the driver
SHAPES = [
    ("OR", "or", "or", 10, []),
    ("AND", "and", "and", 10, []),
    ("phrase", "phrase", "phrase", 10, []),
    ("one word", "word", "or", 10, []),
    ("mixed + and -", "mixed", "mixed", 10, []),
    ("OR, top 1,000", "or", "or", 1000, []),
    ("OR with exact total", "or", "or-total", 10, []),
    ("count OR", "or", "count-or", 10, []),
    ("count AND", "and", "count-and", 10, []),
    ("AND, 10 snippets", "snippet", "and", 10, ["--snippets"]),
]
# Their hits are compared: the name of the results' file for each.
COMPARED = {"OR": "or", "AND": "and", "phrase": "phrase", "count AND": "count-and"}
DIVISORS = [8, 4, 2, 1]


def median(runs, key):
    return statistics.median(run[key] for run in runs) if runs else None


# --- Searching --------------------------------------------------------------------------------------------------------


def time_shapes(args, engines, indexes, queries, results):
    """{(shape, engine): [a round's times]}"""
    times = {}
    for turn in range(args.runs):
        for engine in engines:
            for shape, file, mode, k, options in SHAPES:
                print(f"round {turn + 1}: {NAMES[engine.name]}, {shape}", file=sys.stderr)
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
    """How many articles have each word, by each engine: what tells differences of analysis from mistakes."""
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
    rows, own = [], None
    for engine in (e for e in engines if e.one_shot):
        # With snippets first: Lucene archives the classes of its first run.
        shown, peak = one_shot_times(args, engine, indexes[engine.name], queries, True)
        plain, _ = one_shot_times(args, engine, indexes[engine.name], queries, False)
        own = own or (plain, shown, peak)
        if engine.name == "quern":
            rows.append(["quern", f"{plain:.2f} ms", f"{shown:.2f} ms", megabytes(peak) + " MB"])
        else:
            rows.append([NAMES[engine.name], ratio(plain, own[0]), ratio(shown, own[1]), ratio(peak, own[2])])
    print_table("One process a query: open, search, ten results",
                ["engine", "without snippets", "with snippets", "peak memory"], rows)


def print_growth(args, engines, corpus, queries, work):
    """The same queries on parts of the corpus."""
    rows = []
    for engine in engines:
        base = {}
        for divisor in DIVISORS:
            part = corpora.write_part(corpus, os.path.join(work, f"{os.path.basename(corpus)}.{divisor}"), divisor)
            index = prepared_index(engine, part, work)
            row = [NAMES[engine.name], f"1/{divisor}" if divisor > 1 else "all"]
            for mode in ("or", "and", "phrase"):
                run = run_queries(engine, index, os.path.join(queries, mode + ".tsv"), mode, 10)
                base.setdefault(mode, run["mean_us"])
                row.append(f"{number(run['mean_us'])} us ({ratio(run['mean_us'], base[mode])})")
            rows.append(row)
    print_table("Growth: mean, and as a multiple of that on an eighth", ["engine", "articles", "OR", "AND", "phrase"],
                rows)


def instructions(quern, index, queries, mode, k, options, work):
    """Instructions of one warm pass, by callgrind, a query; they repeat where times do not."""
    out = os.path.join(work, "callgrind.out")
    run = quern.machine.run(["valgrind", "--tool=callgrind", "--toggle-collect=timed_pass", "--callgrind-out-file=" + out,
                             *quern.query_command(index, queries, mode, k, "--passes", "1", *options)], subprocess.DEVNULL)
    if run.status != 0:
        return None
    with open(out, encoding="utf-8") as f:
        total = next(int(line.split()[1]) for line in f if line.startswith(("summary:", "totals:")))
    return total / len(corpora.read_tsv(queries))


def print_instructions(quern, index, queries, work):
    if not shutil.which("valgrind"):
        print("\nInstruction counts: skipped, valgrind is not installed.")
        return
    rows = [[shape, number(instructions(quern, index, os.path.join(queries, file + ".tsv"), mode, k, options, work))]
            for shape, file, mode, k, options in SHAPES]
    print_table("quern: instructions a query (callgrind)", ["shape", "instructions"], rows)


def bench_query(args, engines, corpus, work):
    queries = corpora.prepare_queries(args.queries, corpus, work)
    results = os.path.join(work, "results")
    shutil.rmtree(results, ignore_errors=True)
    os.makedirs(results)
    indexes = {e.name: prepared_index(e, corpus, work) for e in engines}
    quern = engines[0]
    if "times" in args.steps:
        print_times(engines, time_shapes(args, engines, indexes, queries, results))
        count_words(engines, indexes, queries, results)
        texts = {row[0]: row[1] for kind in ("or", "and", "phrase", "word")
                 for row in corpora.read_tsv(os.path.join(queries, kind + ".tsv"))}
        print_agreement(results, [e.name for e in engines], texts)
    if "oneshot" in args.steps:
        print_one_shot(args, engines, indexes, queries)
    if "growth" in args.steps:
        print_growth(args, [e for e in engines if e.name in args.growth_engines], corpus, queries, work)
    if "instructions" in args.steps:
        print_instructions(quern, indexes["quern"], queries, work)


# --- Indexing ---------------------------------------------------------------------------------------------------------


def index_once(engine, corpus, out, threads, **options):
    shutil.rmtree(out, ignore_errors=True)
    run = engine.index(corpus, out, threads, **options)
    before = bytes_on_disk(out)
    compaction = engine.compact(out)
    return {"wall_s": run.wall_s, "cpu_s": run.cpu_s, "peak_bytes": run.peak_bytes, "written": run.written,
            "before": before, "after": bytes_on_disk(out), "compact_s": compaction.wall_s if compaction else None}


def index_variants(engines):
    """(engine, threads, what is printed beside its name, options)"""
    for engine in engines:
        for threads in sorted(set(engine.threads)):
            yield engine, threads, "", {}
    yield engines[0], engines[0].threads[-1], ", synced", {"sync": True}


def time_indexing(args, engines, corpus, work):
    runs = {}
    for turn in range(args.runs):
        for engine, threads, what, options in index_variants(engines):
            name = NAMES[engine.name] + what
            print(f"round {turn + 1}: {name}, threads: {threads}", file=sys.stderr)
            out = os.path.join(work, "index", "timed")
            runs.setdefault((name, threads), []).append(index_once(engine, corpus, out, threads, **options))
            shutil.rmtree(out, ignore_errors=True)
    return runs


def index_row(name, threads, runs, own, size):
    """quern's own figures, and the others' as multiples of quern's with as many threads."""
    def cell(key, absolute):
        value = median(runs, key) if runs[0][key] is not None else None
        return "-" if value is None else absolute(value) if name == "quern" else ratio(value, median(own, key))

    def seconds(x):
        return f"{x:.2f} s"

    def mb(x):
        return megabytes(x) + " MB"
    return [name, threads, cell("wall_s", seconds), cell("cpu_s", seconds), cell("peak_bytes", mb), cell("written", mb),
            f"{median(runs, 'before') / size:.3f}", f"{median(runs, 'after') / size:.3f}", cell("compact_s", seconds)]


def print_yardsticks(args, machine, corpus, own_wall):
    rows = []
    for command in ("gzip -1", "gzip -6", "wc -w"):
        runs = [machine.run(["sh", "-c", command + ' <"$0" >/dev/null', corpus]) for _ in range(args.runs)]
        wall = statistics.median(run.wall_s for run in runs)
        rows.append([command, f"{wall:.2f} s", ratio(wall, own_wall)])
    print_table("Yardsticks on the same file", ["command", "wall", "as a multiple of quern with one thread"], rows)


def print_index_growth(quern, corpus, work):
    rows, base = [], None
    for divisor in DIVISORS:
        part = corpora.write_part(corpus, os.path.join(work, f"{os.path.basename(corpus)}.{divisor}"), divisor)
        _, size = corpora.text_bytes(part)
        out = os.path.join(work, "index", "timed")
        run = index_once(quern, part, out, quern.threads[-1])
        shutil.rmtree(out, ignore_errors=True)
        base = base or run
        rows.append([f"1/{divisor}" if divisor > 1 else "all", megabytes(size), f"{run['wall_s']:.2f} s",
                     ratio(run["wall_s"], base["wall_s"]), megabytes(run["peak_bytes"]), f"{run['after'] / size:.3f}"])
    print_table("Growth: quern, all threads", ["articles", "text, MB", "wall", "to an eighth", "peak, MB", "index / text"],
                rows)


def bench_index(args, engines, corpus, work):
    articles, size = corpora.text_bytes(corpus)
    print(f"\n{articles:,} articles, {megabytes(size)} MB of titles and texts.")
    runs = time_indexing(args, engines, corpus, work)
    rows = [index_row(name, threads, of_one, runs[("quern", threads)], size) for (name, threads), of_one in runs.items()]
    print_table("Indexing: quern (not synced, like the peers), and the others as multiples of it",
                ["engine", "threads", "wall", "CPU", "peak memory", "written", "index / text", "compacted",
                 "compaction, wall"], rows)
    print_yardsticks(args, engines[0].machine, corpus, median(runs[("quern", 1)], "wall_s"))
    if "growth" in args.steps:
        print_index_growth(engines[0], corpus, work)


# --- Command line -----------------------------------------------------------------------------------------------------


def parse_arguments():
    parser = argparse.ArgumentParser(description="quern beside its peers")
    parser.add_argument("what", choices=["query", "index"])
    parser.add_argument("--corpus", help="JSON Lines, .gz too; default: text found in Debian packages")
    parser.add_argument("--queries", help="search-benchmark-game lines, or .tsv; default: drawn from the corpus")
    parser.add_argument("--engines", default=" ".join(PEERS), help="the peers; default: %(default)s")
    parser.add_argument("--growth-engines", default="quern", help="default: %(default)s")
    parser.add_argument("--steps", default="times oneshot growth instructions", help="default: %(default)s")
    parser.add_argument("--runs", type=int, default=3, help="rounds; default: %(default)s")
    parser.add_argument("--part", type=int, default=1, help="use every N-th article only")
    parser.add_argument("--build", default="build", help="where quern was built")
    parser.add_argument("--work", default="build/bench", help="where drivers, indexes and results are kept")
    return parser.parse_args()


def main():
    args = parse_arguments()
    work = os.path.abspath(args.work)
    os.makedirs(work, exist_ok=True)
    corpus = corpora.prepare_corpus(args.corpus, work)
    if args.part > 1:
        corpus = corpora.write_part(corpus, os.path.join(work, f"{os.path.basename(corpus)}.{args.part}"), args.part)
    peers = args.engines.replace(",", " ").split()
    engines = engine_list.available(["quern"] + [p for p in peers if p != "quern"], args.build, work,
                                    Machine(args.build, work))
    print(f"{os.path.basename(corpus)}, {os.cpu_count()} processors, {args.runs} rounds, load {os.getloadavg()[0]:.2f}")
    (bench_query if args.what == "query" else bench_index)(args, engines, corpus, work)


if __name__ == "__main__":
    main()
