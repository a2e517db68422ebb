# SPDX-License-Identifier: MIT
# Needs a terminal.  On one an answer is as wide as it, and in a pager if it is longer.
cp -r "$SAMPLES" articles && quern-index add -i index articles 2> /dev/null
export QUERN_INDEX=index TERM=xterm
on_terminal() { # ROWS COLUMNS COMMAND
  echo "--- $3 ($2 x $1)"
  script -qec "stty rows $1 cols $2; $3" /dev/null < /dev/null | tr -d '\r' | sed -E 's/\([0-9.]+ ms\)/(N ms)/; s/\x1b/^[/g'
}
export PAGER="sed 's/^/paged: /'"
on_terminal 40 60 'quern-query -n 2 tide'
on_terminal 6 60 'quern-query -n 2 --snippets 0 tide'
on_terminal 5 60 'quern-query -n 2 --snippets 0 "tide"'
on_terminal 5 60 'quern-query -n 2 --snippets 0 --no-pager tide'
on_terminal 4 80 "quern-query -n 9 --brief 'sea tide \"'"
on_terminal 4 80 'quern-query nosuchword; echo $?'
on_terminal 4 80 'quern-query -n 3 -l tide | sort'
on_terminal 9 80 'quern-query --all-matches tide'
on_terminal 3 80 'PAGER=/nonexistent/pager quern-query --brief tide; echo $?'
