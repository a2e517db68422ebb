# SPDX-License-Identifier: MIT
# Hits that are near-duplicates show different passages where these are as good, over several indexes too; what each of
# several hits says in the same words is shown for some of them only.
storm='The storm hit the coast at noon, and two ferries stayed in the old port all day long.'
capital='Nothing of this was known in the capital, where people went to work as on any other day, and came back in the evening without an umbrella. The sky was no concern of theirs, since it was blue there from one end to the other.'
later='In the evening the storm left the coast again, and one of the ferries put to sea with all that had waited for it.'
notice='You may copy, sell and change this under the terms of the licence as it was published before, and not otherwise.'
article() { printf '{"id":"%s","title":"%s","text":"%s"}\n' "$@"; }
{
  article a 'As it came' "$storm $capital $later"
  for name in Whales Ships Salt; do
    article "$name" "$name" "$notice $capital It counts $name."
  done
  article Trade Trade "$notice $capital It keeps the terms of trade, as they change from year to year."
  article Roads Roads "$notice $capital Roads change, and so do all of the terms that were published."
} > articles.jsonl
{
  article b 'As it was printed' "$storm $capital $later This was read on a Monday."
  article c 'In short' "$storm $capital"
} > more.jsonl
quern-index add -i index articles.jsonl 2> /dev/null
quern-index add -i other more.jsonl 2> /dev/null
query() {
  echo "\$ quern-query $*"
  quern-query -i index -i other --snippet-chars 120 "$@" 2>&1 | sed -E 's/\([0-9.]+ ms\)/(N ms)/'
}
query storm coast ferries
query --sort id '+terms +change published'
query --snippets 2 storm coast ferries
