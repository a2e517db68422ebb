# SPDX-License-Identifier: MIT
# Which files of a folder are taken, what the last line says of the others, and where the index is.
add() { # OPTION...: what `add` prints without its time, and its exit code
  quern-index add "$@" 2>&1 | sed -E 's/ in [0-9.]+ s;/;/; s/articles? in [0-9.]+ ([kM]B|bytes) \(/articles (/'
  echo "exit ${PIPESTATUS[0]}"
}
ids() { quern-index export "$@" | sed -E 's/^\{"id":"([^"]*)".*/  \1/'; }
text() { mkdir -p "$(dirname "$1")" && echo "Words of $1" > "$1"; }

for name in notes/a.md notes/b.txt notes/.draft.md notes/build/out.txt notes/build/keep.md notes/deep/er/c.md \
  notes/deep/er/c.log notes/node_modules/x/readme.md notes/.git/config notes/.mail/cur/1 notes/.mail/new/2 notes/.obsidian/app; do
  text "$name"
done
mkdir notes/.mail/tmp
printf '/build/*\n!/build/keep.md\n*.log\n' > notes/.gitignore
echo node_modules/ > notes/.ignore
echo '!c.log' > notes/deep/.quernignore
printf '\211PNG\r\n\032\n\0\0\0\0' > notes/photo.png
printf '\177ELF\2\1\1\0\0\0\0\0' > notes/tool
: > notes/empty
ln -s a.md notes/link.md
ln -s . notes/loop

echo "--- a folder: exit status 0, one line"
add -i one notes
ids -i one

echo "--- what was left out, and why"
add -i two -v notes | grep -v 'by part\|of text' | sort

echo "--- all of it"
add -i three --hidden --no-ignore --follow notes
ids -i three | wc -l

echo "--- globs and types"
add -i four -g '*.{md,log}' --exclude deep notes
add -i five -t txt notes
add -i six -t markdwon notes
add -i six -g 'a{b' notes
quern-index add --type-list | sed -n '/^md /,/^ml /p'

echo "--- what is named is taken, or refused"
add -i seven notes/.draft.md notes/build/out.txt notes/link.md notes/photo.png notes/build
add -i eight --quiet notes/photo.png notes
add -i nine notse
ls nine 2>&1 | sed 's/.*: //'

echo "--- the index is found upward, and never in itself"
quern-index init notes 2>&1
quern-index init notes 2>&1
cd notes/deep/er || exit
add .
quern-query --files words
cd ../..
add .
ids
quern-index check > /dev/null
echo "exit $?"
