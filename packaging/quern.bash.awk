# SPDX-License-Identifier: MIT
# quern.bash.awk: the tables that `tables` prints -> completion for bash.
BEGIN {
  print "# bash completion for quern-index and quern-query, made of their tables of options."
}

function key_of(name) {
  gsub(/[- ]/, "_", name)
  return name
}

function value_of(argument, choices,    kind) {
  kind = kind_of_value(argument, choices)
  return kind == "words" ? kind " " value_words : kind
}

$1 == "command" { commands = commands " " $2 }

END {
  for (i = 1; i <= n_rows; i++) {
    split(rows[i], f, FS)
    words[f[1]] = words[f[1]] " " f[3] (f[4] == "" ? "" : " " f[4])
    if (f[5] == "value")
      cases[f[1]] = cases[f[1]] "    " f[3] (f[4] == "" ? "" : "|" f[4]) ") value='" value_of(f[6], f[7]) "' ;;\n"
    if (f[5] == "bare" && f[7] != "")
      bare[f[1]] = bare[f[1]] "    " f[3] ") value='words " spaced(f[7]) "' ;;\n"
  }
  print "# Names come from articles: none is expanded, and each is quoted."
  print "_quern_matching() {"
  print "  local name"
  print "  while IFS= read -r name; do [[ $name == \"$cur\"* ]] && printf '%q\\n' \"$name\"; done"
  print "}"
  print "_quern_value() { # KIND WORDS..."
  print "  local kind=$1"
  print "  shift"
  print "  case $kind in"
  print "    words) COMPREPLY=($(compgen -W \"$*\" -- \"$cur\")) ;;"
  print "    folders) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\") ;;"
  print "    files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;"
  print "    columns)"
  print "      mapfile -t COMPREPLY < <(quern-index info --columns \"${index[@]}\" 2> /dev/null |"
  print "        sed -n '/^columns/,$s/^  \\([^ ]*\\) .*/\\1/p' | _quern_matching) ;;"
  print "    ids)"
  print "      mapfile -t COMPREPLY < <(quern-query -l -n 1000 \"${index[@]}\" '*' 2> /dev/null | _quern_matching) ;;"
  print "  esac"
  print "}"
  for (i = 1; i <= n_pages; i++) {
    page = pages[i]
    print ""
    print "_" key_of(page) "() {"
    print "  local value=none"
    print "  case $prev in"
    printf "%s", cases[page]
    print "    *) value= ;;"
    print "  esac"
    if (bare[page] != "") {
      print "  case $opt in"
      printf "%s", bare[page]
      print "  esac"
    }
    print "  if [ -n \"$value\" ]; then"
    print "    _quern_value $value"
    print "  elif [[ $cur == -* ]]; then"
    print "    COMPREPLY=($(compgen -W '" substr(words[page], 2) "' -- \"$cur\"))"
    print "  else"
    print "    " (page == "quern-query" ? ":" : page == "quern-index delete" || page == "quern-index show" ? "_quern_value ids" : "_quern_value files")
    print "  fi"
    print "}"
  }
  print ""
  print "_quern() {"
  print "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} opt= i index=()"
  print "  COMPREPLY=()"
  print "  # Bash takes the '=' of --name=value for a word of its own."
  print "  if [ \"$cur\" = = ]; then"
  print "    cur= opt=$prev prev=$prev"
  print "  elif [ \"$prev\" = = ]; then"
  print "    opt=${COMP_WORDS[COMP_CWORD - 2]} prev=${COMP_WORDS[COMP_CWORD - 2]}"
  print "  fi"
  print "  for ((i = 1; i < COMP_CWORD; i++)); do"
  print "    case ${COMP_WORDS[i]} in -i | --index) index=(-i \"${COMP_WORDS[i + 1]}\") ;; esac"
  print "  done"
  print "  case ${COMP_WORDS[0]##*/} in"
  print "    quern-query) _quern_query ;;"
  print "    *)"
  print "      if [ \"$COMP_CWORD\" = 1 ] || { [ \"$COMP_CWORD\" = 2 ] && [ \"$prev\" = help ]; }; then"
  print "        COMPREPLY=($(compgen -W 'help" commands " --help --version' -- \"$cur\"))"
  print "      elif declare -F \"_quern_index_${COMP_WORDS[1]}\" > /dev/null; then"
  print "        \"_quern_index_${COMP_WORDS[1]}\""
  print "      fi ;;"
  print "  esac"
  print "}"
  print "complete -F _quern quern-index quern-query"
}
