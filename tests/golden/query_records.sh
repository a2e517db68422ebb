# SPDX-License-Identifier: MIT
# Where passages are in files of many records, and in notebooks: a line, the record, and the file of each.
cat > birds.json <<'E'
[
  {
    "title": "Heron",
    "text": "A heron stands in the shallows."
  },
  {"id": "q-17", "title": "Gannet",
   "text": "A gannet dives."},
  {"title": "Waders", "text": [
    "The curlew probes the mud.",
    "The avocet sweeps it."
  ]}
]
E
printf '{\n "title": "Alone",\n\n "text": "A bittern booms."\n}\n' > alone.json
printf '{"title":"Shrike","text":"A shrike waits."}\n{"id":"own","title":"Wren","text":"A wren sings."}\n' > lines.jsonl
cat > tides.ipynb <<'E'
{
 "cells": [
  {
   "cell_type": "markdown",
   "source": [
    "# Tides\n",
    "\n",
    "Neap and spring.\n",
    "A dunlin feeds."
   ]
  },
  {
   "cell_type": "code",
   "outputs": [{"text": ["plover\n"]}],
   "source": [
    "import moon\n",
    "print(moon.sandpiper)"
   ]
  }
 ],
 "nbformat": 4
}
E
quern-index add -i index birds.json alone.json lines.jsonl tides.ipynb 2> /dev/null
for word in heron gannet curlew bittern shrike wren dunlin sandpiper plover; do
  echo "--- $word"
  quern-query -i index "$word" | sed -n 4p
  quern-query -i index --format grep "$word"
  quern-query -i index --json "$word" | grep -oE '"offset":[^}]*'
done
echo "--- an editor"
for word in gannet curlew sandpiper wren; do
  VISUAL='echo' quern-query -i index --open 1 "$word" | sed "s#$PWD#.#"
done
