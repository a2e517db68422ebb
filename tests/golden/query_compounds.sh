# SPDX-License-Identifier: MIT
# Closed compounds: what their parts find, and which words do not find others that have their letters.  Every word is
# an article of its own; what is after a colon is found, in compounds alone or as it is.
words() { # LANGUAGE: the words on standard input, each as an article
  tr -s ' ' '\n' | grep . | awk -v lang="$1" '{ printf "{\"id\":\"%s\",\"text\":\"%s\",\"lang\":\"%s\"}\n", $1, $1, lang }'
}
words de > de.jsonl << 'END'
Hochspannungsnetzgerät Hochspannung Netzteil Netz Teil Krankenhaus Hochhaus Hochhäuser krank hoch Haus Handbuch Hand Buch
Tageszeitung Tag Zeitung Jahreszeit Jahr Zeit Dateiname Datei Name Arbeitsmarkt Arbeit Markt Liebeslied Liebe Lied Sonnenschein
Sonne Schein Kindergarten Kind Garten Schulhof Schule Hof Wörterbuch Wort Wörter Kasten Ast Gast Brot rot Spargel spar Gel
Umweltschutz Umwelt Schutz Verzeichnis Zeichnis Bundesrat Bund Rat Fahrrad Rad fahren folgende folgen Ende Wochenende Woche
END
words nl > nl.jsonl << 'END'
roggebrood rogge brood broodrooster rooster fietspad fiets fietsen pad bestandsnaam bestand naam stadhuis stad huis handschoen schoen
vrijheid vrij kasteel kast
END
words sv > sv.jsonl << 'END'
arbetsmarknad arbete marknad järnväg järn väg sjukhus sjuk hus barnbok barn bok kyrkogård kyrka gård följande följa ande
END
quern-index add -i de de.jsonl 2> /dev/null
quern-index add -i nl nl.jsonl 2> /dev/null
quern-index add -i sv sv.jsonl 2> /dev/null
find_words() { # INDEX WORD...
  local index=$1 word
  shift
  for word; do
    echo "$index $word: $(quern-query -i "$index" -n 100 --trec x "$word" | cut -d ' ' -f 3 | paste -sd ' ')"
  done
}
find_words de Netzgerät Haus Häuser Buch Zeitung Zeit Name Markt Arbeit Lied Liebe Schein Garten Schule Schutz Woche
find_words de Ast Gast Brot Rot Zeichnis Gel Ende
find_words nl brood fiets naam huis schoen stad vrij kast
find_words sv marknad arbete järn sjuk barn ande
query() {
  echo "\$ quern-query $*"
  quern-query -i de "$@" 2>&1 | sed -E 's/\([0-9.]+ ms\)/(N ms)/; s/\x1b/^[/g'
}
query --color always -n 2 --explain buch
query --count haus
query --count =haus
query --count +haus +krank
query --count '"haus"'
query --count haus -hoch
query --count krankenhaus -haus
