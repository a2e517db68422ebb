# SPDX-License-Identifier: MIT
# Where passages are: lines for editors, the editor and the pager, whole articles.  Needs a terminal.
mkdir notes
printf 'The two tides\n\nFirst a line of words.\nThen the moon\nand its neap tides.\n' > notes/tides.txt
printf -- '---\ntitle: Salt\n---\n# Salt\n\nText.\n\n## From the sea\n\nBrine **dri**es in pans.\n' > 'notes/salt & sea.md'
printf '<title>Mills</title><h1>Mills</h1><p>Of water.</p><h2 id="wind">Wind mills</h2><p>They turn in gales.</p>' > notes/mills.html
{ printf '<title>Kilns</title>\n<!--\n\n-->\n<body><pre>\n'; seq -f 'kiln%g of brick' 6 200; } > notes/kilns.html
printf '# Dykes\n\nMade of clay.\n\nThe sluice\n----------\n\nIt lets the ebb out.\n' > notes/dykes.md
printf '.TH WEIR 1\n.SH NAME\nweir \\- holds water\n.SH DESCRIPTION\nA wall of\n.B stone.\n.SS "The sill"\nIs below it.\n' > notes/weir.1
printf '{"id":"web","title":"A record","text":"Sails of a mill.","url":"https://example.org/sails"}\n' > more.jsonl
printf '%s\n' '{"id":"first","text":"Windlass one."}' '{"text":"Windlass two."}' '{"id":"third","text":"Windlass three."}' > records.jsonl
quern-index add -i index --progress never notes records.jsonl 2> /dev/null
quern-index add -i index --progress never - < more.jsonl 2> /dev/null
export QUERN_INDEX=$PWD/index

echo "--- passages for editors"
quern-query --format grep neap OR brine OR gales OR sails
quern-query --format grep windlass
quern-query --format grep sill OR stone OR sluice OR ebb
quern-query --format grep --snippet-chars 30 kiln150
echo "--- JSON"
quern-query --json brine | grep -oE '"offset".*heading[^}]*'
quern-query --json sluice OR ebb OR sill | grep -oE '"(line|column|heading)":[^,}]*'
quern-query --json windlass two | grep -oE '"(line|record|id)":[^,}]*'
quern-query --json gales | grep -oE '"heading".*[^}]*"anchor"[^}]*'

echo "--- the editor gets the line and the file"
export EDITOR="printf '<%s>\n'"
quern-query --open 1 neap | sed "s#$PWD#.#"
quern-query --open 1 windlass three | sed "s#$PWD#.#"
quern-query --open 1 windlass two | sed "s#$PWD#.#"
quern-query --open 1 brine | sed "s#$PWD#.#"
EDITOR='echo' quern-query --open 2 tide OR salt | sed "s#$PWD#.#"
exec 2>&1
EDITOR=no-such-editor quern-query --open 1 neap
echo "exit $?"
VISUAL='exit 7;' TERM=xterm quern-query --open 1 neap
echo "exit $?"
(unset EDITOR VISUAL; TERM=dumb quern-query --open 1 neap)
echo "exit $?"
cd notes && quern-query --open 1 neap | sed "s#$OLDPWD#.#"; cd ..
echo "--- no such article"
quern-query --open 3 neap
echo "exit $?"
quern-query --open 1 nosuchword
echo "exit $?"
quern-query --open 1 --json neap
echo "exit $?"

echo "--- an article with the words marked"
quern-index show 'notes/salt & sea.md' --query 'brine OR sea' --color always | tr '\033' '^'
quern-index show web nosuch
echo "exit $?"
echo "--- in the pager"
script -qec "PAGER='sed s/^/paged:/' quern-index show --color never web" /dev/null < /dev/null | tr -d '\r'
script -qec "PAGER='sed s/^/paged:/' quern-query --open 1 sails" /dev/null < /dev/null | tr -d '\r' | sed 's/\x1b\[[0-9;]*m//g'
script -qec "PAGER='sed s/^/paged:/' quern-index show --no-pager --color never web" /dev/null < /dev/null | tr -d '\r'
echo "--- files that have changed since, or are gone"
quern-query --format text --snippets 0 tide OR salt OR mills | tail -n +2
printf 'The two tides\n\nOf the moon and its spring tides.\n' > notes/tides.txt
rm notes/mills.html
quern-query --snippets 0 tide OR salt OR mills | tail -n +2
quern-query --json --snippets 0 tide OR mills | grep -oE '"id":"[^"]*"|"stale":"[^"]*"'
quern-query --open 1 neap 2>&1 | sed "s#$PWD#.#"
quern-query --fresh --snippets 0 tide OR salt OR mills 2>&1 | grep -v 'quern-index: \|articles 1-' | sed "s#$PWD#.#"
quern-query --fresh --batch queries.tsv
echo "exit $?"
