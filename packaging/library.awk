# SPDX-License-Identifier: MIT
# library.awk: quern.h -> quern(3): what the header says first, and the functions of each of its parts.
#     awk -v date='November 22, 2026' -f mdoc.awk -f library.awk quern.h
function end_paragraph() {
  if (paragraph ~ /[^ ]/ && !listed && any++)
    print ".Pp"
  if (paragraph ~ /[^ ]/)
    filled(paragraph)
  paragraph = ""
}

function end_block() {
  if (code)
    print ".Ed"
  if (listed)
    print ".El"
  code = listed = 0
}

NR == 1 {
  heading("quern", 3, "quern", "full-text search in a library")
  section("LIBRARY")
  print "quern"
  print "(libquern, \\-lquern; pkg\\-config quern)"
  section("SYNOPSIS")
  print ".In quern.h"
  section("DESCRIPTION")
}

# The opening comment: items of a list begin with a dash, and code is indented as their other lines are.
NR > 1 && !opened { opened = /^\/\* quern\.h/; if (!opened) next }
opened == 1 {
  last = /\*\//
  sub(/ ?\*\/$/, "")
  sub(/^(\/\*| \*) ?/, "")
  if (/^ +- /) {
    end_paragraph()
    if (!listed++)
      print ".Bl -bullet"
    print ".It"
    sub(/^ +- /, "")
    paragraph = $0
  } else if (/^    / && !listed) {
    end_paragraph()
    if (!code++)
      print ".Bd -literal -offset indent"
    print plain(substr($0, 5))
  } else {
    if ($0 == "" || code)
      end_paragraph()
    if ($0 == "" || code)
      end_block()
    paragraph = paragraph " " $0
  }
  if (last) {
    end_paragraph()
    end_block()
    opened = 2
    section("FUNCTIONS")
    print "Each is described in the header."
  }
  next
}

# "/* --- Writing --- */" begins a part.
/^\/\* --- .* -* \*\/$/ {
  sub(/^\/\* --- /, "")
  sub(/ -* \*\/$/, "")
  part = $0
  next
}

/^QN_(API|SIZED) / && part != "Structs with their sizes" && match($0, /qn_[a-z_]+\(/) {
  if (part != shown) {
    print ".Ss " part
    shown = part
  } else
    print ".br"
  print ".Fn " substr($0, RSTART, RLENGTH - 1)
}

END {
  section("SEE ALSO")
  print ".Xr quern-index 1 ,"
  print ".Xr quern-query 1 ,"
  print ".Xr quern-syntax 7"
}
