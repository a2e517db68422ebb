# SPDX-License-Identifier: MIT
# tools.py: what the measures read, and quern's programs as they use them.
import collections
import gzip
import itertools
import json
import math
import os
import subprocess

TEXTS_AT_ONCE = 100

Word = collections.namedtuple("Word", "start end text term extra")


def lines_of(path):
    """The lines of a file, maybe compressed."""
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def write_lines(path, lines):
    with open(path, "w", encoding="utf-8", errors="replace") as out:
        out.writelines(f"{line}\n" for line in lines)
    return path


def one_line(text):
    return " ".join(text.split())


def add(build, articles, index):
    subprocess.run([os.path.join(build, "quern-index"), "add", "-i", index, "--no-sync", articles], check=True,
                   capture_output=True)
    return index


class Tools:
    """quern's programs, with an index of some articles that is made for the while.  Queries are (id, text); asks are
    (query id, text, [article id])."""

    def __init__(self, build, scratch, articles):
        self.build, self.scratch = build, scratch
        self.index = add(build, articles, os.path.join(scratch, "index"))

    def run(self, program, *arguments, text=b""):
        """What a program prints, as lines."""
        printed = subprocess.run([os.path.join(self.build, program), *arguments], check=True, input=text,
                                 stdout=subprocess.PIPE).stdout
        return printed.decode("utf-8", "replace").split("\n")[:-1]

    def batch(self, queries, *options):
        """quern-query's answers, each line as a list of its fields."""
        path = write_lines(os.path.join(self.scratch, "queries.tsv"), (f"{i}\t{one_line(text)}" for i, text in queries))
        lines = self.run("quern-query", "-i", self.index, "--words", *options, "--batch", path)
        return [line.split() for line in lines]

    def hits(self, queries, n, *options):
        """Asks for the n best articles of each query that has any."""
        found = collections.defaultdict(list)
        for query, _, article, *_ in self.batch(queries, "--trec", "quern", "-n", str(n), *options):
            found[query].append(article)
        return [(query, text, found[query]) for query, text in queries if found[query]]

    def snippets(self, asks, chars):
        """A snippet for each article of each ask, in this order."""
        lines = ("\t".join([query, one_line(text), " ".join(ids)]) for query, text, ids in asks)
        path = write_lines(os.path.join(self.scratch, "asks.tsv"), lines)
        return [json.loads(line) for line in self.run("tests/relevance/asked_snippets", self.index, path, str(chars))]

    def words(self, texts):
        """The words of each text: lists of Word, with places in characters."""
        texts = iter(texts)
        while part := [text.encode(errors="replace") for text in itertools.islice(texts, TEXTS_AT_ONCE)]:
            begins = list(itertools.accumulate((len(text) + 2 for text in part), initial=0))
            characters, found, i = characters_before(b"\n\n".join(part) + b"\n\n"), [[] for _ in part], 0
            for line in self.run("quern-index", "analyze", "-", text=b"\n\n".join(part)):
                _, span, text, _, term, _, *extra = line.split("\t")
                start, end = map(int, span.split("-"))
                while start >= begins[i + 1]:
                    i += 1
                first = characters[begins[i]]
                found[i].append(Word(characters[start] - first, characters[end] - first, text, term, bool(extra)))
            yield from found

    def terms(self, texts):
        """The terms of each text, as often as they stand in it."""
        for words in self.words(texts):
            yield [word.term for word in words if not word.extra]

    def idf(self, queries):
        """Lucene's idf of each term of these queries."""
        forms = {word.term: word.text for words in self.words(text for _, text in queries) for word in words
                 if not word.extra}
        n = json.loads("".join(self.run("quern-index", "info", "-i", self.index, "--json")))["articles"]
        counts = [int(count) for _, count in self.batch(enumerate(forms.values()), "--format", "count")]
        return {term: math.log(1 + (n - count + 0.5) / (count + 0.5))
                for term, count in zip(forms, counts, strict=True)}


def characters_before(text):
    """How many characters of UTF-8 begin before each byte.

    >>> list(characters_before("aé€b".encode()))
    [0, 1, 2, 2, 3, 3, 3, 4]"""
    if text.isascii():
        return range(len(text) + 1)
    return list(itertools.accumulate(((byte & 0xc0) != 0x80 for byte in text), initial=0))
