# SPDX-License-Identifier: MIT
# Answers as a page of HTML and as Markdown, of articles that would do harm on one.
printf '%s\n' \
  '{"id":"a\"><script>alert(1)</script>","title":"<img src=x onerror=alert(1)> & \"salt\" [x](javascript:1) *b*","text":"1987. Salt & <b>pepper</b> | - # no heading\n\n``` fence\n--> </p></main> salt &lt; \u202e\u0007 end.","url":"javascript:alert(1)","date":"2025-06-09T20:04","lang":"en","topics":["<i>x</i>","a|b","`c`"]}' \
  '{"id":"# salt","text":"- salt first\n> salt quoted","url":"https://e.org/?a=\"b\"&c=<d>`|é \\","date":"2024","lang":"de","n":3}' \
  '{"id":"docs/`salt` road.md","title":"Salt roads","text":"The salt road. Nothing else is here.","topics":"a|b"}' \
  '{"id":"marsh","title":"Marsh","text":"Reeds. Salt.","url":"https://e.org/marsh","source_map":[{"at":0,"anchor":"sea & \"sky\""}]}' > articles.jsonl
printf '%s\n' 'A song of <i>verse</i>,' '- of list & verse' '# of @verse and :verse:' '    if (verse > 0)' '    1. verse \' > verse.txt
printf '# Tides\n\nEbb.\n\nReeds.\n' > tides.md
quern-index add -i index articles.jsonl tides.md verse.txt 2> /dev/null
printf 'q1\tsalt\n"q2"\t<nothing>\nq3\t"salt\n' > queries.tsv
query() {
  echo "\$ quern-query $*"
  quern-query -i index "$@" 2>&1
  echo "exit $?"
}
query --format html --facet topics --fields topics,n --snippets 2 -v 'salt & <b>'
query --format html --batch queries.tsv --snippets 0 -n 1 | sed '/<style>/,/<\/style>/d'
query --format html --strict '"salt' | sed '/<style>/,/<\/style>/d'
query --format html 'slat & <roads>' | grep '^<p'
query --format html --similar nothing | sed '/<style>/,/<\/style>/d'
query --format markdown --facet topics --fields topics,n --snippets 2 -v 'salt & <b>'
query --format html --snippets 1 reeds | sed '/<style>/,/<\/style>/d'
query --format markdown --snippets 1 reeds
query --format html verse | grep -A 9 '^<p dir'
query --format markdown verse
query --format markdown --batch queries.tsv --snippets 0 -n 1
query --format markdown --strict '"salt'
query --format html -q salt
# The page is whole: it links to the web alone, and loads nothing.
quern-query -i index --format html salt | grep -oE '(src|href|url|import|@font-face)[=(:][^ >]*'
