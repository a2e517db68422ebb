# SPDX-License-Identifier: MIT
# The command line of quern-index.
run() {
  echo "\$ quern-index $*"
  quern-index "$@" 2>&1
  echo "exit $?"
}
run
run --version
run help compact
run help serch
run frobnicate
run serch
run delte x
run -i index info
run add
run add --frobnicate x
run add --theads 2 x
run add -null x
run add -Z x
run add --threads
run add --threads none x
run add --threads 0 x
run add --memory lots x
run add --format word x
run add --title-weight 17 x
run add --progress sometimes x
run add --no-sync=yes x
run delete
run merge
run compact now
run analyze
for command in add delete compact check info merge export analyze; do
  quern-index $command --help > help.txt 2>&1 || echo "$command: exit $?"
  grep -q "^Usage: quern-index $command" help.txt || cat help.txt
  quern-index $command --version
done
