/* SPDX-License-Identifier: MIT */
/* option_parse.c: one pass over the arguments.  Values: option_values.c. */
#include "cli/option_parse.h"

#include "cli/console.h"
#include "cli/option_values.h"
#include "cli/suggest.h"

#include <ctype.h>
#include <stdio.h>

enum { CLI_NAME_MAX = 64 };

/* An option that was found, and where its value goes. */
typedef struct found_option {
  const cli_option *option;
  void *target;
  const char *value; /* given in the same argument, or NULL */
} found_option;

static bool find_long(const cli_syntax *syntax, const char *argument, found_option *found) {
  const char *name = argument + 2;
  size_t size = strcspn(name, "=");
  for (const cli_option_group *group = syntax->groups; group->options != NULL; group++)
    for (const cli_option *o = group->options; o < group->options + group->n; o++)
      if (strlen(o->name) == size && memcmp(o->name, name, size) == 0) {
        *found = (found_option){o, group->target, name[size] == '=' ? name + size + 1 : NULL};
        return true;
      }
  return false;
}

/* `letters` are the argument's from the option on. */
static bool find_short(const cli_syntax *syntax, const char *letters, found_option *found) {
  for (const cli_option_group *group = syntax->groups; group->options != NULL; group++)
    for (const cli_option *o = group->options; o < group->options + group->n; o++)
      if (o->letter != 0 && o->letter == *letters) {
        bool takes_rest = o->kind != CLI_FLAG && o->bare == NULL && letters[1] != '\0';
        *found = (found_option){o, group->target, takes_rest ? letters + 1 : NULL};
        return true;
      }
  return false;
}

/* What the argument may have meant.  One with a single dash is more often an exclusion than an option, and must have
 * the whole name. */
static cli_suggestions near_options(const cli_syntax *syntax, const char *argument) {
  bool is_long = argument[1] == '-';
  const char *name = argument + (is_long ? 2 : 1);
  size_t size = strcspn(name, "=");
  cli_suggestions near = cli_suggest(name, size);
  for (const cli_option_group *group = syntax->groups; group->options != NULL; group++)
    for (const cli_option *o = group->options; o < group->options + group->n; o++)
      if (is_long || (strlen(o->name) == size && size > 1))
        cli_suggest_name(&near, o->name);
  if (!is_long && near.distance > 0)
    near.n = 0;
  return near;
}

static cli_exit unknown_option(const cli_syntax *syntax, const char *argument) {
  char suggested[CLI_SUGGESTED_MAX];
  const cli_suggestions near = near_options(syntax, argument);
  const char *hint = argument[1] == '-' ? syntax->word_hint : syntax->dash_hint;
  if (near.n > 0 || hint == NULL)
    return cli_usage_error(syntax, "there is no option %s%s", argument, cli_suggested(&near, "--", suggested));
  return cli_usage_error(syntax, "there is no option %s; %s -- %s", argument, hint, argument);
}

/* Arguments that are not yet read. */
typedef struct argument_list {
  char **next; /* ends in NULL */
} argument_list;

/* Sets the option, with the next argument as its value if it needs one; `name` is how it was written. */
static cli_exit set_option(const cli_syntax *syntax, const found_option *found, const char *name, argument_list *rest) {
  const cli_option *o = found->option;
  const char *value = found->value != NULL ? found->value : o->bare;
  if (value == NULL && o->kind != CLI_FLAG) {
    value = *rest->next;
    if (value == NULL)
      return cli_usage_error(syntax, "%s needs a value: %s", name, o->argument);
    rest->next++;
  }
  return cli_set_value(syntax, o, name, value, (char *)found->target + o->field);
}

static cli_exit parse_long(const cli_syntax *syntax, const char *argument, argument_list *rest) {
  found_option found;
  char name[CLI_NAME_MAX];
  if (!find_long(syntax, argument, &found))
    return unknown_option(syntax, argument);
  if (found.option->kind == CLI_FLAG && found.value != NULL)
    return cli_usage_error(syntax, "--%s takes no value", found.option->name);
  snprintf(name, sizeof name, "--%s", found.option->name);
  return set_option(syntax, &found, name, rest);
}

static bool is_numeric(const cli_option *o) {
  return o->kind == CLI_NUMBER || o->kind == CLI_BYTES || o->kind == CLI_REAL;
}

static bool begins_number(char c) {
  return c >= '0' && c <= '9';
}

/* Where words may begin with '-': -nice excludes a word, and is no number of articles. */
static bool is_word(const cli_syntax *syntax, const found_option *found) {
  return syntax->dash_hint != NULL && found->value != NULL && is_numeric(found->option) &&
         isalpha((uint8_t)*found->value);
}

/* Several flags may stand together, as -xyz. */
static cli_exit parse_short(const cli_syntax *syntax, const char *argument, argument_list *rest) {
  cli_exit exit = EXIT_DONE;
  const char *letters = argument + 1;
  if (near_options(syntax, argument).n > 0)
    return unknown_option(syntax, argument);
  do {
    found_option found;
    char name[] = {'-', *letters, '\0'};
    if (!find_short(syntax, letters, &found) || is_word(syntax, &found))
      return unknown_option(syntax, argument);
    if (found.value != NULL)
      letters += strlen(letters) - 1;
    exit = set_option(syntax, &found, name, rest);
  } while (exit == EXIT_DONE && *++letters != '\0');
  return exit;
}

static bool is_long(const char *argument) {
  return argument[0] == '-' && argument[1] == '-';
}

static bool is_short(const char *argument) {
  return argument[0] == '-' && argument[1] != '-' && argument[1] != '\0';
}

/* --- After the first operand -------------------------------------------------------------------------------------- */

/* Whether an argument can be the option's value: a number where one is wanted. */
static bool looks_like_value(const cli_option *o, const char *value) {
  if (!is_numeric(o))
    return *value != '-' || value[1] == '\0';
  return begins_number(*value) && (o->kind != CLI_NUMBER || value[strspn(value, "0123456789")] == '\0');
}

/* Whether a word like -x, where one excludes a word, is still an option: flags alone, or an option with its
 * value after it.  In the same argument only a number is a value. */
static bool is_option_after_operand(const cli_syntax *syntax, const char *argument, const char *next) {
  for (const char *letter = argument + 1; *letter != '\0'; letter++) {
    found_option found;
    if (!find_short(syntax, letter, &found))
      return false;
    if (found.value != NULL)
      return is_numeric(found.option) && looks_like_value(found.option, found.value);
    if (found.option->kind != CLI_FLAG && found.option->bare == NULL)
      return next != NULL && looks_like_value(found.option, next);
  }
  return true;
}

/* Warns that what looks like an option is an operand, for want of a value. */
static void warn_of_operand(const cli_syntax *syntax, const char *argument) {
  found_option found;
  if (is_short(argument) && find_short(syntax, argument + 1, &found) &&
      (argument[2] == '\0' || begins_number(argument[2])))
    cli_message("%s %s; as an option, -%c takes %s", argument, syntax->after_operand, argument[1],
                found.option->argument);
}

cli_exit cli_parse(const cli_syntax *syntax, int argc, char **argv, int *n_operands) {
  argument_list rest = {argc > 0 ? argv + 1 : argv};
  char **operands = rest.next;
  bool ended = false;
  cli_exit exit = EXIT_DONE;
  *n_operands = 0;
  while (exit == EXIT_DONE && *rest.next != NULL) {
    char *argument = *rest.next++;
    bool dashes_are_operands = syntax->after_operand != NULL && *n_operands > 0;
    if (!ended && is_long(argument) && argument[2] == '\0') {
      ended = true;
    } else if (!ended && is_long(argument)) {
      exit = parse_long(syntax, argument, &rest);
    } else if (!ended && is_short(argument) &&
               (!dashes_are_operands || is_option_after_operand(syntax, argument, *rest.next))) {
      exit = parse_short(syntax, argument, &rest);
    } else {
      if (!ended && dashes_are_operands)
        warn_of_operand(syntax, argument);
      operands[(*n_operands)++] = argument;
    }
  }
  return exit;
}
