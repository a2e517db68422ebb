# SPDX-License-Identifier: MIT
# One writer at a time; an interrupted one leaves the last commit.
mkfifo pipe
quern-index add -i index --no-sync --format jsonl --commit-every 2 - < pipe 2> messages &
exec 3> pipe
printf '{"id": "1", "text": "one"}\n{"id": "2", "text": "two"}\n' >&3
until quern-index info -i index > /dev/null 2>&1; do sleep 0.05; done

echo "--- a second writer while the first is at work; readers are not kept out"
echo '{"id": "other", "text": "other"}' | quern-index add -i index - 2>&1
echo "exit $?"
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

echo "--- settings stay as they were made"
quern-index add -i index --title-weight 5 pipe 2>&1
echo "exit $?"
mkdir articles
printf 'Häuser\n\nZwei Häuser.\n' > articles/a.txt
quern-index add -i index --lang de articles 2> /dev/null
quern-index export -i index | tail -n 1
quern-index info -i index | sed -n '/^languages/,$p'
