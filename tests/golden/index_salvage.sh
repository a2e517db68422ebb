# SPDX-License-Identifier: MIT
# A damaged index: adding goes on, compact, merge and check refuse, export leaves out, salvage makes a new one.
export QUERN_INDEX=index
articles() { # FROM TO: articles whose texts hardly compress
  awk -v from="$1" -v to="$2" 'BEGIN { x = from; for (i = from; i <= to; i++) {
    printf "{\"id\":\"n%d\",\"text\":\"", i
    for (w = 0; w < 1500; w++) { x = x * 16807 % 2147483647; printf "%s%d", w ? " " : "", x }
    print "\"}" } }'
}
run() { # COMMAND...: what it prints without sizes and the names of segments, and its exit code
  quern-index "$@" > printed 2> messages; code=$?
  sed -E 's/[0-9a-f]{32}/NAME/g; s%/[^ ]*/((index|cut|mixed)/NAME)%\1%; s/, [0-9.]+ [kM]B in /, SIZE in /; s/ in [0-9.]+ s;/;/; s/ in [0-9.]+ ([kM]B|bytes) \(/ (/; s/ in [0-9.]+ s$//;
    s/at byte [0-9]+: (the checksum|it has)/at byte N: \1/; s/^[0-9]+ problem/N problem/; s/: [0-9]+ problems?/: N problems/' printed messages
  echo "exit $code"
}
ids() { grep -o '"id":"[a-z0-9]*"' | tr -d '\n'; echo; }

articles 1 12 | quern-index add - 2> messages
printf '\125\125\125' | dd of="$(echo index/*.segment)" bs=1 seek=100 conv=notrunc 2> messages

echo "--- adding and deleting go on"
printf '{"id":"m1","text":"more"}\n' | run add -
run delete n12

echo "--- what needs all of it does not"
run compact
run check | sed '/^index\/NAME/d'
printf '{"id":"other","text":"index"}\n' | quern-index add -i other - 2> messages
run merge -i other index
quern-index export -i other

echo "--- exporting leaves out"
quern-index export 2> messages | cut -c 1-40 > lines; echo "exit ${PIPESTATUS[0]}"
sed -E 's/[0-9a-f]{32}/NAME/g' messages
ids < lines

echo "--- salvaging"
run salvage new
quern-index export -i new | ids
run check -i new
run salvage new
run salvage
run salvage -i new newer

echo "--- a file that cannot be opened"
printf '{"id":"c1","text":"one"}\n' | quern-index add -i cut - 2> messages
truncate -s 100 cut/*.segment
printf '{"id":"c2","text":"two"}\n' | run add -i cut -
run delete -i cut c1
run info -i cut
printf '{"id":"c1","text":"one"}\n' | run add -i cut -
quern-index export -i cut | ids

echo "--- without a manifest"
rm index/manifest
run info
run salvage newest

echo "--- a segment of another format version"
printf '{"id":"v1","text":"one"}\n' | quern-index add -i mixed - 2> messages
other_version() { # FILE: its footer has another version
  printf '\011' | dd of="$1" bs=1 seek=$(($(stat -c %s "$1") - 12)) conv=notrunc 2> messages
}
other_version "$(echo mixed/*.segment)"
run info -i mixed
quern-query -i mixed one 2>&1 | sed -E 's/[0-9a-f]{32}/NAME/g; s/at byte [0-9]+/at byte N/'; echo "exit ${PIPESTATUS[0]}"
printf '{"id":"v2","text":"two"}\n' | run add -i mixed -
run salvage -i mixed of-mixed
quern-index export -i of-mixed | ids

echo "--- an index of another format version"
printf '{"id":"v1","text":"one"}\n' | quern-index add -i older - 2> messages
for file in older/*.segment older/manifest; do other_version "$file"; done
run info -i older
printf '{"id":"v2","text":"two"}\n' | run add -i older -
quern-query -i older one 2>&1; echo "exit ${PIPESTATUS[0]}"
run salvage -i older of-older
