# SPDX-License-Identifier: MIT
# corpus.py: the articles and queries that the bench runs on: given ones, or ones made from what Debian packages hold.
import glob
import gzip
import hashlib
import html.parser
import json
import os
import random
import re
import subprocess
import sys

SEED = 1
ENOUGH_BYTES = 50 << 20  # of text; below it packages with much text are installed
MOST_BYTES = 200 << 20
TEXT_PACKAGES = ["linux-doc", "perl-doc", "postgresql-doc", "python3-doc", "git-doc", "manpages-dev"]
SOURCES = [
    "/usr/share/man/man[1-8]/*.gz",
    "/usr/share/info/*.gz",
    "/usr/share/doc/**/*.gz",
    "/usr/share/doc/**/*.txt",
    "/usr/share/doc/**/*.md",
    "/usr/share/doc/**/*.rst",
    "/usr/share/doc/**/*.html",
    "/usr/share/doc/**/README*",
    "/usr/share/perl/**/*.pod",
]


# --- Articles ---------------------------------------------------------------------------------------------------------


class HtmlText(html.parser.HTMLParser):
    """Collects the text of a page, without its scripts and styles."""

    def __init__(self):
        super().__init__()
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def text_of_html(page):
    parser = HtmlText()
    parser.feed(page)
    return " ".join(parser.parts)


def text_of_manual_page(page):
    """The words of a troff source: comments, requests and font changes go, the arguments of macros stay."""
    page = re.sub(r'\\(f.|f\(..|f\[\w*\]|&|\||\^|/|,|s[-+]?\d+)', "", page)
    page = re.sub(r"\\\(..|\\\[\w+\]|\\\*.", " ", page).replace("\\-", "-").replace("\\e", "\\")
    lines = []
    for line in page.split("\n"):
        if line.startswith(('.\\"', "'\\\"", ".de", ".ie", ".if", ".el", ".ds", ".nr", ".tr", ".ft", ".so")):
            continue
        lines.append(re.sub(r"^[.'][ ]*[A-Za-z]{1,2}\b *", "", line))
    return "\n".join(lines)


def text_of_file(path):
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rb") as f:
        data = f.read(4 << 20)
    if b"\0" in data:
        return ""
    text = data.decode("utf-8", "replace")
    if "/man/man" in path:
        return text_of_manual_page(text)
    return text_of_html(text) if path.endswith((".html", ".html.gz")) else text


def debian_texts():
    """(path, text) of the text files that installed packages brought, in an order made by the seed; each text once."""
    paths = {p for pattern in SOURCES for p in glob.glob(pattern, recursive=True) if os.path.isfile(p)}
    paths = sorted(p for p in paths if not os.path.basename(p).startswith(("changelog", "copyright")))
    random.Random(SEED).shuffle(paths)
    seen = set()
    for path in paths:
        try:
            text = text_of_file(path)
        except (OSError, EOFError):
            continue
        digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
        if len(text) >= 500 and digest not in seen:
            seen.add(digest)
            yield path, text


def write_debian_corpus(out):
    size = 0
    with open(out + ".new", "w", encoding="utf-8") as f:
        for path, text in debian_texts():
            title = re.sub(r"\.gz$", "", os.path.basename(path))
            f.write(json.dumps({"id": path, "title": title, "text": text}) + "\n")
            size += len(text)
            if size >= MOST_BYTES:
                break
    os.rename(out + ".new", out)
    return size


def make_debian_corpus(out):
    if os.path.exists(out):
        return
    if write_debian_corpus(out) < ENOUGH_BYTES:
        print("installing packages with more text:", *TEXT_PACKAGES, file=sys.stderr)
        root = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run(root + ["apt-get", "install", "-y", "-q", "--no-install-recommends", *TEXT_PACKAGES],
                       stdout=subprocess.DEVNULL, check=True)
        write_debian_corpus(out)


def unpack(source, out):
    """Copies a file of JSON Lines, unpacked; a plain file is used where it lies."""
    if not source.endswith(".gz"):
        return source
    if not os.path.exists(out) or os.path.getmtime(out) < os.path.getmtime(source):
        with open(out + ".new", "wb") as f:
            subprocess.run(["gzip", "-dc", source], stdout=f, check=True)
        os.rename(out + ".new", out)
    return out


def write_part(corpus, out, divisor):
    """Every divisor-th article."""
    if divisor == 1:
        return corpus
    if not os.path.exists(out) or os.path.getmtime(out) < os.path.getmtime(corpus):
        with open(corpus, "rb") as source, open(out + ".new", "wb") as f:
            f.writelines(line for i, line in enumerate(source) if i % divisor == 0)
        os.rename(out + ".new", out)
    return out


def text_bytes(corpus):
    """(articles, bytes of their titles and texts)."""
    articles = size = 0
    with open(corpus, "rb") as f:
        for line in f:
            article = json.loads(line)
            articles += 1
            size += len((article.get("title") or "").encode("utf-8", "replace"))
            size += len((article.get("text") or "").encode("utf-8", "replace"))
    return articles, size


def prepare_corpus(given, work):
    """The path of the corpus: a name of its own for each, so that indexes of different ones never mix."""
    if not given:
        path = os.path.join(work, "debian.jsonl")
        make_debian_corpus(path)
        return path
    name = re.sub(r"\.gz$", "", os.path.basename(given))
    return unpack(given, os.path.join(work, name))


# --- Queries ----------------------------------------------------------------------------------------------------------

# What a tag of the search-benchmark-game's queries is here.
KINDS = {"union": "or", "intersection": "and", "phrase": "phrase", "intersection_union": "mixed", "negated": "mixed"}


def words_of(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def read_game_queries(path):
    """Lines like {"query": "+a +b", "tags": ["intersection"]}."""
    queries = {kind: [] for kind in KINDS.values()}
    with open(path, encoding="utf-8") as f:
        for line in f:
            query = json.loads(line)
            kind = KINDS.get(query["tags"][0])
            if not kind:
                continue
            text = query["query"].lower()
            marked = re.findall(r"[+-]?[a-z0-9]+", text) if kind == "mixed" else words_of(text)
            if marked and " ".join(marked) not in queries[kind]:
                queries[kind].append(" ".join(marked))
    return queries


def read_tsv_queries(path):
    """Lines of `id TAB words`: each is asked as OR, AND and phrase."""
    with open(path, encoding="utf-8") as f:
        texts = [" ".join(words_of(line.rstrip("\n").split("\t")[-1])) for line in f]
    texts = [t for t in texts if t]
    return {"or": texts, "and": texts, "phrase": texts, "mixed": []}


def draw_queries(corpus, n=300):
    """Runs of two to four words that stand somewhere in the corpus."""
    chance = random.Random(SEED)
    with open(corpus, "rb") as f:
        lines = f.readlines()
    texts = []
    while len(texts) < n:
        words = words_of(json.loads(chance.choice(lines))["text"][:20000])
        length = chance.choice([2, 2, 2, 3, 3, 4])
        if len(words) > length:
            start = chance.randrange(len(words) - length)
            texts.append(" ".join(words[start:start + length]))
    return {"or": texts, "and": texts, "phrase": texts, "mixed": []}


def mix(texts):
    """`+first others -word`, the word being the next query's first."""
    mixed = []
    for text, following in zip(texts, texts[1:] + texts[:1]):
        first, *others = text.split()
        word = following.split()[0]
        if word not in (first, *others):
            mixed.append(" ".join(["+" + first, *others, "-" + word]))
    return mixed


def prepare_queries(given, corpus, work):
    """Writes or.tsv, and.tsv, phrase.tsv, mixed.tsv, word.tsv (each word of the ORs) and snippet.tsv (100 of the ANDs)
    into a folder, and returns it.  The same words have the same id in every file."""
    if not given:
        queries = draw_queries(corpus)
    elif given.endswith(".tsv"):
        queries = read_tsv_queries(given)
    else:
        queries = read_game_queries(given)
    queries["mixed"] = queries["mixed"] or mix(queries["or"])
    queries["word"] = sorted({word for text in queries["or"] for word in text.split()})
    queries["snippet"] = queries["and"][:100]
    folder = os.path.join(work, "queries")
    os.makedirs(folder, exist_ok=True)
    ids = {}
    for kind, texts in queries.items():
        with open(os.path.join(folder, kind + ".tsv"), "w", encoding="utf-8") as f:
            for text in texts:
                f.write(f"q{ids.setdefault(text, len(ids) + 1)}\t{text}\n")
    return folder


def read_tsv(path):
    with open(path, encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f]
