/* SPDX-License-Identifier: MIT */
/* option_parse.c: one pass over the arguments.  Values: option_values.c. */
#include "cli/option_parse.h"

#include "cli/console.h"
#include "cli/option_values.h"

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
      if (o->letter == *letters) {
        *found = (found_option){o, group->target, letters[1] != '\0' ? letters + 1 : NULL};
        return true;
      }
  return false;
}

static cli_exit unknown_option(const cli_syntax *syntax, const char *argument) {
  if (argument[1] == '-' || syntax->dash_hint == NULL)
    return cli_usage_error(syntax, "there is no option %s", argument);
  return cli_usage_error(syntax, "there is no option %s; %s%s", argument, syntax->dash_hint, argument);
}

/* Arguments that are not yet read. */
typedef struct argument_list {
  char **next; /* ends in NULL */
} argument_list;

/* Sets the option, with the next argument as its value if it needs one. */
static cli_exit set_option(const cli_syntax *syntax, const found_option *found, const char *written,
                           argument_list *rest) {
  const cli_option *o = found->option;
  const char *value = found->value != NULL ? found->value : o->bare;
  if (value == NULL && o->kind != CLI_FLAG) {
    value = *rest->next;
    if (value == NULL)
      return cli_usage_error(syntax, "%s needs a value: %s", written, o->argument);
    rest->next++;
  }
  return cli_set_value(syntax, o, value, (char *)found->target + o->field);
}

static cli_exit parse_long(const cli_syntax *syntax, const char *argument, argument_list *rest) {
  found_option found;
  if (!find_long(syntax, argument, &found))
    return unknown_option(syntax, argument);
  if (found.option->kind == CLI_FLAG && found.value != NULL)
    return cli_usage_error(syntax, "--%s takes no value", found.option->name);
  return set_option(syntax, &found, argument, rest);
}

/* Several flags may stand together, as -xyz. */
static cli_exit parse_short(const cli_syntax *syntax, const char *argument, argument_list *rest) {
  cli_exit exit = EXIT_DONE;
  const char *letters = argument + 1;
  do {
    found_option found;
    if (!find_short(syntax, letters, &found))
      return unknown_option(syntax, argument);
    if (found.option->kind == CLI_FLAG)
      found.value = NULL;
    else
      letters += strlen(letters) - 1;
    exit = set_option(syntax, &found, argument, rest);
  } while (exit == EXIT_DONE && *++letters != '\0');
  return exit;
}

static bool is_long(const char *argument) {
  return argument[0] == '-' && argument[1] == '-';
}

static bool is_short(const char *argument) {
  return argument[0] == '-' && argument[1] != '-' && argument[1] != '\0';
}

/* Warns that what looks like an option is an operand in its place. */
static void warn_of_operand(const cli_syntax *syntax, const char *argument) {
  found_option found;
  if (is_short(argument) && find_short(syntax, argument + 1, &found) &&
      (found.value == NULL || (*found.value >= '0' && *found.value <= '9')))
    cli_message("%s %s", argument, syntax->after_operand);
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
    } else if (!ended && is_short(argument) && !dashes_are_operands) {
      exit = parse_short(syntax, argument, &rest);
    } else {
      if (!ended && dashes_are_operands)
        warn_of_operand(syntax, argument);
      operands[(*n_operands)++] = argument;
    }
  }
  return exit;
}
