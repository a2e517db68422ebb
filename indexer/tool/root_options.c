/* SPDX-License-Identifier: MIT */
/* root_options.c: the first rows of two tables of options, as text and back. */
#include "tool/root_options.h"

#include "base/status.h"
#include "cli/option_values.h"
#include "cli/safe_text.h"

#include <string.h>

/* The rows that are remembered, and where their values are. */
typedef struct remembered_rows {
  const cli_option *rows;
  size_t n, target;
} remembered_rows;

enum { N_TABLES = 2, N_FILE_TABLES = 1 }; /* the first one is for files, too */
static const remembered_rows tables[N_TABLES] = {
    {read_option_rows, N_ROOT_READ_OPTIONS, offsetof(root_options, reading)},
    {walk_option_rows, N_ROOT_WALK_OPTIONS, offsetof(root_options, walking)},
};

qn_status root_options_complete(root_options *options, const char *dir, qn_error *error) {
  qn_status status = walk_options_complete(&options->walking, dir, error);
  return status == QN_OK ? read_options_complete(&options->reading, error) : status;
}

void root_options_clear(root_options *options) {
  walk_options_clear(&options->walking);
}

/* --- To text ------------------------------------------------------------------------------------------------------ */

/* The i-th value of an option, a size of 0 if it takes none; false: past the last. */
static bool value_at(const cli_option *row, const void *field, size_t i, qn_string *value) {
  const cli_list *list = field;
  const char *const *text = field;
  *value = (qn_string){"", 0};
  if (row->kind == CLI_LIST && i < list->n)
    *value = qn_string_of(list->items[i]);
  else if (row->kind == CLI_TEXT && i == 0 && *text != NULL)
    *value = qn_string_of(*text);
  else if (row->kind == CLI_CHOICE && i == 0 && *(const unsigned *)field > 0)
    *value = cli_choice(row, *(const unsigned *)field);
  else
    return row->kind == CLI_FLAG && i == 0 && *(const bool *)field;
  return true;
}

static const void *field_of(const root_options *options, const remembered_rows *table, const cli_option *row) {
  return (const char *)options + table->target + row->field;
}

const char *root_option_given(const root_options *options, bool of_folder) {
  qn_string value;
  for (const remembered_rows *table = tables; table < tables + (of_folder ? N_TABLES : N_FILE_TABLES); table++)
    for (const cli_option *row = table->rows; row < table->rows + table->n; row++)
      if (value_at(row, field_of(options, table, row), 0, &value))
        return row->name;
  return NULL;
}

static void put_option_row(qn__buffer *out, const cli_option *row, const void *field) {
  qn_string value;
  for (size_t i = 0; value_at(row, field, i, &value); i++) {
    qn__buffer_print(out, "%s%s", row->name, row->kind == CLI_FLAG ? "" : "=");
    qn__buffer_bytes(out, value.data, value.size);
    qn__buffer_u8(out, '\0');
  }
}

void root_options_put(qn__buffer *out, const root_options *options, bool of_folder) {
  for (const remembered_rows *table = tables; table < tables + (of_folder ? N_TABLES : N_FILE_TABLES); table++)
    for (const cli_option *row = table->rows; row < table->rows + table->n; row++)
      put_option_row(out, row, field_of(options, table, row));
  qn__buffer_u8(out, '\0');
}

/* --- From text ---------------------------------------------------------------------------------------------------- */

/* The option at the beginning, without its zero byte. */
static qn_string first_option(qn_string set) {
  const char *end = set.size > 0 ? memchr(set.data, '\0', set.size) : NULL;
  return (qn_string){set.data, end == NULL ? set.size : (size_t)(end - set.data)};
}

static qn_string after_option(qn_string set, qn_string option) {
  const size_t size = option.size < set.size ? option.size + 1 : set.size;
  return (qn_string){set.data + size, set.size - size};
}

qn_string root_options_set(qn_string text, size_t i) {
  qn_string rest = text.size > 0 ? text : (qn_string){"", 0};
  for (;; i--) {
    const char *begin = rest.data;
    qn_string option;
    do {
      option = first_option(rest);
      rest = after_option(rest, option);
    } while (option.size > 0);
    if (i == 0 || rest.size == 0)
      return (qn_string){begin, i == 0 ? (size_t)(rest.data - begin) : 0};
  }
}

void each_root_option(qn_string set, void (*visit)(void *context, qn_string option), void *context) {
  for (qn_string option = first_option(set); option.size > 0; option = first_option(set)) {
    visit(context, option);
    set = after_option(set, option);
  }
}

static const cli_option *find_row(qn_string name, const remembered_rows **table) {
  for (*table = tables; *table < tables + N_TABLES; ++*table)
    for (const cli_option *row = (*table)->rows; row < (*table)->rows + (*table)->n; row++)
      if (strlen(row->name) == name.size && memcmp(row->name, name.data, name.size) == 0)
        return row;
  return NULL;
}

static bool set_choice(const cli_option *row, qn_string value, unsigned *field) {
  for (unsigned i = 1; cli_choice(row, i).size > 0; i++) {
    const qn_string choice = cli_choice(row, i);
    if (choice.size == value.size && memcmp(choice.data, value.data, value.size) == 0)
      *field = i;
  }
  return *field > 0;
}

/* QN_INVALID: the row takes no such value. */
static qn_status set_field(const cli_option *row, qn_string option, void *field) {
  const char *sign = memchr(option.data, '=', option.size);
  if ((sign == NULL) != (row->kind == CLI_FLAG))
    return QN_INVALID;
  if (row->kind == CLI_LIST)
    return cli_list_add(field, sign + 1) == EXIT_DONE ? QN_OK : QN_NO_MEMORY;
  if (row->kind == CLI_CHOICE)
    return set_choice(row, qn_string_of(sign + 1), field) ? QN_OK : QN_INVALID;
  if (row->kind == CLI_FLAG)
    *(bool *)field = true;
  else
    *(const char **)field = sign + 1;
  return QN_OK;
}

typedef struct root_reading {
  root_options *options;
  qn_string unknown; /* its data NULL: none */
  bool no_memory;
} root_reading;

static void read_option(void *context, qn_string option) {
  root_reading *r = context;
  const char *sign = memchr(option.data, '=', option.size);
  const qn_string name = {option.data, sign == NULL ? option.size : (size_t)(sign - option.data)};
  const remembered_rows *table;
  const cli_option *row = find_row(name, &table);
  const qn_status status =
      row == NULL ? QN_INVALID : set_field(row, option, (char *)r->options + table->target + row->field);
  if (status == QN_INVALID)
    r->unknown = option;
  r->no_memory |= status == QN_NO_MEMORY;
}

qn_status root_options_read(root_options *options, qn_string set, const char *dir, qn_error *error) {
  root_reading r = {options, {NULL, 0}, false};
  *options = (root_options){.reading = {.map = NULL}};
  each_root_option(set, read_option, &r);
  qn_status status = root_options_complete(options, dir, error);
  if (r.no_memory)
    return qn__fail_memory(error);
  if (status == QN_OK && r.unknown.data != NULL)
    return qn__fail(error, QN_INVALID, "the option --%.*s is not known here", (int)r.unknown.size, r.unknown.data);
  return status;
}

/* --- For people --------------------------------------------------------------------------------------------------- */

/* A value as a shell takes it. */
static void print_value(qn__buffer *out, qn_string value) {
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,=:+@%";
  qn__buffer quoted;
  if (value.size > 0 && strspn(value.data, plain) == value.size) {
    qn__buffer_bytes(out, value.data, value.size);
    return;
  }
  qn__buffer_init(&quoted);
  for (size_t i = 0; i < value.size; i++) {
    if (value.data[i] == '\'')
      qn__buffer_print(&quoted, "'\\'");
    qn__buffer_u8(&quoted, (uint8_t)value.data[i]);
  }
  qn__buffer_u8(out, '\'');
  cli_put_escaped(out, (const char *)quoted.data, quoted.size);
  qn__buffer_u8(out, '\'');
  out->failed |= quoted.failed;
  qn__buffer_clear(&quoted);
}

static void print_option(void *context, qn_string option) {
  qn__buffer *out = context;
  const char *sign = memchr(option.data, '=', option.size);
  const size_t size = sign == NULL ? option.size : (size_t)(sign - option.data);
  if (out->size > 0 && out->data[out->size - 1] != ' ')
    qn__buffer_u8(out, ' ');
  qn__buffer_print(out, "--");
  cli_put_escaped(out, option.data, size);
  if (sign == NULL)
    return;
  qn__buffer_u8(out, ' ');
  print_value(out, (qn_string){sign + 1, option.size - size - 1});
}

void root_options_print(qn__buffer *out, qn_string set) {
  each_root_option(set, print_option, out);
}
