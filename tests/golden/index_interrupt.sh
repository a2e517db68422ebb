# SPDX-License-Identifier: MIT
# One writer at a time; an interrupted one leaves the last commit.
mkfifo pipe
quern-index add -i index --no-sync --format jsonl --commit-every 2 - < pipe 2> messages &
exec 3> pipe
printf '{"id": "1", "text": "one"}\n{"id": "2", "text": "two"}\n' >&3
until quern-index info -i index > /dev/null 2>&1; do sleep 0.05; done

echo "--- a second writer while the first is at work; readers are not kept out"
echo '{"id": "other", "text": "other"}' | quern-index add -i index - 2>&1 |
  sed "s/process $! is at work on this index/another writer is at work/" # Linux knows who
echo "exit ${PIPESTATUS[1]}"
quern-index export -i index

echo "--- Ctrl-C"
printf '{"id": "3", "text": "three"}\n' >&3
kill -INT $!
wait $!
echo "exit $?"
cat messages
quern-index export -i index
quern-index check -i index > /dev/null
echo "exit $?"

echo "--- Ctrl-C in the middle of a page, a JSON record, a text"
begin() { # FORMAT: what an endless article of it begins with
  case $1 in html) printf '<html><body><p>' ;; json) printf '{"id": "endless", "text": "' ;; esac
}
for format in html json text; do
  quern-index add -i index --format $format - < pipe 2> messages &
  exec 3> pipe
  { begin $format; yes 'much to read' | head -c 400000 | tr '\n' ' '; } >&3 # a pipe holds less: most of it is read
  kill -INT $!
  wait $!
  echo "exit $?"
  exec 3>&-
  cat messages
done
quern-index export -i index

echo "--- settings stay as they were made"
quern-index add -i index --title-weight 5 pipe 2>&1
echo "exit $?"
mkdir articles
printf 'Häuser\n\nZwei Häuser.\n' > articles/a.txt
quern-index add -i index --lang de articles 2> /dev/null
quern-index export -i index | tail -n 1
quern-index info -i index | sed -n '/^languages/,$p' | sed -E 's/^  [0-9a-f]{8} /  VERSIONS /'
