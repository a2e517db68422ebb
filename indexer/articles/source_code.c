/* SPDX-License-Identifier: MIT */
/* source_code.c: extensions of the languages in use, and signs of comments. */
#include "articles/source_code.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

/* A space before and after each. */
static const char extensions[] =
    " ada adb ads asm awk bash bat bib c cc cfg clj cmake conf cpp cs css csv cxx d dart diff el erl ex f f90 fish fs "
    "go "
    "gradle groovy h hh hpp hs hxx ini java jl js jsx kt lisp lua m mjs mk ml mm nim pas patch php pl pm po pp proto "
    "ps1 "
    "py pyx r rb rs s scala scm scss sed sh sql swift tcl toml ts tsx v vala vb vhd vim xml yaml yml zig zsh ";

static bool is_known(qn_string extension) {
  char word[16] = " ";
  if (extension.size == 0 || extension.size + 3 > sizeof word)
    return false;
  for (size_t i = 0; i < extension.size; i++) {
    const char c = extension.data[i];
    if (c == ' ')
      return false;
    word[1 + i] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
  }
  word[1 + extension.size] = ' ';
  return memmem(extensions, sizeof extensions - 1, word, extension.size + 2) != NULL;
}

/* The first line is a comment that names a licence or an owner. */
static bool begins_with_licence(qn_string start) {
  static const char *const signs[] = {"/*", "//", "#", ";", "--", "%", "dnl", "(*", "{-", "\\\""};
  static const char *const words[] = {"SPDX", "opyright", "icense", "(C)", "©"};
  const char *newline = memchr(start.data, '\n', start.size);
  const size_t size = newline != NULL ? (size_t)(newline - start.data) : start.size;
  bool is_comment = false, names_one = false;
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
    is_comment = is_comment || (size > strlen(signs[i]) && memcmp(start.data, signs[i], strlen(signs[i])) == 0);
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    names_one = names_one || memmem(start.data, size, words[i], strlen(words[i])) != NULL;
  return is_comment && names_one;
}

bool qn__is_source_code(qn_string extension, qn_string start) {
  const bool is_script = start.size > 2 && start.data[0] == '#' && start.data[1] == '!';
  return is_known(extension) || is_script || begins_with_licence(start);
}
