# SPDX-License-Identifier: MIT
# mdoc.awk: what the makers of manual pages share.

# Text that roff prints as it is.
function plain(text) {
  gsub(/\\/, "\\e", text)
  gsub(/-/, "\\-", text)
  if (text ~ /^[.']/)
    text = "\\&" text
  return text
}

# An argument of a macro that is not to be read as one.
function quoted(text) {
  text = plain(text)
  gsub(/"/, "\\(dq", text)
  return "\"" text "\""
}

function section(name) { print ".Sh " name }

# Prints a text in lines of about 72 bytes, each sentence on a line of its own.
function filled(text,    words, n, i, line) {
  n = split(text, words, / +/)
  line = ""
  for (i = 1; i <= n; i++) {
    if (words[i] == "")
      continue
    if (line != "" && length(line) + 1 + length(plain(words[i])) > 72) {
      print line
      line = ""
    }
    line = line == "" ? plain(words[i]) : line " " (words[i] ~ /^[.']/ ? words[i] : plain(words[i]))
    if (words[i] ~ /[.?!]$/ && words[i] !~ /\.\.$/) {
      print line
      line = ""
    }
  }
  if (line != "")
    print line
}

function heading(title, chapter, name, about) {
  print ".Dd " date
  print ".Dt " toupper(title) " " chapter
  print ".Os"
  section("NAME")
  print ".Nm " name
  print ".Nd " about
}
