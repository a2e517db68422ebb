# SPDX-License-Identifier: MIT
# _quern.awk: the tables that `tables` prints -> completion for zsh.
# Text within single quotes, of which _arguments reads brackets and colons.
function spec_text(text) {
  gsub(/\\/, "\\\\", text)
  gsub(/\[/, "\\[", text)
  gsub(/\]/, "\\]", text)
  gsub(/:/, "\\:", text)
  gsub(/'/, "'\\''", text)
  return text
}

function action(argument, choices,    kind) {
  kind = kind_of_value(argument, choices)
  if (kind == "words")
    return "(" value_words ")"
  return kind == "folders" ? "_files -/" : kind == "files" ? "_files" : kind == "none" ? " " : "_quern_" kind
}

function spec(line,    f, value, repeated) {
  split(line, f, FS)
  value = f[5] == "flag" ? "" : ":" spec_text(f[6]) ":" action(f[6], f[7])
  if (f[5] == "bare")
    value = ":" value
  repeated = "*"
  if (f[4] != "")
    print "    '" repeated f[4] (f[5] == "value" ? "+" : f[5] == "bare" ? "-" : "") "[" spec_text(f[8]) "]" value "' \\"
  print "    '" repeated f[3] (f[5] == "value" ? "=" : f[5] == "bare" ? "=-" : "") "[" spec_text(f[8]) "]" value "' \\"
}

$1 == "command" { commands = commands "    '" $2 ":" spec_text($3) "'\n" }

END {
  print "#compdef quern-index quern-query"
  print "# zsh completion for quern-index and quern-query, made of their tables of options."
  print ""
  print "_quern_index_dir() { # the option -i as it was given"
  print "  local at=${words[(I)(-i|--index)]}"
  print "  reply=()"
  print "  (( at )) && reply=(-i \"${(Q)words[at + 1]}\")"
  print "}"
  print "_quern_columns() {"
  print "  local -a reply list"
  print "  _quern_index_dir"
  print "  list=(${(f)\"$(quern-index info --columns $reply 2> /dev/null | sed -n '/^columns/,$s/^  \\([^ ]*\\) .*/\\1/p')\"})"
  print "  _describe column list"
  print "}"
  print "_quern_ids() {"
  print "  local -a reply list"
  print "  _quern_index_dir"
  print "  list=(${(f)\"$(quern-query -l -n 1000 $reply '*' 2> /dev/null)\"})"
  print "  compadd -a list"
  print "}"
  for (i = 1; i <= n_pages; i++) {
    page = pages[i]
    name = page
    gsub(/ /, "_", name)
    print "_" name "() {"
    print "  _arguments -s -S \\"
    for (k = 1; k <= n_rows; k++)
      if (index(rows[k], page FS) == 1)
        spec(rows[k])
    print "    " (page == "quern-query" ? "'*:query: '" : page ~ / (delete|show)$/ ? "'*:id:_quern_ids'" : "'*:file:_files'")
    print "}"
  }
  print "_quern_commands() {"
  print "  local -a commands=("
  printf "%s", commands
  print "    'help:show the options of a command'"
  print "  )"
  print "  _describe command commands"
  print "}"
  print ""
  print "if [[ $service == quern-query ]]; then"
  print "  _quern-query"
  print "elif (( CURRENT == 2 )) || [[ $words[2] == help && CURRENT == 3 ]]; then"
  print "  _quern_commands"
  print "elif (( $+functions[_quern-index_$words[2]] )); then"
  print "  shift words; (( CURRENT-- ))"
  print "  _quern-index_$words[1]"
  print "fi"
}
