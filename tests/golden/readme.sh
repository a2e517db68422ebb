# SPDX-License-Identifier: MIT
# The commands of the README print what the README says, times and sizes aside; its C code is that of a tested program;
# the targets of make that it names exist and take the variables it names.
# BLESS=1 writes what they print into the README.
mkdir index-data
cp -r "$SAMPLES" index-data/articles
times() { sed -E 's/ \([0-9.,]+ [kM]?B\/s\)//; s/[0-9][0-9.,]* (µs|ms|s|kB)\b/N \1/g; s/("(took|fetch)_us"):[0-9.]+/\1:N/g'; }
"$ROOT/tests/support/run-readme" "$ROOT/README.md" > printed.md
if [ "${BLESS:-}" = 1 ]; then
  cp printed.md "$ROOT/README.md"
fi
diff -u --label README.md --label printed <(times < "$ROOT/README.md") <(times < printed.md) && echo "as the README says"

example=$(sed -n '/^```c$/,/^```$/p' "$ROOT/README.md" | sed '1d;$d')
[[ $(< "$ROOT/tests/api/embed.c") == *"$example"* ]] && echo "the example is part of embed.c"

unset MAKEFLAGS MFLAGS MAKELEVEL
missing=$(grep -oE '(^|`|sudo )make [a-z-]+' "$ROOT/README.md" | sed 's/.*make //' | sort -u |
  grep -vxFf <(make -C "$ROOT" --no-print-directory help | awk '{ print $1 }'))
echo "targets that there are not: ${missing:-none}"
takes() { # TARGET VARIABLE=VALUE...: they are named beside the target, and come through
  local line commands given target=$1
  line=$(grep -E "^make $target( |$)" "$ROOT/README.md")
  shift
  commands=$(make -n -C "$ROOT" "$target" "$@") || echo "make -n $target fails"
  for given in "$@"; do
    [[ $line == *"${given%=*}="* ]] || echo "${given%=*} is not named beside $target"
    [[ $commands == *"${given#*=}"* ]] || echo "$target does not take $given"
  done
}
takes bench CORPUS=some.jsonl QUERIES=some.tsv
takes bench-index
takes relevance DATA=some-folder
