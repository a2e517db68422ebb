# SPDX-License-Identifier: MIT
# manual.awk: the tables that `tables` prints -> the manual page of one program, in mdoc.
#     awk -v program=quern-index -v date='November 22, 2026' -f mdoc.awk -f manual.awk TABLES
BEGIN { FS = "\t" }

# The lines of a usage: "Usage: ..." lines are the synopsis, indented ones stay as they are, the rest are paragraphs.
function usage(text, wanted,    lines, n, i, line, paragraph, any) {
  n = split(text, lines, /\\n/)
  for (i = 1; i <= n + 1; i++) {
    line = i <= n ? lines[i] : ""
    if (line ~ /^(Usage:|      ) /) {
      sub(/^(Usage:|      ) +/, "", line)
      if (wanted == "synopsis")
        print (any++ ? ".br\n" : "") plain(line)
    } else if (wanted == "synopsis") {
      continue
    } else if (line ~ /^  /) {
      print ".Bd -literal"
      for (; lines[i] ~ /^  /; i++)
        print plain(substr(lines[i], 3))
      print ".Ed"
      any = 1
    } else if (line != "") {
      paragraph = paragraph " " line
    } else if (paragraph != "") {
      if (any++)
        print ".Pp"
      filled(paragraph)
      paragraph = ""
    }
  }
}

function option(i,    f, n, line) {
  n = split(options[i], f, FS)
  line = ".It "
  if (f[3] != "")
    line = line "Fl " substr(f[3], 2) " , "
  line = line "Fl \\-" plain(substr(f[2], 3))
  if (f[4] == "bare")
    line = line " Ns Oo = Ns Ar " plain(f[5]) " Oc"
  else if (f[4] == "value")
    line = line " Ar " plain(f[5])
  print line
  filled(f[7])
}

function notes(list, n, macro,    i, f) {
  print ".Bl -tag -width Ds"
  for (i = 1; i <= n; i++) {
    split(list[i], f, FS)
    print ".It " macro " " plain(f[2])
    filled(f[3])
  }
  print ".El"
}

function examples_of(list, n,    i, f) {
  for (i = 1; i <= n; i++) {
    split(list[i], f, FS)
    if (i > 1)
      print ".Pp"
    filled(toupper(substr(f[3], 1, 1)) substr(f[3], 2) ":")
    print ".Dl " quoted(f[2])
  }
}

function end_page() {
  if (page == program) {
    heading(program, 1, program, (program == "quern-index" ? "make and keep an index of articles" : "find articles in an index"))
    section("SYNOPSIS")
    usage(usage_text, "synopsis")
    section("DESCRIPTION")
    usage(usage_text, "text")
    if (n_commands > 0) {
      print ".Pp"
      print "The commands, of which each is described below:"
      notes(commands, n_commands, "Cm")
    }
    kept_examples = n_examples
    for (i = 1; i <= n_examples; i++) kept_example[i] = examples[i]
    kept_variables = n_variables
    for (i = 1; i <= n_variables; i++) kept_variable[i] = variables[i]
    kept_statuses = n_statuses
    for (i = 1; i <= n_statuses; i++) kept_status[i] = statuses[i]
    if (n_options > 0)
      put_options()
    if (n_commands > 0)
      section("COMMANDS")
  } else if (index(page, program " ") == 1) {
    print ".Ss " substr(page, length(program) + 2)
    usage(usage_text, "synopsis")
    print ".Pp"
    usage(usage_text, "text")
    put_options()
    print ".Pp"
    examples_of(examples, n_examples)
  }
}

function put_options(    i) {
  print ".Bl -tag -width Ds"
  for (i = 1; i <= n_options; i++)
    option(i)
  print ".El"
}

$1 == "page" {
  end_page()
  page = $2
  n_commands = n_options = n_examples = n_variables = n_statuses = 0
}
$1 == "usage" { usage_text = $2 }
$1 == "command" { commands[++n_commands] = $0 }
$1 == "option" { options[++n_options] = $0 }
$1 == "example" { examples[++n_examples] = $0 }
$1 == "variable" { variables[++n_variables] = $0 }
$1 == "status" { statuses[++n_statuses] = $0 }

END {
  end_page()
  section("ENVIRONMENT")
  notes(kept_variable, kept_variables, "Ev")
  section("EXIT STATUS")
  notes(kept_status, kept_statuses, "Li")
  section("EXAMPLES")
  examples_of(kept_example, kept_examples)
  section("SEE ALSO")
  print program == "quern-index" ? ".Xr quern-query 1 ," : ".Xr quern-index 1 ,"
  print ".Xr quern 3 ,"
  print ".Xr quern-syntax 7"
}
