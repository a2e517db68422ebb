# SPDX-License-Identifier: MIT
# A file of JSON Lines is followed while it is written, rotated, truncated, and over restarts.
made() { sed -E 's/ in [0-9.]+ s; the index has .*//; s/^quern-index: //'; }
follow() { # [OPTION...]: in the background
  rm -f messages
  quern-index add -i index --no-sync --commit-every 0.05s --tail "$@" 2> messages &
  tail=$!
}
await() { # COMMAND...: until it succeeds
  for _ in $(seq 500); do
    "$@" 2> /dev/null && return
    sleep 0.02
  done
  echo "in vain: $*"
}
is_found() { [ "$(quern-query -i index --format ids "$1" 2> /dev/null)" = "$2" ]; }
await_word() { # WORD ID: until a search for the word finds the article
  await is_found "$1" "$2" && echo "$1: $2"
}
stop() { # SIGNAL
  kill "-$1" $tail
  wait $tail
  echo "exit $?"
  tail=
  made < messages
}
tail=
trap '[ -z "$tail" ] || kill -KILL $tail' EXIT # where the script is ended before
generation() { quern-index info -i index --json | grep -o '"generation":[0-9]*' | head -n 1; }

echo "--- lines that have ended are found; one that has not waits"
printf '{"text":"apple"}\n{"id":"own","text":"pear"}\n{"text":"cher' > app.jsonl
follow app.jsonl
await_word apple app.jsonl#1
await_word pear own
is_found cher app.jsonl#3 || echo "cher: not found"
printf 'ry"}\nnot JSON\n' >> app.jsonl
await_word cherry app.jsonl#3
echo "--- another writer waits, readers do not"
quern-index delete -i index own 2>&1 | sed -E 's/process [0-9]+ is/another writer is/'
echo "exit ${PIPESTATUS[0]}"
echo "--- rotated: what the old file still gets is read, and numbers go on"
mv app.jsonl app.jsonl.1
echo '{"text":"plum"}' >> app.jsonl.1
await_word plum app.jsonl#5
echo '{"text":"grape"}' > app.jsonl
await_word grape app.jsonl#6
echo "--- truncated"
: > app.jsonl
await grep -q truncated messages
echo '{"text":"lemon"}' >> app.jsonl
await_word lemon app.jsonl#7
stop TERM

echo "--- a restart reads on, and knows the numbers of lines"
printf '{"text":"quince"}\nnot JSON\n' >> app.jsonl
follow app.jsonl
await_word quince app.jsonl#8
stop INT
echo "--- nothing new, no commit"
before=$(generation)
is_at_work() { # a signal before that is not seen
  quern-index delete -i index --no-sync unknown
  [ $? = 5 ]
}
follow app.jsonl --quiet --wait
await is_at_work
stop INT
[ "$(generation)" = "$before" ] && echo "the same generation"
echo "--- rotated meanwhile"
mv app.jsonl app.jsonl.2
echo '{"text":"melon"}' > app.jsonl
follow app.jsonl
await_word melon app.jsonl#10
stop INT
echo "--- other adds leave it alone"
quern-index add -i index app.jsonl 2>&1 | made
quern-index add -i index --sync . --exclude 'app.jsonl.*' --exclude messages 2>&1 | made
rm app.jsonl
quern-index add -i index --sync . --exclude 'app.jsonl.*' --exclude messages 2>&1 | made
quern-index export -i index | sed -E 's/.*"id":"([^"]*)".*"text":"([^"]*)".*/\1 \2/'
quern-index check -i index > /dev/null
echo "exit $?"

echo "--- a pipe, to its end"
printf '{"id":"a","text":"fig"}\n{"id":"b","text":"date"}' | quern-index add -i pipe --tail --commit-every 1 - 2>&1 | made
quern-index info -i pipe --json | grep -o '"generation":[0-9]*' | head -n 1
mkfifo fifo
follow fifo
exec 3> fifo
echo '{"id":"c","text":"lime"}' >&3
await_word lime c
exec 3>&-
wait $tail
echo "exit $?"
made < messages

echo "--- a file that is not there yet"
follow later.jsonl
await grep -q waiting messages
echo '{"text":"kiwi"}' > later.jsonl
await_word kiwi later.jsonl#1
stop INT

echo "--- a restart remembers the options"
echo '{"b":"mango"}' > map.jsonl
follow --map text=b map.jsonl
await_word mango map.jsonl#1
stop INT
echo '{"b":"papaya"}' >> map.jsonl
follow map.jsonl
await_word papaya map.jsonl#2
stop INT

echo "--- what cannot be followed"
refused() {
  quern-index add -i none --tail "$@" 2>&1 | sed 's/^quern-index: //'
  echo "exit ${PIPESTATUS[0]}"
}
echo text > text.txt
gzip -k text.txt
mkdir folder
refused
refused a b
refused --sync app.jsonl
refused --force app.jsonl
refused --format html app.jsonl
refused --commit-every 5m app.jsonl
refused --commit-every 0 app.jsonl
refused text.txt
refused text.txt.gz
refused folder
ls none 2> /dev/null || echo "no index is made"
