# SPDX-License-Identifier: MIT
# JSON in the shapes that programs write: an object without a known text has all its strings as text.
show() { quern-index export -i "$1" | cut -c 1-400; }
add() { quern-index add --no-sync -i "$@" 2>&1 | grep -v 'articles\? added'; }
awk '/^== / { close(file); file = $2; next } { print > file }' <<'E'
== wordpress.json
[{"id":7,"date":"2024-03-05T06:00:00","link":"https://b.example/7","title":{"rendered":"It&#8217;s open"},
  "content":{"rendered":"<p>The pier is <em>open</em>.</p>\n<ul><li>Daily</li></ul>\n","protected":false},"excerpt":{"rendered":"<p>The pier</p>"}}]
== telegram.json
{"name":"Boats","type":"private_group","id":42,"messages":[{"id":1,"date":"2020-01-01T10:00:00","from":"Ann","text":"the gannet text"},
 {"id":2,"from":"Bob","text":["see ",{"type":"link","text":"https://e.example"}]}]}
== crossref.jsonl
{"DOI":"10.1/x","title":["On <i>Ardea</i>"],"abstract":"<jats:p>Herons &amp; others.</jats:p>","author":[{"given":"Ada","family":"Finch"}],"volume":"3"}
{"DOI":"10.1/y","title":[],"container-title":["Birds"]}
== notebook.ipynb
{"cells":[{"cell_type":"markdown","source":["# Tides\n","A note."]},{"cell_type":"code","source":["h = 4.2\n","print(h)"],"outputs":[{"data":{"text/plain":["4.2"]}}]}],"nbformat":4}
== tweets.jsonl
{"id_str":"9","full_text":"A heron at low water","user":{"name":"Ann"}}
{"id_str":"10","message":"no known key but this"}
== app.log
{"level":"error","ts":1709618400,"msg":"disk full","path":"/var"}
{"level":"info","ts":1709618401,"msg":"disk free"}
== results.json
{"count":2,"next":null,"results":[{"id":"a","title":"One","body":"first"},{"id":"b","title":"Two","body":"second"}],"page":"1"}
== inline.pp
{$INLINE OFF}
program heron;
== quoted.txt
{"a quotation"} stands in braces here.
== numbers.json
{"a":1,"b":[2,3]}
E
for file in wordpress.json telegram.json crossref.jsonl notebook.ipynb tweets.jsonl app.log inline.pp quoted.txt numbers.json; do
  add index "$file"
done
show index
echo "--- an array within an object, and keys of one's own"
add records --records results --map title=id,text=title results.json
show records
add records --records result results.json
add records --map text results.json
echo "--- standard input has a name"
echo "The first note" | add input --id one --title "A title" -
echo "<h1>Second</h1><p>note" | add input --id two --format html --title Another -
echo "A third" | add input -
echo "A fourth" | add input -
show input
echo "--- ids relative to a folder"
mkdir -p folder/below
echo "A note in a folder." > folder/below/note.txt
add base --base folder folder
show base
add other_base --base folder/below "$PWD/folder"
show other_base
add no_base --base folder/blow folder
[ -e no_base ] && echo "an index was made"
