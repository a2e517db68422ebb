# SPDX-License-Identifier: MIT
# A commit that was made with --no-sync and is not whole: both tools go on from the one before, and say so.
run() { # COMMAND...: what it prints, without the times, and its exit code
  "$@" > printed 2>&1; code=$?
  sed -E 's/ in [0-9.]+ s;/;/; s/"?took_us.*//; s/ in [0-9.]+ k?[MB]+ / /; s/ \([0-9.]+ ms\)//' printed
  echo "exit $code"
}
printf '{"id": "1", "text": "walnut"}\n' > one.jsonl
printf '{"id": "2", "text": "hazel"}\n' > two.jsonl
quern-index add -i index one.jsonl 2> /dev/null
quern-index add -i index --no-sync two.jsonl 2> /dev/null
echo "--- it is there"
run quern-query -i index --count hazel
truncate -s 40 index/manifest.unsynced
echo "--- it is lost"
run quern-query -i index --count hazel
run quern-index info -i index --json | grep -o '"lost_generation":[0-9]*\|.*warning.*\|exit.*'
echo "--- it is made again"
run quern-index add -i index two.jsonl
run quern-query -i index --count hazel
