# SPDX-License-Identifier: MIT
# The sample articles of all formats, and declared encodings, as the index has them.
export QUERN_INDEX=index
(cd "$SAMPLES" && quern-index add -i "$OLDPWD/index" . 2> /dev/null)
echo "exit $?"
quern-index export | sed -E 's/("text":"([^"\\]|\\.){0,30})([^"\\]|\\.)*/\1.../'

echo "--- encodings"
printf '\377\376C\000a\000f\000\351\000\n\000\n\000T\000e\000x\000t\000' > utf16.txt
printf '<meta charset="windows-1251"><title>\315\356\342\356\361\362\350</title><p>\322\345\352\361\362' > cyrillic.html
printf '<?xml version="1.0" encoding="iso-8859-1"?><html><head><title>Caf\351</title></head><body>Text</body></html>' > latin1.xhtml
quern-index add -i encodings utf16.txt cyrillic.html latin1.xhtml 2> /dev/null
quern-index export -i encodings
