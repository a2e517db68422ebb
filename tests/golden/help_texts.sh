# SPDX-License-Identifier: MIT
# Every help text fits 80 columns and has an example, the environment and the exit statuses.
check() { # NAME WANTED...: of the text in help.txt
  local name=$1 wanted
  shift
  awk -v name="$name" 'length($0) > 79 { print name ": too wide: " $0 } / $/ { print name ": ends in a blank: " $0 }' help.txt
  for wanted; do grep -q "^$wanted" help.txt || echo "$name: nothing begins with \"$wanted\""; done
}
commands=$(quern-index --help | sed -n '/^For example/q; s/^  \([a-z]*\)  .*/\1/p')
for command in $commands; do
  quern-index "$command" --help > help.txt 2>&1 || echo "$command: exit $?"
  quern-index help "$command" | cmp - help.txt
  check "$command" "Usage: quern-index $command" 'For example:' 'Exit status: 0' '  -h, --help'
  grep -q '^  -i, --index' help.txt && check "$command" 'Environment:' '  QUERN_INDEX'
done
[ "$(echo "$commands" | wc -w)" -ge 9 ] || echo "the help lists too few commands: $commands"
quern-index --help > help.txt
check quern-index 'Usage: quern-index COMMAND' 'For example:' 'Environment:' '  QUERN_INDEX' 'Exit status: 0'
quern-query --help > help.txt
check quern-query 'Usage: quern-query' 'For example:' 'Environment:' '  QUERN_INDEX' 'Exit status: 0'
quern-query --help syntax > help.txt
check syntax 'Queries'
# A mistake is reported with the option as it was written.
quern-query -n x tide 2>&1
quern-query --limit x tide 2>&1
quern-query -0 tide 2>&1
quern-index add -n 2>&1
quern-index add --threads=x y 2>&1
