# SPDX-License-Identifier: MIT
# engines.py: quern and its peers under one set of commands, and the measuring of the processes that they run as.
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

import corpus as corpora

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = ["lucene", "fts5", "xapian", "sphinx", "groonga", "lucenepp"]
NAMES = {
    "quern": "quern",
    "lucene": "Lucene 8",
    "fts5": "SQLite FTS5",
    "xapian": "Xapian",
    "sphinx": "Sphinx",
    "groonga": "Groonga",
    "lucenepp": "Lucene++",
}
UNSUPPORTED = 3  # a driver's exit code for what its engine cannot do


@dataclass
class Run:
    """One finished process."""
    output: str
    status: int
    wall_s: float
    cpu_s: float
    peak_bytes: int  # mapped files too
    heap_bytes: int  # without them, as far as looking now and then has seen
    written: int  # sent to the disk by it and its children


class Machine:
    """Runs commands through measured, the launcher that takes their figures."""

    def __init__(self, build, work):
        self.launcher, self.report = os.path.join(build, "tests/bench/measured"), os.path.join(work, "measured.json")

    def run(self, command, errors=None):
        output = subprocess.run([self.launcher, self.report, *command], stdout=subprocess.PIPE, stderr=errors,
                                check=True).stdout
        with open(self.report, encoding="ascii") as f:
            return Run(output.decode("utf-8", "replace"), **json.load(f))

    def run_checked(self, command):
        run = self.run(command)
        if run.status != 0:
            sys.exit(f"failed with {run.status}: {' '.join(command)}")
        return run


def bytes_on_disk(directory):
    """Blocks, not lengths: some engines' files are sparse."""
    paths = (os.path.join(folder, name) for folder, _, names in os.walk(directory) for name in names)
    return sum(os.lstat(path).st_blocks * 512 for path in paths)


class Quern:
    """The tools and the library of this project."""

    name = "quern"
    forks = False
    threads = [1, os.cpu_count()]
    one_shot = True

    def __init__(self, build, machine):
        self.machine = machine
        self.tool, self.query_tool = os.path.join(build, "quern-index"), os.path.join(build, "quern-query")
        self.driver, self.adder = (os.path.join(build, "tests/bench", name) for name in ("quern_bench", "quern_more"))

    def built_at(self):
        return os.path.getmtime(self.tool)

    def index(self, corpus, out, threads, sync=False):
        # Title weight 1: the peers know no other.
        return self.machine.run_checked([self.tool, "add", "-i", out, "--title-weight", "1", "--threads", str(threads),
                                         *([] if sync else ["--no-sync"]), corpus])

    def compact(self, out):
        return self.machine.run_checked([self.tool, "compact", "-i", out, "--no-sync"])

    def merge(self, out, parts):
        return self.machine.run_checked([self.tool, "merge", "-i", out, "--no-sync", *parts])

    def more(self, out, articles):
        return self.machine.run([self.adder, out, articles])

    def query_command(self, index, queries, mode, k, *options):
        return [self.driver, index, queries, mode, str(k), *options]

    def show_command(self, index, mode, words, snippets):
        spelled = {"or": words, "and": " ".join("+" + w for w in words.split()), "phrase": f'"{words}"'}[mode]
        return [self.query_tool, "-i", index, "--rank", "bm25", "--count=none", "--snippets",
                "1" if snippets else "0", "--", spelled]

    def batch_command(self, index, queries, threads):
        return [self.query_tool, "-i", index, "--rank", "bm25", "--count=none", "--snippets", "0", "--json",
                "--threads", str(threads), "--batch", queries]


class Peer:
    """An engine that a driver in peers/ runs."""

    def __init__(self, name, bin_folder, machine):
        self.machine = machine
        self.name, self.driver = name, os.path.join(bin_folder, name)
        self.threads = [1, os.cpu_count()] if name == "lucene" else [1]
        self.one_shot = name != "sphinx"  # its command is a daemon
        self.forks = name == "sphinx"  # the work is done by another process

    def built_at(self):
        return 0  # an index of a peer stays good

    def index(self, corpus, out, threads):
        return self.machine.run_checked([self.driver, "index", corpus, out, str(threads)])

    def compact(self, out):
        run = self.machine.run([self.driver, "compact", out])
        return run if run.status == 0 else None

    def more(self, out, articles):
        return self.machine.run([self.driver, "more", out, articles])

    def query_command(self, index, queries, mode, k, *options):
        return [self.driver, "query", index, queries, mode, str(k), *options]

    def show_command(self, index, mode, words, snippets):
        return [self.driver, "show", index, mode, words, *([] if snippets else ["--plain"])]


def available(names, build, work, machine):
    """The engines asked for, built; those that cannot be had here are named and left out."""
    engines = []
    for name in names:
        if name == "quern":
            engines.append(Quern(build, machine))
            continue
        bin_folder = os.path.join(work, "bin")
        if subprocess.run([os.path.join(HERE, "peers/build"), bin_folder, name], check=False).returncode == 0:
            engines.append(Peer(name, bin_folder, machine))
        else:
            print(f"left out: {NAMES[name]} cannot be built here", file=sys.stderr)
    return engines


def prepared_index(engine, corpus, work):
    """The directory of the engine's compacted index of the corpus; made if it is missing or older than either."""
    out = os.path.join(work, "index", os.path.basename(corpus), engine.name)
    stamp = out + ".done"
    if os.path.exists(stamp) and os.path.getmtime(stamp) > max(os.path.getmtime(corpus), engine.built_at()):
        return out
    print(f"indexing {os.path.basename(corpus)} with {NAMES[engine.name]}", file=sys.stderr)
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(os.path.dirname(out), exist_ok=True)
    engine.index(corpus, out, engine.threads[-1])
    engine.compact(out)
    with open(stamp, "w", encoding="ascii"):
        pass
    return out


def run_queries(engine, index, queries, mode, k, *options):
    """The driver's line of times with the process's peak memory; None if the engine has no such query."""
    run = engine.machine.run(engine.query_command(index, queries, mode, k, *options))
    if run.status == UNSUPPORTED:
        return None
    if run.status != 0:
        sys.exit(f"{engine.name}, {mode}: failed with {run.status}")
    return dict(json.loads(run.output), peak_bytes=run.peak_bytes)


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
