# SPDX-License-Identifier: MIT
# The commands of the README and of the pages in docs/ print what these say, times and sizes aside; their C code is that
# of tested programs; the targets of make that they name exist, and take the variables that the README names.
# BLESS=1 writes what the commands print into the documents.
documents=("$ROOT/README.md" "$ROOT"/docs/*.md)
others=("$ROOT/ARCHITECTURE.md" "$ROOT/CONTRIBUTING.md" "$ROOT/SECURITY.md")

times() { sed -E 's/ \([0-9.,]+ [kM]?B\/s\)//; s/[0-9][0-9.,]* (µs|ms|s|kB)\b/N \1/g; s/("(took|fetch)_us"):[0-9.]+/\1:N/g; s/((--after |"next":")[A-Za-z0-9_-]{4})[A-Za-z0-9_-]+/\1/g'; }

# The README's tour begins by making the index; a page of docs/ finds one of the sample articles.
prepare() { # DOCUMENT
  rm -rf index-data
  mkdir index-data
  cp -r "$SAMPLES" index-data/articles
  [ "$1" = "$ROOT/README.md" ] || quern-index add --no-sync index-data/articles 2> /dev/null
}

differ=
for document in "${documents[@]}"; do
  name=${document#"$ROOT/"}
  prepare "$document"
  "$ROOT/tests/support/run-readme" "$document" > printed.md
  if [ "${BLESS:-}" = 1 ]; then
    cp printed.md "$document"
  fi
  diff -u --label "$name" --label printed <(times < "$document") <(times < printed.md) || differ+=" $name"
done
echo "documents whose commands print something else:${differ:- none}"

examples=$(cat "$ROOT"/tests/api/*.c "$ROOT"/examples/*.c 2> /dev/null)
for document in "${documents[@]}" "${others[@]}"; do
  [ -e "$document" ] || continue
  while IFS= read -r -d $'\x01' block; do
    [[ $examples == *"$block"* ]] || echo "${document#"$ROOT/"}: C code that is in no tested program: ${block%%$'\n'*}"
  done < <(awk '/^```c$/ { inside = 1; next } /^```$/ && inside { inside = 0; printf "\001" } inside' "$document")
done
echo "C code compared"

unset MAKEFLAGS MFLAGS MAKELEVEL
missing=$(grep -ohE '(^|`|sudo )make [a-z-]+' "${documents[@]}" "${others[@]}" | sed 's/.*make //' | sort -u |
  grep -vxFf <(make -C "$ROOT" --no-print-directory help | awk '{ print $1 }'))
echo "targets of make that do not exist: ${missing:-none}"
takes() { # TARGET VARIABLE=VALUE...: the variables are named beside the target in a document, and the target takes them
  local lines commands given target=$1
  lines=$(grep -hE "^make $target( |$)" "${documents[@]}")
  shift
  commands=$(make -n -C "$ROOT" "$target" "$@") || echo "make -n $target fails"
  for given in "$@"; do
    [[ $lines == *"${given%=*}="* ]] || echo "${given%=*} is not named beside $target"
    [[ $commands == *"${given#*=}"* ]] || echo "$target does not take $given"
  done
}
takes bench CORPUS=some.jsonl QUERIES=some.tsv
takes bench-index
takes relevance DATA=some-folder
