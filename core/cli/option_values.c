/* SPDX-License-Identifier: MIT */
/* option_values.c: numbers, sizes and choices, and what is said of those that are wrong. */
#include "cli/option_values.h"

#include "base/decimal.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

static cli_exit wrong_number(const cli_syntax *syntax, const cli_option *o, const char *name, const char *value) {
  const char *kind = o->kind == CLI_REAL ? "number" : "whole number";
  if (o->max == 0)
    return cli_usage_error(syntax, "%s takes a %s of at least %" PRIu64 ", not \"%s\"", name, kind, o->min, value);
  return cli_usage_error(syntax, "%s takes a %s from %" PRIu64 " to %" PRIu64 ", not \"%s\"", name, kind, o->min,
                         o->max, value);
}

bool cli_read_count(const char *text, uint64_t *count) {
  char *end;
  errno = 0;
  *count = strtoull(text, &end, 10);
  return isdigit((unsigned char)*text) && *end == '\0' && errno == 0;
}

static cli_exit set_number(const cli_syntax *syntax, const cli_option *o, const char *name, const char *value,
                           uint64_t *number) {
  uint64_t parsed;
  if (!cli_read_count(value, &parsed) || parsed < o->min || (o->max > 0 && parsed > o->max))
    return wrong_number(syntax, o, name, value);
  *number = parsed;
  return EXIT_DONE;
}

const char *cli_read_number(const char *text, double *number) {
  const size_t size = *text != '-' && *text != '+' ? qn__decimal_size(text, strlen(text)) : 0;
  return qn__decimal_read(text, size, number) ? text + size : text;
}

static cli_exit set_bytes(const cli_syntax *syntax, const char *name, const char *value, uint64_t *bytes) {
  static const char units[] = "KMGT";
  double number = 0;
  const char *end = cli_read_number(value, &number);
  const char *unit = *end != '\0' ? strchr(units, toupper((unsigned char)*end)) : NULL;
  if (unit != NULL) {
    for (const char *u = units; u <= unit; u++)
      number *= 1024;
    end++;
    if (strcasecmp(end, "iB") == 0 || strcasecmp(end, "B") == 0)
      end += strlen(end);
  }
  if (*end != '\0' || !(number >= 1 && number < 9e15))
    return cli_usage_error(syntax, "%s takes a size like 512M or 2G, not \"%s\"", name, value);
  *bytes = (uint64_t)number;
  return EXIT_DONE;
}

static cli_exit set_real(const cli_syntax *syntax, const cli_option *o, const char *name, const char *value,
                         double *number) {
  double parsed = 0;
  const char *end = cli_read_number(value, &parsed);
  if (end == value || *end != '\0' || parsed > (double)o->max)
    return wrong_number(syntax, o, name, value);
  *number = parsed;
  return EXIT_DONE;
}

qn_string cli_choice(const cli_option *option, size_t i) {
  if (option->choice != NULL) {
    const char *name = option->choice(i);
    return (qn_string){name, name != NULL ? strlen(name) : 0};
  }
  const char *name = option->choices;
  for (; i > 0 && *name != '\0'; i--) {
    name += strcspn(name, "|");
    name += *name == '|';
  }
  return (qn_string){name, strcspn(name, "|")};
}

void cli_list_choices(char out[CLI_CHOICES_MAX], const cli_option *option, const char *mark) {
  size_t size = 0;
  out[0] = '\0';
  for (size_t i = 0; size < CLI_CHOICES_MAX; i++) {
    qn_string name = cli_choice(option, i);
    if (name.size == 0)
      break;
    const char *separator = i == 0 ? "" : cli_choice(option, i + 1).size > 0 ? ", " : " or ";
    size += (size_t)snprintf(out + size, CLI_CHOICES_MAX - size, "%s%.*s%s", separator, (int)name.size, name.data,
                             i == 0 ? mark : "");
  }
}

static cli_exit set_choice(const cli_syntax *syntax, const cli_option *o, const char *name, const char *value,
                           unsigned *choice) {
  for (unsigned i = 0;; i++) {
    qn_string known = cli_choice(o, i);
    if (known.size == 0)
      break;
    if (strlen(value) == known.size && strncasecmp(known.data, value, known.size) == 0) {
      *choice = i;
      return EXIT_DONE;
    }
  }
  char choices[CLI_CHOICES_MAX];
  cli_list_choices(choices, o, "");
  return cli_usage_error(syntax, "%s takes %s, not \"%s\"", name, choices, value);
}

cli_exit cli_set_value(const cli_syntax *syntax, const cli_option *option, const char *name, const char *value,
                       void *field) {
  switch (option->kind) {
  case CLI_FLAG:
    *(bool *)field = true;
    break;
  case CLI_TEXT:
    *(const char **)field = value;
    break;
  case CLI_NUMBER:
    return set_number(syntax, option, name, value, field);
  case CLI_BYTES:
    return set_bytes(syntax, name, value, field);
  case CLI_REAL:
    return set_real(syntax, option, name, value, field);
  case CLI_LIST:
    return cli_list_add(field, value);
  case CLI_CHOICE:
    return set_choice(syntax, option, name, value, field);
  }
  return EXIT_DONE;
}
