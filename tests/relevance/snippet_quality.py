#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""snippet_quality.py: do snippets show the answer, what makes an article relevant, and whole sentences?

    tests/relevance/snippet_quality.py [--answers FOLDER] [--data FOLDER] [--articles FILE --queries FILE] [--chars 240]

S1, answers shown: FOLDER has XQuAD's xquad.LANG.json.  The share of questions whose answer stands in the snippet of the
article that has it, case and white space aside.
S2, relevance kept: FOLDER/NAME/ has docs.jsonl.gz, queries.tsv (id, tab, text) and qrels.txt (TREC).  The hundred best
articles by BM25 are ranked again by BM25 of their titles, which count twice, and snippets alone; nDCG@10 of that as a
share of the first.
S3, form: articles as JSON Lines, maybe compressed, and queries (id, tab, text).  Of the snippets of the ten best hits:
the share that begins and ends where a sentence or paragraph does; the idf of query words shown, of the most that any
passage so long could show; marks that are words of the query; edges that are not inside a word, or a grapheme.
Snippets are cut at --chars before they are judged.  What stands in an article but for its blanks is found there; where
sentences end is decided by rules of this file's own.  Words and stems are quern's, English ones for S2 and S3."""
import argparse
import collections
import glob
import itertools
import json
import math
import os
import random
import re
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True

from tools import Tools, lines_of, one_line, write_lines

DEPTH, HITS, TITLE_WEIGHT, K1, B = 100, 10, 2, 1.2, 0.75
BY_BM25 = ("--rank", "bm25")
ENDERS, CLOSERS, OPENERS = ".!?…。！？؟۔।", "\"'’”»)]}", "\"'‘“«([{*-–—• "
NO_END = re.compile(r"\b([A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Sen|Rep|Gov|Lt|Sgt|Rev|vs|cf|e\.g|i\.e|ca)\.$")
SHORT_LINE = 100  # characters: a text most of whose lines are shorter is wrapped


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else math.nan


def read_queries(path):
    return [line.split("\t")[:2] for line in lines_of(path) if line]


def print_table(columns, rows):
    """Rows of (name, shares): .750 for three quarters."""
    print(f"\n| | {' | '.join(columns)} |\n|{' --- |' * (len(columns) + 1)}")
    for name, values in rows:
        print(f"| {name} | " + " | ".join(f"{value:.3f}".lstrip("0") for value in values) + " |")


# --- S1 ---------------------------------------------------------------------------------------------------------------


def read_xquad(path, language):
    """Articles, questions as (id, text, [article id]), and the answers of each."""
    articles, asks, answers = [], [], {}
    with open(path, encoding="utf-8") as source:
        data = json.load(source)["data"]
    for number, source in enumerate(data):
        paragraphs = source["paragraphs"]
        articles.append({"id": str(number), "title": source.get("title", "").replace("_", " "), "lang": language,
                         "text": "\n\n".join(paragraph["context"].strip() for paragraph in paragraphs)})
        for question in itertools.chain.from_iterable(paragraph["qas"] for paragraph in paragraphs):
            asks.append((question["id"], question["question"], [str(number)]))
            answers[question["id"]] = [one_line(answer["text"]).casefold() for answer in question["answers"]]
    return articles, asks, answers


def answers_shown(build, path, language, chars):
    articles, asks, answers = read_xquad(path, language)
    with tempfile.TemporaryDirectory() as scratch:
        path = write_lines(os.path.join(scratch, "articles.jsonl"), map(json.dumps, articles))
        snippets = Tools(build, scratch, path).snippets(asks, chars)
    shown = {snippet["qid"]: one_line(snippet["text"])[:chars].casefold() for snippet in snippets}
    return mean(any(answer in shown[question] for answer in answers[question]) for question in answers)


def measure_answers(build, folder, chars):
    paths = {os.path.basename(path).split(".")[1]: path for path in sorted(glob.glob(f"{folder}/xquad.*.json"))}
    shown = [answers_shown(build, path, language, chars) for language, path in paths.items()]
    print_table([*paths, "mean"], [("answers shown", [*shown, mean(shown)])])


# --- S2 ---------------------------------------------------------------------------------------------------------------


def ranked_again(query, wanted, shown, idf):
    """Article ids by BM25 of what is shown of them (id -> terms); equal ones in an order that knows nothing."""
    average = mean(map(len, shown.values())) or 1

    def score(article):
        freqs, length = collections.Counter(shown[article]), len(shown[article])
        return sum(idf[term] * freqs[term] / (freqs[term] + K1 * (1 - B + B * length / average)) for term in wanted)

    articles = sorted(shown)
    random.Random(query).shuffle(articles)
    return sorted(articles, key=score, reverse=True)


def relevance_kept(build, folder, chars):
    """nDCG@10 of a run by BM25, and of its articles by title and snippet alone."""
    docs, judgements = os.path.join(folder, "docs.jsonl.gz"), os.path.join(folder, "qrels.txt")
    queries = read_queries(os.path.join(folder, "queries.tsv"))
    with tempfile.TemporaryDirectory() as scratch:
        tools = Tools(build, scratch, docs)

        def ndcg(rankings):
            run = write_lines(os.path.join(scratch, "run"), (
                f"{query} Q0 {article} {i + 1} 0 quern" for query, ids in rankings for i, article in enumerate(ids)))
            return float(tools.run("tests/relevance/evaluate", judgements, run)[0].split("\t")[1])

        asks, idf = tools.hits(queries, DEPTH, *BY_BM25), tools.idf(queries)
        titles = {article["id"]: article.get("title", "") for article in map(json.loads, lines_of(docs))}
        title_terms = dict(zip(titles, tools.terms(titles.values())))
        shown = tools.terms(one_line(snippet["text"])[:chars] for snippet in tools.snippets(asks, chars))
        again = []
        for (query, _, ids), wanted in zip(asks, tools.terms(text for _, text, _ in asks)):
            terms = {article: TITLE_WEIGHT * title_terms[article] + next(shown) for article in ids}
            again.append((query, ranked_again(query, wanted, terms, idf)))
        return ndcg((query, ids) for query, _, ids in asks), ndcg(again)


def measure_relevance(build, folder, chars):
    folders = sorted(os.path.dirname(path) for path in glob.glob(f"{folder}/*/qrels.txt"))
    runs, again = zip(*(relevance_kept(build, folder, chars) for folder in folders))
    kept = [after / before for before, after in zip(runs, again)]
    print_table([*map(os.path.basename, folders), "mean"], [
        (name, [*values, mean(values)])
        for name, values in (("nDCG@10 of BM25", runs), ("of titles and snippets", again), ("kept", kept))])


# --- S3 ---------------------------------------------------------------------------------------------------------------


def joins(text, at):
    """Whether a place is inside a word.

    >>> [at for at in range(10) if joins("in KamAZ.", at)]
    [1, 4, 5, 6, 7]"""
    return 0 < at < len(text) and all(c.isalnum() or unicodedata.category(c)[0] == "M" for c in text[at - 1:at + 1])


def is_in_grapheme(text, at):
    """Whether a place is inside one: before a mark, a joiner or a tone of skin, or after a joiner.

    >>> [at for at in range(6) if is_in_grapheme("Cafe\u0301", at)]
    [4]"""
    return 0 < at < len(text) and (unicodedata.category(text[at])[0] == "M" or "\u200d" in text[at - 1:at + 1]
                                   or "\U0001f3fb" <= text[at] <= "\U0001f3ff")


class Text:
    """A text with its blanks made one space each, and the places in it where paragraphs begin.

    >>> text = Text('He met Dr. Who. "So?" (A pause.) It was\\nso, no. more of it.\\n\\nThe end')
    >>> [word.group() for word in re.finditer(r"\\S+", text.folded) if text.begins(word.start())]
    ['He', '"So?"', '(A', 'It', 'The']
    >>> text.begins(text.folded.index(' "So?"')), text.begins(text.folded.index(" Who"))
    (True, False)"""

    def __init__(self, text):
        """A line is a paragraph; one of a wrapped text is so only after a blank line, or if it is indented."""
        sizes = sorted(len(line) for line in text.split("\n") if line.strip())
        is_wrapped = bool(sizes) and sizes[len(sizes) // 2] < SHORT_LINE
        parts = re.split(r"\n\s*\n|\n(?=[ \t])" if is_wrapped else r"\n", text)
        parts = [part for part in map(one_line, parts) if part]
        self.folded = " ".join(parts)
        self.paragraphs = set(itertools.accumulate((len(part) + 1 for part in parts), initial=0))

    def begins(self, at):
        """Whether what stands before this place has ended, and a sentence or paragraph begins here."""
        left, right = at, at
        while right < len(self.folded) and right not in self.paragraphs and self.folded[right] in OPENERS + CLOSERS:
            right += 1
        while left not in self.paragraphs and self.folded[left - 1] in OPENERS:
            left -= 1
        if right in self.paragraphs or left in self.paragraphs or right == len(self.folded):
            return True
        before = self.folded[max(0, left - 12):left].rstrip(CLOSERS)
        return (" " in self.folded[left:right] and before[-1:] in ENDERS and not NO_END.search(before)
                and not self.folded[right].islower())


def most_shown(words, idf, chars):
    """The most idf that different words, given in their order, have within so many characters.

    >>> from tools import Word
    >>> words = [Word(start, start + 4, "", term, False) for start, term in ((0, "a"), (5, "a"), (10, "b"), (15, "c"))]
    >>> [most_shown(words, {"a": 1, "b": 2, "c": 4}, chars) for chars in (3, 4, 9, 14, 19)]
    [0, 4, 6, 7, 7]"""
    return max((sum(idf[term] for term in {near.term for near in words[i:i + chars] if near.end <= word.start + chars})
                for i, word in enumerate(words)), default=0)


def read_asked(path, asks):
    """The texts of these articles alone."""
    asked = set(itertools.chain.from_iterable(ids for _, _, ids in asks))
    articles = (article for article in map(json.loads, lines_of(path)) if article["id"] in asked)
    return {article["id"]: Text(article["text"]) for article in articles}


def judge_edges(text, passage, values):
    at = text.folded.find(passage) if passage else -1
    values["found"].append(at >= 0)
    if at >= 0:
        values["starts"].append(text.begins(at))
        values["ends"].append(text.begins(at + len(passage)))
        for edge in (at, at + len(passage)):
            values["words whole"].append(not joins(text.folded, edge))
            values["graphemes whole"].append(not is_in_grapheme(text.folded, edge))


def judge_form(tools, texts, asks, idf, chars):
    """The values of each aspect of form, one for each snippet, edge or mark."""
    snippets, values = tools.snippets(asks, chars), collections.defaultdict(list)
    places = dict(zip(texts, ([word for word in words if word.term in idf and not word.extra]
                              for words in tools.words(text.folded for text in texts.values()))))
    marks = {snippet["text"][start:end] for snippet in snippets for start, end in snippet["marks"]}
    terms_of_mark = dict(zip(marks, ({word.term for word in words} for words in tools.words(marks))))
    terms_of_query = {query: {word.term for word in words} for (query, _, _), words in
                      zip(asks, tools.words(text for _, text, _ in asks))}
    for snippet, shown in zip(snippets, tools.terms(one_line(snippet["text"])[:chars] for snippet in snippets)):
        wanted, passage = terms_of_query[snippet["qid"]], snippet["text"]
        judge_edges(texts[snippet["id"]], one_line(passage), values)
        most = most_shown([word for word in places[snippet["id"]] if word.term in wanted], idf, chars)
        if most > 0:
            values["idf"].append(min(1, sum(idf[term] for term in wanted & set(shown) & set(idf)) / most))
        for start, end in snippet["marks"]:
            values["marks"].append(not joins(passage, start) and not joins(passage, end) and
                                   not wanted.isdisjoint(terms_of_mark[passage[start:end]]))
    return values


def measure_form(build, articles, queries, chars):
    queries, rows = read_queries(queries), []
    aspects = ["starts", "ends", "idf", "marks", "words whole", "graphemes whole", "found"]
    with tempfile.TemporaryDirectory() as scratch:
        tools = Tools(build, scratch, articles)
        idf = tools.idf(queries)
        for ranking, options in (("BM25", BY_BM25), ("the default", ())):
            asks = tools.hits(queries, HITS, *options)
            values = judge_form(tools, read_asked(articles, asks), asks, idf, chars)
            rows.append((f"hits by {ranking}", [mean(values[aspect]) for aspect in aspects]))
    print_table(aspects, rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("answers", "data", "articles", "queries"):
        parser.add_argument(f"--{option}", default="")
    parser.add_argument("--build", default="build")
    parser.add_argument("--chars", type=int, default=240)
    options = parser.parse_args()
    if glob.glob(f"{options.answers}/xquad.*.json"):
        measure_answers(options.build, options.answers, options.chars)
    else:
        print("S1 skipped: no answers (ANSWERS=folder of xquad.LANG.json)")
    if glob.glob(f"{options.data}/*/qrels.txt"):
        measure_relevance(options.build, options.data, options.chars)
    else:
        print("S2 skipped: no test collections (DATA=their folder)")
    if options.articles and options.queries:
        measure_form(options.build, options.articles, options.queries, options.chars)
    else:
        print("S3 skipped: no articles and queries (ARTICLES=a.jsonl.gz QUERIES=queries.tsv)")


if __name__ == "__main__":
    main()
