# SPDX-License-Identifier: MIT
# indexing.py: `bench.py index`: time, memory, bytes written and size of making an index, growth, and what an index that
# is there costs to keep.
import json
import os
import shutil
import statistics
import sys

import corpus as corpora
from engines import NAMES, bytes_on_disk
from folders import print_folders
from readers import print_readers
from tables import DIVISORS, median, megabytes, number, part_name, print_table, print_targets, ratio

SHARDS = 8
MORE = 21  # articles added one by one
# quern's figure as a fraction of an engine's with as many threads: what it aims at.
TARGETS = [("wall, 1 thread", "wall_s", 1, "fts5", 0.42), ("wall, 1 thread", "wall_s", 1, "lucene", 0.14),
           ("wall, all threads", "wall_s", -1, "lucene", 0.12)]
SIZE_TARGET = 0.63  # of the text
HEAP_TARGET = 256 << 20


def seconds(x):
    return f"{x:.2f} s"


# --- Making an index --------------------------------------------------------------------------------------------------


def index_once(engine, corpus, out, threads, more, **options):
    """Indexes, compacts, and adds the articles of the file `more` one by one."""
    shutil.rmtree(out, ignore_errors=True)
    run = engine.index(corpus, out, threads, **options)
    before = bytes_on_disk(out)
    compaction = engine.compact(out)
    figures = {"wall_s": run.wall_s, "cpu_s": run.cpu_s, "peak_bytes": run.peak_bytes,
               "heap_bytes": None if engine.forks else run.heap_bytes, "written": run.written, "before": before,
               "after": bytes_on_disk(out), "compact_s": compaction.wall_s if compaction else None}
    added = engine.more(out, more) if more else None
    if added and added.status == 0:
        figures.update(json.loads(added.output), more_written=added.written / MORE)
    shutil.rmtree(out, ignore_errors=True)
    return figures


def index_variants(engines):
    """(engine, threads, what is printed beside its name, options)"""
    for engine in engines:
        for threads in sorted(set(engine.threads)):
            yield engine, threads, "", {}
    yield engines[0], engines[0].threads[-1], ", synced", {"sync": True}


def time_indexing(args, engines, corpus, more, out):
    """{(name, threads): [a round's figures]}"""
    runs = {}
    for turn in range(args.runs):
        for engine, threads, what, options in index_variants(engines):
            name = NAMES[engine.name] + what
            print(f"round {turn + 1}: {name}, threads: {threads}", file=sys.stderr)
            wanted = more if threads == engine.threads[0] and not what else None
            runs.setdefault((name, threads), []).append(index_once(engine, corpus, out, threads, wanted, **options))
    return runs


def index_row(name, threads, runs, own, size):
    """quern's own figures, and the others' as multiples of quern's with as many threads."""
    def cell(key, absolute):
        value = median(runs, key)
        return "-" if value is None else absolute(value) if name == "quern" else ratio(value, median(own, key))

    def mb(x):
        return megabytes(x) + " MB"
    return [name, threads, cell("wall_s", seconds), cell("cpu_s", seconds), cell("peak_bytes", mb),
            cell("heap_bytes", mb), cell("written", mb), f"{median(runs, 'before') / size:.3f}",
            f"{median(runs, 'after') / size:.3f}"]


def print_indexing(runs, size):
    print_table("Indexing: quern (not synced, like the peers), and the others as multiples of it",
                ["engine", "threads", "wall", "CPU", "peak memory", "of it no mapped files", "written", "index / text",
                 "compacted"],
                [index_row(name, threads, of_one, runs[("quern", threads)], size)
                 for (name, threads), of_one in runs.items()])


def print_yardsticks(args, machine, corpus, own_wall):
    megabyte = os.path.getsize(corpus) / 1e6
    rows = [["quern, 1 thread", seconds(own_wall), number(megabyte / own_wall), "1"]]
    for command in ("gzip -1", "gzip -6", "wc -w"):
        runs = [machine.run(["sh", "-c", command + ' <"$0" >/dev/null', corpus]) for _ in range(args.runs)]
        wall = statistics.median(run.wall_s for run in runs)
        rows.append([command, seconds(wall), number(megabyte / wall), ratio(wall, own_wall)])
    print_table("Yardsticks on the same file", ["command", "wall", "MB/s", "as a multiple of quern"], rows)


def print_index_growth(args, engines, corpus, work, out):
    rows = []
    for engine in engines:
        base = None
        for divisor in DIVISORS:
            part = corpora.write_part(corpus, os.path.join(work, f"{os.path.basename(corpus)}.{divisor}"), divisor)
            _, size = corpora.text_bytes(part)
            runs = [index_once(engine, part, out, engine.threads[-1], None) for _ in range(args.runs)]
            wall = median(runs, "wall_s")
            base = base or wall
            rows.append([NAMES[engine.name], part_name(divisor), megabytes(size), seconds(wall), ratio(wall, base),
                         megabytes(median(runs, "peak_bytes")), megabytes(median(runs, "heap_bytes")),
                         f"{median(runs, 'after') / size:.3f}"])
    print_table("Growth, all threads", ["engine", "articles", "text, MB", "wall", "to an eighth", "peak, MB",
                                        "without mapped files", "index / text"], rows)


# --- Keeping one ------------------------------------------------------------------------------------------------------


def write_more(corpus, out):
    """Short articles with new ids, made of the corpus's."""
    with open(corpus, encoding="utf-8") as source, open(out, "w", encoding="utf-8") as f:
        for i, line in zip(range(MORE), source):
            article = json.loads(line)
            f.write(json.dumps({"id": f"more-{i}", "title": article.get("title") or "",
                                "text": (article.get("text") or "")[:1000]}) + "\n")


def print_more(engines, runs):
    rows = []
    for engine in engines:
        of_one = runs[(NAMES[engine.name], engine.threads[0])]
        if "median_ms" in of_one[0]:
            rows.append([NAMES[engine.name], number(median(of_one, "median_ms")), number(median(of_one, "max_ms")),
                         number(median(of_one, "more_written") / 1e3)])
    print_table("One more article of 1,000 characters, added and committed, not synced",
                ["engine", "median, ms", "longest, ms", "written for one, kB"], rows)


def write_shards(corpus, work):
    """The corpus cut into parts that follow one another."""
    size, paths = os.path.getsize(corpus), []
    with open(corpus, "rb") as source:
        for i in range(SHARDS):
            paths.append(os.path.join(work, f"shard{i}.jsonl"))
            with open(paths[-1], "wb") as f:
                while source.tell() < size * (i + 1) // SHARDS:
                    f.write(source.readline())
    return paths


def print_shards(args, quern, corpus, first_wall, work):
    """Indexes of an eighth each become one, which is compacted."""
    merges, compactions = [], []
    threads, whole = quern.threads[-1], os.path.join(work, "index", "timed")
    parts = write_shards(corpus, work)
    indexes = [part + ".index" for part in parts]
    for part, index in zip(parts, indexes):
        shutil.rmtree(index, ignore_errors=True)
        quern.index(part, index, threads)
    for _ in range(args.runs):
        shutil.rmtree(whole, ignore_errors=True)
        merges.append(quern.merge(whole, indexes))
        compactions.append(quern.compact(whole))
    for path in [*indexes, whole]:
        shutil.rmtree(path)
    for path in parts:
        os.unlink(path)
    merge, compaction = (statistics.median(run.wall_s for run in of_one) for of_one in (merges, compactions))
    print_table(f"quern: {SHARDS} indexes become one, all threads",
                ["what", "wall", "as a multiple of indexing it all", "written, MB"],
                [["merged", f"{merge * 1e3:.1f} ms", ratio(merge, first_wall),
                  megabytes(statistics.median(run.written for run in merges))],
                 ["then compacted", seconds(compaction), ratio(compaction, first_wall),
                  megabytes(statistics.median(run.written for run in compactions))]])


# --- All of it --------------------------------------------------------------------------------------------------------


def print_index_targets(quern, engines, runs, size):
    rows = []
    for what, key, threads, name, target in TARGETS:
        peer = next((e for e in engines if e.name == name), None)
        own = median(runs.get(("quern", quern.threads[0 if threads == 1 else -1])), key)
        other = median(runs.get((NAMES[name], peer.threads[0 if threads == 1 else -1])), key) if peer else None
        rows.append((what, NAMES[name], own, other, target))
    every = [run for threads in set(quern.threads) for run in runs[("quern", threads)]]
    rows.append(("index", "its text", median(every, "after"), size, SIZE_TARGET))
    rows.append(("most memory without mapped files", "256 MiB", max(run["heap_bytes"] for run in every), HEAP_TARGET, 1))
    print_targets("Targets: quern's figure as a fraction of another", rows)


def bench_index(args, engines, corpus, work):
    articles, size = corpora.text_bytes(corpus)
    quern, out, more = engines[0], os.path.join(work, "index", "timed"), os.path.join(work, "more.jsonl")
    print(f"\n{articles:,} articles, {megabytes(size)} MB of titles and texts.")
    write_more(corpus, more)
    runs = time_indexing(args, engines, corpus, more, out)
    print_indexing(runs, size)
    print_yardsticks(args, quern.machine, corpus, median(runs[("quern", 1)], "wall_s"))
    print_readers(quern, corpus, work, args.runs)
    print_folders(quern, corpus, work, args.runs)
    print_more(engines, runs)
    print_shards(args, quern, corpus, median(runs[("quern", quern.threads[-1])], "wall_s"), work)
    if "growth" in args.steps:
        print_index_growth(args, [e for e in engines if e.name in args.growth_engines], corpus, work, out)
    print_index_targets(quern, engines, runs, size)
