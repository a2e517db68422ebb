/* SPDX-License-Identifier: MIT */
/* file_types.c: the table; names are those of ripgrep where it has them. */
#include "walk/file_types.h"

#include "walk/glob.h"

#include <string.h>
#include <strings.h>

static const qn__file_type types[] = {
    {"asciidoc", "*.adoc *.asc *.asciidoc"},
    {"asm", "*.asm *.s *.S"},
    {"awk", "*.awk"},
    {"c", "*.c *.h *.H *.cats"},
    {"cmake", "*.cmake CMakeLists.txt"},
    {"cpp", "*.C *.cc *.cpp *.cxx *.c++ *.H *.hh *.hpp *.hxx *.h++ *.inl *.h"},
    {"cs", "*.cs"},
    {"css", "*.css *.scss *.sass *.less"},
    {"csv", "*.csv"},
    {"dart", "*.dart"},
    {"diff", "*.diff *.patch"},
    {"docker", "*Dockerfile*"},
    {"elixir", "*.ex *.eex *.exs *.heex *.leex"},
    {"erlang", "*.erl *.hrl"},
    {"fortran", "*.f *.F *.f77 *.F77 *.f90 *.F90 *.f95 *.F95 *.pfo"},
    {"go", "*.go"},
    {"h", "*.h *.hh *.hpp"},
    {"haskell", "*.hs *.lhs *.cpphs"},
    {"html", "*.html *.htm *.xhtml *.xht *.shtml *.ejs"},
    {"ini", "*.ini *.cfg *.conf"},
    {"java", "*.java *.jsp *.jspx *.properties"},
    {"js", "*.js *.jsx *.mjs *.cjs *.vue"},
    {"json", "*.json *.geojson"},
    {"jsonl", "*.jsonl *.ndjson *.jsonlines"},
    {"julia", "*.jl"},
    {"jupyter", "*.ipynb"},
    {"kotlin", "*.kt *.kts"},
    {"license", "COPYING COPYING[.-]* LICENCE LICENCE[.-]* LICENSE LICENSE[.-]* NOTICE COPYRIGHT"},
    {"lisp", "*.el *.jl *.lisp *.lsp *.sc *.scm"},
    {"log", "*.log"},
    {"lua", "*.lua"},
    {"make", "*.mak *.mk GNUmakefile Gnumakefile Makefile makefile Makefile.*"},
    {"man", "*.[0-9lnpx] *.[0-9][a-z]* *.man *.mdoc *.roff"},
    {"markdown", "*.markdown *.md *.mdown *.mdwn *.mkd *.mkdn *.mdx *.qmd *.rmd *.Rmd"},
    {"md", "*.markdown *.md *.mdown *.mdwn *.mkd *.mkdn *.mdx *.qmd *.rmd *.Rmd"},
    {"meson", "meson.build meson_options.txt meson.options"},
    {"ml", "*.ml"},
    {"nix", "*.nix"},
    {"ocaml", "*.ml *.mli *.mll *.mly"},
    {"org", "*.org *.org_archive"},
    {"pascal", "*.pas *.dpr *.lpr *.pp *.inc"},
    {"perl", "*.perl *.pl *.PL *.plh *.plx *.pm *.t"},
    {"php", "*.php *.php3 *.php4 *.php5 *.phtml"},
    {"po", "*.po *.pot"},
    {"ps", "*.ps *.eps"},
    {"py", "*.py *.pyi"},
    {"python", "*.py *.pyi"},
    {"r", "*.R *.r *.Rmd *.Rnw"},
    {"readme", "README* *README"},
    {"rst", "*.rst"},
    {"ruby", "*.gemspec *.rb *.rbw Gemfile Rakefile config.ru"},
    {"rust", "*.rs"},
    {"scala", "*.scala *.sbt"},
    {"sh", "*.bash *.bashrc *.csh *.ksh *.sh *.tcsh *.zsh .bashrc .profile .zshrc"},
    {"sql", "*.sql *.psql"},
    {"svg", "*.svg"},
    {"swift", "*.swift"},
    {"tcl", "*.tcl"},
    {"tex", "*.tex *.ltx *.cls *.sty *.bib *.dtx *.ins"},
    {"texinfo", "*.texi *.texinfo"},
    {"toml", "*.toml Cargo.lock"},
    {"ts", "*.ts *.tsx *.cts *.mts"},
    {"txt", "*.txt *.text"},
    {"vim", "*.vim .vimrc vimrc"},
    {"xml", "*.xml *.dtd *.xsd *.xsl *.xslt *.rng *.sch *.xhtml *.xjb"},
    {"yaml", "*.yaml *.yml"},
    {"zig", "*.zig"},
};
enum { N_TYPES = sizeof types / sizeof types[0] };

const qn__file_type *qn__file_type_at(size_t i) {
  return i < N_TYPES ? &types[i] : NULL;
}

const qn__file_type *qn__file_type_find(const char *name) {
  for (size_t i = 0; i < N_TYPES; i++)
    if (strcmp(types[i].name, name) == 0)
      return &types[i];
  return NULL;
}

/* The size of a name without what packing adds to it.  The endings are those of articles/unpack.c. */
static size_t unpacked_size(const char *name, size_t size) {
  static const char *const endings[] = {".gz", ".bz2", ".xz", ".zst", ".zstd"};
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    const size_t length = strlen(endings[i]);
    if (size > length && strncasecmp(name + size - length, endings[i], length) == 0)
      return size - length;
  }
  return size;
}

bool qn__file_type_has(const qn__file_type *type, const char *name, size_t size) {
  size = unpacked_size(name, size);
  for (const char *glob = type->globs; *glob != '\0';) {
    const size_t length = strcspn(glob, " ");
    const qn__glob pattern = qn__glob_of(glob, length);
    if (qn__glob_matches(&pattern, name, size))
      return true;
    glob += length + (glob[length] == ' ');
  }
  return false;
}
