#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# synthetic.py: a dictionary of a million made-up words, to measure words that expand: articles of words
# that are drawn letter by letter, as three letters follow each other in English.  The same ones on every machine.
#
#   synthetic.py OUT.jsonl [WORDS]
import json
import os
import random
import sys

SEED = 11
WORDS = 1_000_000
NEW_IN_ARTICLE, OLD_IN_ARTICLE = 500, 100
LONGEST = 18
SAMPLE = """
about above academy account across action active actual address advance advice affair afford after against agency
agreement almost already although always among amount ancient animal another answer appear apply area argue around
arrive article artist aspect assume attack attempt attention authority available average avoid balance because become
before begin behaviour believe benefit between beyond billion board bottom branch breath bridge bring brother
budget building business campaign capital capture career carry catch cause central century certain challenge chance
change character charge charity chemical child choice church circle citizen claim classic clear climate close coast
collection college colour combine comfort command comment commerce common community company compare competition
complete concern condition conduct conference confirm conflict connect consider constitution construct consumer contain
content context contract contribute control convert cottage council country couple courage course cover create credit
crisis criterion critic crowd culture current custom damage danger daughter debate decade decide declare decline defence
define degree deliver demand democracy department depend describe desert design desire despite destroy detail determine
develop device difference difficult digital dinner direct discover discuss disease distance district divide doctor
document domestic double doubt draught dream drive during early earth easily economy education effect effort either
elect element emerge emotion emphasis employ encourage energy engine enough ensure enter environment equal escape
especially establish estate evening event evidence exactly examine example excellent exchange exist expand expect
experience expert explain explore export express extend extra factor failure family famous farmer feature federal feeling
fiction field fight figure final finance finger finish floor follow foreign forest forget formal former forward
foundation freedom friend front function fund further future garden gather general generation gentle global govern
grammar ground growth guarantee guess handle happen harbour health hearing heavy height history holiday horizon hospital
household however hundred husband idea identify illustrate image imagine impact import impossible improve include
increase indeed independent indicate individual industry influence inform initial inquiry inside instance institute
instrument insurance interest international interview introduce invest involve island issue itself journal journey
judge justice keep kitchen knowledge labour lack language large later launch lawyer leader learn leave legal length
letter level liberal library likely limit listen literature little local location logic lovely machine magazine maintain
major manage manner market marriage material matter maximum maybe measure media medical meeting member memory mention
message method middle military million mineral minister minor minute mission mixture model modern moment money month
moral morning mother motion mountain movement murder museum music mystery narrow nation natural nature nearly necessary
negative neighbour neither network never normal north nothing notice nuclear number object observe obtain obvious
occasion occur offer office often operate opinion opportunity option orange order ordinary organise origin other
ourselves outcome outside owner package painting paper parent parliament part particular partner pass past patient
pattern peace people percent perfect perform perhaps period person phase philosophy phone photograph phrase physical
picture piece place planet plastic player please point police policy politics popular population position possible
potential pound poverty power practice prefer prepare presence present president pressure prevent previous price
principle prison private probably problem process produce product professor programme progress project promise promote
proper property proportion propose protect prove provide public publish purpose quality quarter question quickly quiet
quite radio railway range rather reach reaction reader reality realise reason receive recent recognise record recover
reduce reflect reform refuse regard region register regular relate release relevant religion remain remember remove
repeat replace reply report represent require research resource respond rest result return reveal review revolution
right river rule safety satisfy scale scene schedule scheme school science scope screen search season second secret
section sector security select senior sense separate series serious service several shadow shape share shoulder signal
silence similar simple since single sister situation skill slightly small smooth social society soldier solution
somebody source south space speak special speech spend spirit sport spring square staff standard statement station
status step still stock store strange strategy street strength stress strike structure struggle student study style
subject success sudden suffer suggest summer supply support suppose surface surprise survey system table talent target
teacher technique technology television temperature tension term theatre theory thing thought thousand threat throw
together tomorrow touch towards tradition traffic train transfer transport travel treat trial trouble truth type under
understand union unique universe university unless until upper urban usually valley value variety various vehicle version
victim village violence vision visit voice volume vote wage walk warning watch water wealth weather weight welcome
western whatever whether while whole wide window winter within without wonder worker worth write yellow yesterday young
"""


def followers():
    """{two letters: those that follow them, as often as they do}; a space begins and ends a word."""
    found = {}
    for word in SAMPLE.split():
        padded = f"  {word} "
        for at in range(len(padded) - 2):
            found.setdefault(padded[at:at + 2], []).append(padded[at + 2])
    return found


def draw_word(chance, following):
    word = "  "
    while len(word) < LONGEST + 2:
        letter = chance.choice(following[word[-2:]])
        if letter == " ":
            break
        word += letter
    return word[2:]


def write_articles(out, n_words):
    """Each has new words and some of before, the first ones more often than others."""
    chance, following = random.Random(SEED), followers()
    words, seen, number = [], set(), 0
    with open(out + ".new", "w", encoding="ascii") as f:
        while len(words) < n_words:
            start = len(words)
            while len(words) < min(start + NEW_IN_ARTICLE, n_words):
                word = draw_word(chance, following)
                if len(word) > 2 and word not in seen:
                    seen.add(word)
                    words.append(word)
            text = words[start:] + [words[int(len(words) * chance.random()**3)] for _ in range(OLD_IN_ARTICLE)]
            f.write(json.dumps({"id": str(number), "title": words[start], "text": " ".join(text)}) + "\n")
            number += 1
    os.rename(out + ".new", out)


def read_words(path):
    """The words of such articles, each once."""
    with open(path, encoding="ascii") as f:
        return [word for line in f for word in json.loads(line)["text"].split()[:NEW_IN_ARTICLE]]


if __name__ == "__main__":
    write_articles(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else WORDS)
