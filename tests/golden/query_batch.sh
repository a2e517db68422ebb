# SPDX-License-Identifier: MIT
# Batches: the order of the answers is that of the queries, with one thread or several.
cp -r "$SAMPLES" articles && quern-index add -i index articles 2> /dev/null
words=(salt rare trade truce harbour coffee tides bats nosuchword compost lighthouse)
for i in {1..400}; do
  printf '%d\t%s %s\n' "$i" "${words[i % 11]}" "${words[i * 7 % 10]}"
done > queries.tsv
quern-query -i index --batch queries.tsv --trec tag > one.run
echo "exit $?, $(cut -d' ' -f1 one.run | uniq | wc -l) queries"
quern-query -i index --batch - --threads 4 --trec tag < queries.tsv | cmp - one.run && echo "the same with four threads"
sort -n -s -k1,1 one.run | cmp - one.run && echo "in order"
head -3 one.run
printf 'a\tsalt\nb\tnosuchword\n' | quern-query -i index --batch - --count
printf 'a\t\n\nb\tsalt\n' | quern-query -i index --batch - --count 2> /dev/null
printf 'b\tnosuchword\n' | quern-query -i index --batch - --count
echo "exit $?"
printf 'a\tcaf\351 salt\n' | quern-query -i index --batch - --count 2>&1
printf '' | quern-query -i index --batch -
echo "exit $?"
printf 'a\tsalt\nb\t"salt\n' | quern-query -i index --batch - --strict --count 2>&1
echo "exit $?"
printf 'b\t"salt\n' | quern-query -i index --batch - --strict --count 2>&1
echo "exit $?"
quern-query -i index --batch queries.tsv | head -1 | sed -E 's/\([0-9.]+ ms\)/(N ms)/'

# A program that reads along has each answer before it asks the next.
coproc quern-query -i index --batch - --count
echo $'1\tsalt' >&"${COPROC[1]}"
read -r -t 20 answer <&"${COPROC[0]}"
echo "read along: $answer"
