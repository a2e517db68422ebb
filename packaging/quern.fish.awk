# SPDX-License-Identifier: MIT
# quern.fish.awk: the tables that `tables` prints -> completion for fish.
BEGIN {
  print "# fish completion for quern-index and quern-query, made of their tables of options."
  print "function __quern_index_dir"
  print "    set -l words (commandline -opc)"
  print "    set -l at (contains -i -- -i $words; or contains -i -- --index $words)"
  print "    and printf '%s\\n' -i $words[(math $at + 1)]"
  print "end"
  print "function __quern_columns"
  print "    quern-index info --columns (__quern_index_dir) 2>/dev/null | sed -n '/^columns/,$s/^  \\([^ ]*\\) .*/\\1/p'"
  print "end"
  print "function __quern_ids"
  print "    quern-query -l -n 1000 (__quern_index_dir) '*' 2>/dev/null"
  print "end"
}

function word(text) {
  gsub(/\\/, "\\\\", text)
  gsub(/'/, "\\'", text)
  return "'" text "'"
}

function value(argument, choices,    kind) {
  kind = kind_of_value(argument, choices)
  if (kind == "words")
    return "-xa " word(value_words)
  if (kind == "folders")
    return "-xa '(__fish_complete_directories)'"
  return kind == "files" ? "-rF" : kind == "none" ? "-x" : "-xa '(__quern_" kind ")'"
}

$1 == "command" {
  print "complete -c quern-index -n __fish_use_subcommand -fa " $2 " -d " word($3)
}

END {
  print "complete -c quern-query -f"
  print "complete -c quern-index -n '__fish_seen_subcommand_from delete show' -fa '(__quern_ids)'"
  for (i = 1; i <= n_rows; i++) {
    split(rows[i], f, FS)
    split(f[1], name, " ")
    line = "complete -c " name[1]
    if (name[2] != "")
      line = line " -n '__fish_seen_subcommand_from " name[2] "'"
    line = line " -l " substr(f[3], 3)
    if (f[4] != "")
      line = line " -s " substr(f[4], 2)
    if (f[5] == "value")
      line = line " " value(f[6], f[7])
    if (f[5] == "bare" && f[7] != "")
      line = line " -a " word(spaced(f[7]))
    print line " -d " word(f[8])
  }
}
