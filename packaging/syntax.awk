# SPDX-License-Identifier: MIT
# syntax.awk: `quern-query --help syntax` -> quern-syntax(7).
#     quern-query --help syntax | awk -v date='November 22, 2026' -f mdoc.awk -f syntax.awk
function end_paragraph() {
  if (paragraph != "") {
    if (any++)
      print ".Pp"
    filled(paragraph)
  }
  paragraph = ""
}

NR == 1 { heading("quern-syntax", 7, "quern-syntax", "what a query may say"); section("DESCRIPTION") }

# "  query    meaning", with two blanks or more between.
/^  / {
  end_paragraph()
  if (!inside++)
    print ".Bl -tag -width Ds"
  query = substr($0, 3, 23)
  sub(/ +$/, "", query)
  print ".It Li " quoted(query)
  filled(substr($0, 27))
  next
}

inside { print ".El"; inside = 0 }
/^$/ { end_paragraph(); next }
{ paragraph = paragraph " " $0 }

END {
  end_paragraph()
  section("SEE ALSO")
  print ".Xr quern-query 1 ,"
  print ".Xr quern 3"
}
