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
import sys

sys.dont_write_bytecode = True

import corpus as corpora
import engines as engine_list
from engines import PEERS, Machine
from indexing import bench_index
from searching import bench_query

# --- Command line -----------------------------------------------------------------------------------------------------


def parse_arguments():
    parser = argparse.ArgumentParser(description="quern beside its peers")
    parser.add_argument("what", choices=["query", "index"])
    parser.add_argument("--corpus", help="JSON Lines, .gz too; default: text found in Debian packages")
    parser.add_argument("--queries", help="search-benchmark-game lines, or .tsv; default: drawn from the corpus")
    parser.add_argument("--engines", default=" ".join(PEERS), help="the peers; default: %(default)s")
    parser.add_argument("--growth-engines", default="quern", help="default: %(default)s")
    parser.add_argument("--steps", default="times expanding snippets oneshot growth columns instructions",
                        help="default: %(default)s")
    parser.add_argument("--runs", type=int, default=3, help="rounds; default: %(default)s")
    parser.add_argument("--forms", type=int, default=1000000, help="words of a made-up dictionary; default: %(default)s")
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
