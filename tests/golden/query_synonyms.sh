# SPDX-License-Identifier: MIT
# Words that mean the same, from a file.
printf '{"id":"a","text":"the sea is deep"}\n{"id":"b","text":"an ocean"}\n{"id":"c","text":"a motor car"}\n' > articles.jsonl
quern-index add -i index articles.jsonl 2> /dev/null
query() {
  echo "\$ quern-query $*"
  quern-query -i index "$@" 2>&1
  echo "exit $?"
}
printf '# waters\nsea, ocean\ncar => car, motor car, auto\n' > synonyms.txt
query -l sea
query --synonyms synonyms.txt -l sea
query --synonyms synonyms.txt -l Ocean
query --synonyms synonyms.txt -l car -- -motor
query --synonyms synonyms.txt --json --count car | grep -o '"parsed":[^,]*'
query --synonyms synonyms.txt --all-matches ocean
printf 'q\tocean\n' | quern-query -i index --synonyms synonyms.txt --batch - -l
echo > empty.txt
query --synonyms empty.txt -l sea
printf 'sea, ocean\n=> water\n' > wrong.txt
query --synonyms wrong.txt -l sea
query --synonyms missing.txt -l sea
query --synonyms . -l sea
