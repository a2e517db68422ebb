#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""misspellings.py: how often does "did you mean" know what was meant, and how often does it speak up needlessly?

    tests/relevance/misspellings.py BUILD ARTICLES...      ARTICLES: JSON Lines, maybe compressed

For each file of articles: 200 words that three articles or more have, each with a slip as people make them (of ten, two
slips in a long word), alone and beside a word that stands beside it in an article; and, to be left alone, 200 words that
one to three articles have, and 200 words of the other files that none has."""
import collections, json, os, random, re, subprocess, sys, tempfile

sys.dont_write_bytecode = True

from tools import add, lines_of

KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
SAMPLE = 200
WORD = re.compile(r"[a-z]{5,}")


def neighbours(letter):
    for row, keys in enumerate(KEYS):
        at = keys.find(letter)
        if at < 0:
            continue
        near = keys[max(0, at - 1):at] + keys[at + 1:at + 2]
        if row + 1 < len(KEYS):
            near += KEYS[row + 1][max(0, at - 1):at + 1]
        if row > 0:
            near += KEYS[row - 1][at:at + 2]
        return near
    return letter


def slip(word, chance):
    at = chance.randrange(len(word))
    kind = chance.choices(["exchange", "leave out", "double", "neighbour", "vowel", "add", "other"],
                          [20, 25, 15, 15, 10, 10, 5])[0]
    if kind == "exchange":
        at = chance.randrange(len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    if kind == "leave out":
        return word[:at] + word[at + 1:]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    if kind == "neighbour":
        return word[:at] + chance.choice(neighbours(word[at])) + word[at + 1:]
    if kind == "vowel":
        places = [i for i, letter in enumerate(word) if letter in "aeiou"]
        at = chance.choice(places or [at])
        return word[:at] + chance.choice("aeiou") + word[at + 1:]
    letter = chance.choice(neighbours(word[at]) if kind == "add" else "abcdefghijklmnopqrstuvwxyz")
    return word[:at] + letter + word[at + (kind == "other"):]


def misspell(word, known, chance):
    for _ in range(100):
        wrong = slip(word, chance)
        if len(word) >= 8 and chance.random() < 0.1:
            wrong = slip(wrong, chance)
        if wrong != word and wrong not in known:
            return wrong
    return None


def read(path):
    for article in map(json.loads, lines_of(path)):
        yield (article.get("title", "") + " . " + article.get("text", "")).lower()


def vocabulary(path, chance):
    """In how many articles each word is, and a word that stands beside it."""
    doc_freq, beside = collections.Counter(), {}
    for text in read(path):
        words = WORD.findall(text)
        doc_freq.update(set(words))
        for i in range(0, len(words) - 1, 7):
            if words[i] not in beside or chance.random() < 0.1:
                beside[words[i]] = words[i + 1]
    return doc_freq, beside


def suggestions(build, index, queries):
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as batch:
        for i, query in enumerate(queries):
            batch.write(f"{i}\t{query}\n")
        batch.flush()
        run = subprocess.run([f"{build}/quern-query", "-i", index, "--json", "--correct", "-n", "1", "--batch", batch.name],
                             stdout=subprocess.PIPE, check=False)
    return [json.loads(line).get("corrected") for line in run.stdout.splitlines()]


def row(name, what, wanted, found):
    right = sum(w is not None and f == w for w, f in zip(wanted, found))
    spoken = sum(f is not None for f in found)
    print(f"| {name} | {what} | {len(wanted)} | {spoken} | {right} | "
          + (f"{right / spoken:.3f} |" if any(wanted) and spoken else "|"))
    if os.environ.get("SHOW"):
        print([(w, f) for w, f in zip(wanted, found) if f != w], file=sys.stderr)


def measure(build, path, vocabularies):
    name = os.path.basename(path).split(".")[0]
    chance = random.Random(17)
    doc_freq, beside = vocabularies[path]
    others = sorted(set().union(*(v[0] for p, v in vocabularies.items() if p != path)) - set(doc_freq))
    frequent = sorted(word for word, n in doc_freq.items() if n >= 3)
    rare = sorted(word for word, n in doc_freq.items() if n <= 3)
    pairs = []
    for word in chance.sample(frequent, len(frequent)):
        wrong = misspell(word, doc_freq, chance)
        if wrong and word in beside and len(pairs) < SAMPLE:
            pairs.append((word, wrong))
    with tempfile.TemporaryDirectory() as scratch:
        index = add(build, path, scratch + "/index")
        words = [word for word, _ in pairs]
        row(name, "a slip in a word", words, suggestions(build, index, [wrong for _, wrong in pairs]))
        row(name, "... beside another word", [f"{word} {beside[word]}" for word in words],
            suggestions(build, index, [f"{wrong} {beside[word]}" for word, wrong in pairs]))
        for what, source in (("a rare word, as it is", rare), ("a word that none has", others)):
            chosen = chance.sample(source, min(SAMPLE, len(source)))
            row(name, what, [None] * len(chosen), suggestions(build, index, chosen))


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    build, paths = sys.argv[1], sys.argv[2:]
    vocabularies = {path: vocabulary(path, random.Random(3)) for path in paths}
    print("| articles | queries | number | suggestions | right | precision |")
    print("| --- | --- | --- | --- | --- | --- |")
    for path in paths:
        measure(build, path, vocabularies)


main()
