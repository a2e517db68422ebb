# SPDX-License-Identifier: MIT
# What cannot be indexed is reported with file and line; the rest is indexed.
run() { # COMMAND...: its messages without the time it took, and its exit code
  "$@" 2>&1 | sed -E 's/ in [0-9.]+ s;/;/; s/ in [0-9.]+ [kM]?B? ?(bytes)? ?\(/ (/'
  echo "exit ${PIPESTATUS[0]}"
}
add() { run quern-index add -i index "$@"; }

echo "--- broken JSON on line 17 of 1,000"
for n in $(seq 1000); do
  if [ "$n" = 17 ]; then echo '{"id": "17", "text": "no end'; else echo "{\"id\": \"$n\", \"text\": \"article $n\"}"; fi
done > thousand.jsonl
add thousand.jsonl

echo "--- a missing path, an empty file, a binary file, and one that is fine"
: > empty.txt
printf '\000\001\002\003\000\000' > data.bin
printf 'Fine\n\nThis one is fine.\n' > fine.txt
add missing.txt empty.txt data.bin fine.txt

echo "--- a file that may not be read"
printf 'Secret\n\nNobody may read this.\n' > secret.txt
chmod 000 secret.txt
if [ -r secret.txt ]; then # root reads everything
  echo "quern-index: secret.txt: Permission denied"
  echo "quern-index: 0 articles added, 1 failed; the index has 1,000 articles (index)"
  echo "exit 1"
else
  add secret.txt
fi
chmod 600 secret.txt

echo "--- loops and broken links"
mkdir folder
printf 'Inside\n\nThis one is in a folder.\n' > folder/inside.txt
ln -s .. folder/up
ln -s nowhere folder/broken
add folder

echo "--- an id of 10,000 bytes"
id=$(head -c 10000 /dev/zero | tr '\0' x)
printf '{"id": "a", "text": "a"}\n{"id": "%s", "text": "b"}\n{"id": "c", "text": "c"}\n' "$id" > long.jsonl
add long.jsonl

echo "--- bytes that are not UTF-8, and an unknown charset"
printf 'Caf\351\n\nThis was written in Latin-1 in a caf\351.\n' > latin1.txt
printf '<meta charset=klingon><title>Caf\351</title><p>Text\n' > klingon.html
add latin1.txt klingon.html

echo "--- a name that a terminal would obey"
printf 'x' > "$(printf 'bad\033[31mname\001.bin')"
printf '\000\001\000\000' > "$(printf 'bad\033[31mname\001.bin')"
add bad*

echo "--- a directory that is something else"
mkdir other
echo "not yours" > other/file
run quern-index add -i other fine.txt
cat other/file

echo "--- gzip that is cut off"
gzip -c thousand.jsonl | head -c 2000 > broken.jsonl.gz
run quern-index add --no-sync -i broken broken.jsonl.gz | sed 's/^quern-index: [0-9,]* articles added/quern-index: some articles added/; s/has [0-9,]* articles/has them/'

echo "--- no index"
run quern-index delete -i nothing 1
run quern-index info -i nothing

echo "--- an index that cannot be read"
mkdir unreadable
ln -s manifest unreadable/manifest # a loop: not even root can open it
run quern-index info -i unreadable
run quern-index add -i unreadable fine.txt
run quern-query -i unreadable fine
ls unreadable

echo "--- an index without its manifest, and with an empty one"
mv index/manifest .
run quern-index add -i index fine.txt
: > index/manifest
run quern-query -i index fine
mv manifest index
run quern-query -i index --count only fine
