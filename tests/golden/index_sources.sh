# SPDX-License-Identifier: MIT
# What `add` does with files that it has read before, situation by situation.
old() { touch -d "2020-01-0$1" "${@:2}"; }
made() { sed -E "s/ in [0-9.]+ s; the index has .*//; s/^quern-index: //; s|^$PWD/||"; }
add() {
  quern-index add -i index "$@" 2>&1 | made
  echo "exit ${PIPESTATUS[0]}"
}
ids() { quern-index export -i index | sed -E 's/.*"id":"([^"]*)".*/\1/' | sort | tr '\n' ' ' && echo; }
generation() { quern-index info -i index --json | grep -o '"generation":[0-9]*'; }
state() { ids && generation; }

mkdir -p notes/deep
for name in a b c deep/d deep/e; do
  echo "text of $name" > "notes/$name.txt"
done
printf '{"text":"one"}\n{"id":"own","text":"two"}\n{"text":"three"}\n' > notes/records.jsonl
old 1 notes/*.txt notes/*.jsonl notes/deep/*

echo "--- new"
add notes
state
echo "--- unchanged, by every name"
ln -s notes link
add notes
add ./notes/
add "$PWD/notes"
add link
add notes/a.txt
state
echo "--- touched"
old 2 notes/a.txt
add notes
state
echo "--- changed, and fewer records"
echo "another text" > notes/a.txt
printf '{"text":"one"}\n{"id":"own","text":"two"}\n' > notes/records.jsonl
old 3 notes/a.txt notes/records.jsonl
add notes
state
echo "--- renamed: the title was its name; another extension is another format"
mv notes/b.txt notes/bee.txt
mv notes/c.txt notes/c.md
add notes
quern-index export -i index | grep -e bee -e c.md
state
echo "--- a folder is moved, and a name changes in case alone"
mv notes/deep notes/deeper
mv notes/a.txt notes/A.txt
add notes
state
echo "--- deleted: stays, and goes with --sync below what is named"
rm notes/A.txt notes/deeper/d.txt
add notes
add --sync notes/deeper
add --sync notes/A.txt
state
echo "--- became binary; became empty"
printf '\x7fELF\0\0\0\0' > notes/bee.txt
: > notes/c.md
old 4 notes/bee.txt notes/c.md
add notes
state
echo "--- replaced by a link"
rm notes/deeper/e.txt
ln -s ../records.jsonl notes/deeper/e.txt
add --sync notes
state
echo "--- what was added before, again"
echo "new" > notes/new.txt
add --sync
state
echo "--- a deleted article stays away while its file is unchanged"
quern-index delete -i index own 2>&1 | sed "s/;.*//"
add notes
add --force notes
ids
echo "--- read in another way"
old 5 notes/new.txt
add --lang de notes/new.txt
add notes/new.txt
add
echo "--- a root inside another"
mkdir notes/inner
echo "inner" > notes/inner/i.txt
old 1 notes/inner/i.txt
add notes/inner
add .
ids
echo "--- the options of a root are used again; others replace them"
mkdir -p opt/private opt/.hidden
for name in a.md b.log private/c.md .hidden/d.md; do echo "text of $name" > "opt/$name"; done
old 1 opt/*.* opt/*/*.md
addopt() {
  quern-index add -i opt.index "$@" 2>&1 | made
  quern-index export -i opt.index | sed -E 's/.*"id":"([^"]*)".*/\1/' | sort | tr '\n' ' ' && echo
}
addopt --exclude private -T log opt
addopt
addopt opt
addopt --hidden --exclude private opt
addopt --defaults opt
echo "--- a root that another one leaves out; a root with options of its own in another one"
addopt --exclude private -T log opt
addopt -t log opt/private
addopt opt/.hidden
for name in private/e.log private/f.md .hidden/g.md .hidden/h.log; do echo "text of $name" > "opt/$name"; done
addopt
quern-index info -i opt.index --sources | sed -n '/^sources/,$s/  2[^ ]*T[^ ]* .*opt/  TIME  opt/p; /^ *with/p'
echo "--- forgotten: its articles stay, or are deleted"
forget() {
  quern-index forget -i opt.index "$@" 2>&1 | sed -E "s|$PWD/||; s/; the index has .*//; s/^quern-index: //"
  echo "exit ${PIPESTATUS[0]}"
}
mv opt/private gone
addopt
mv gone opt/private
forget opt/.hidden nowhere
forget opt
addopt
forget --delete opt/private
addopt opt
forget --delete opt
quern-index info -i opt.index --sources | sed -n '/^sources/,$p'
rm -r opt opt.index
echo "--- what is not there"
add --sync nowhere
mv notes gone
add --sync
ids
add --sync notes
ids
