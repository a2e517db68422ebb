# SPDX-License-Identifier: MIT
# completion.awk: what the completions of all shells take from the tables that `tables` prints.
BEGIN { FS = "\t" }

# What the value of an option is: "words", which are left in value_words, "folders", "files", "columns", "ids" or "none".
function kind_of_value(argument, choices) {
  value_words = spaced(choices != "" ? choices : languages " auto none")
  if (choices != "" || argument == "LANG")
    return "words"
  if (argument ~ /^(DIR|NEW)$/)
    return "folders"
  if (argument ~ /^(FILE|F|PATH)$/)
    return "files"
  if (argument ~ /^(FIELD|KEY|NAMES)$/)
    return "columns"
  return argument == "ID" ? "ids" : "none"
}

# Choices with spaces between them.
function spaced(choices) {
  gsub(/\|/, " ", choices)
  return choices
}

$1 == "page" { page = $2; pages[++n_pages] = page }
$1 == "language" && !($2 in seen) { seen[$2]; languages = languages (languages == "" ? "" : " ") $2 }
$1 == "option" { rows[++n_rows] = page FS $0 }
