/* SPDX-License-Identifier: MIT */
/* test_tools_no_memory.c: whichever request for memory fails, the tool's own or a library's, a command does what it
 * should or says that it is out of memory; it never crashes or hangs, the index is the one before or the one after it,
 * whole, and the next command works.
 *
 * `commands` is a table: a new command is a row.  $QUERN_ROUNDS: each request fails, not one in STRIDE, or in
 * SANITIZED_STRIDE, since a process with a sanitizer takes several times as long to begin.
 * $QUERN_COMMAND: only commands that contain this text; $QUERN_REQUEST: only the request of this number. */
#include "cli/exit_codes.h"
#include "fault/tool_run.h"
#include "support/index_contents.h"
#include "support/support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { STRIDE = 17, SANITIZED_STRIDE = 97 };

typedef struct tool_command {
  const char *line;
  const char *input;   /* a file; NULL: empty */
  const char *changed; /* the index that it changes; NULL: none */
} tool_command;

static const tool_command commands[] = {
    {"quern-index init -i new/index", NULL, "new/index"},
    {"quern-index add -i index --threads 1 note.txt", NULL, "index"},
    {"quern-index add -i index --threads 1 note.md toml.md page.1 cells.ipynb", NULL, "index"},
    {"quern-index add -i index --threads 1 page.html", NULL, "index"},
    {"quern-index add -i index --threads 1 charset.html", NULL, "index"},
    {"quern-index add -i index --threads 1 article.json", NULL, "index"},
    {"quern-index add -i index --threads 1 articles.jsonl", NULL, "index"},
    {"quern-index add -i index --threads 1 packed.jsonl.gz", NULL, "index"},
    {"quern-index add -i index --threads 1 utf16.txt", NULL, "index"},
    {"quern-index add -i index --threads 1 folder", NULL, "index"},
    {"quern-index add -i index --threads 1 --type txt --glob *.{c,txt} --exclude *.c -v -L folder", NULL, "index"},
    {"quern-index add -i index --threads 1 --files-from -", "names", "index"},
    {"quern-index add -i index --threads 1 --progress json --lang de -", "articles.jsonl", "index"},
    {"quern-index add -i index --threads 1 --lang auto articles.jsonl", NULL, "index"},
    {"quern-index add -i index --threads 4 articles.jsonl", NULL, "index"},
    {"quern-index add -i new/index --threads 1 note.txt", NULL, "new/index"},
    {"quern-index delete -i index 1", NULL, "index"},
    {"quern-index delete -i index --ids-from ids", NULL, "index"},
    {"quern-index delete -i index --query walnut", NULL, "index"},
    {"quern-index delete -i index --query (walnut --strict", NULL, NULL},
    {"quern-index delete -i index --dry-run --query walnut", NULL, NULL},
    {"quern-index forget -i index /added", NULL, "index"},
    {"quern-index forget -i index --delete /added /added/sub", NULL, "index"},
    {"quern-index info -i index --sources", NULL, NULL},
    {"quern-index add -i index --threads 1 --hidden --charset latin1 folder note.txt", NULL, "index"},
    {"quern-index add -i index --threads 1", NULL, "index"},
    {"quern-index compact -i index --threads 1", NULL, "index"},
    {"quern-index compact -i index --threads 4", NULL, "index"},
    {"quern-index merge -i index other", NULL, "index"},
    {"quern-index salvage -i damaged --threads 1 new/index", NULL, "new/index"},
    {"quern-index salvage -i headless --threads 1 new/index", NULL, "new/index"},
    {"quern-index check -i index", NULL, NULL},
    {"quern-index check -i damaged", NULL, NULL},
    {"quern-index info -i index", NULL, NULL},
    {"quern-index info -i index --json", NULL, NULL},
    {"quern-index export -i index", NULL, NULL},
    {"quern-index export -i damaged", NULL, NULL},
    {"quern-index export -i index --query walnut", NULL, NULL},
    {"quern-index show -i index 1 --color always --query walnut", NULL, NULL},
    {"quern-index analyze Running mills", NULL, NULL},
    {"quern-index analyze --lang da Møllerne maler", NULL, NULL},
    {"quern-index analyze --json -", "note.txt", NULL},
    {"quern-index --version", NULL, NULL},
    {"quern-query -i index walnut hazel", NULL, NULL},
    {"quern-query -i index -i other --explain +walnut -almond title:tree =trees wal*", NULL, NULL},
    {"quern-query -i index --json --snippets 3 \"walnut tree\" lang:en", NULL, NULL},
    {"quern-query -i index --json \"unclosed", NULL, NULL},
    {"quern-query -i index --count walnut OR hazel", NULL, NULL},
    {"quern-query -i index -l --all-matches --max-expansions 1 wal*", NULL, NULL},
    {"quern-query -i index --trec run walnut", NULL, NULL},
    {"quern-query -i index --format grep walnut", NULL, NULL},
    {"quern-query -i index --open 1 walnut", NULL, NULL},
    {"quern-query -i index --exhaustive --color always walnut tree", NULL, NULL},
    {"quern-query -i index --facet date:month --facet n:0,10 --facet topics --sort -date --offset 1 walnut", NULL,
     NULL},
    {"quern-query -i index --json --facet date:month --facet n:0,10 --facet topics -n 1 walnut", NULL, NULL},
    {"quern-query -i index --json --collapse walnut", NULL, NULL},
    {"quern-query -i index -i other --brief --collapse=k walnut", NULL, NULL},
    {"quern-query -i index --format html --explain --fields tags,absent --facet date:month walnut", NULL, NULL},
    {"quern-query -i index --format markdown -v --fields tags --facet topics --batch queries", NULL, NULL},
    {"quern-query -i index --format csv --fields tags,pages walnut OR hazel", NULL, NULL},
    {"quern-query -i index --batch -", "queries", NULL},
    {"quern-query -i index --json --threads 3 --batch queries", NULL, NULL},
    {"quern-query --help", NULL, NULL},
};

/* --- the files ---------------------------------------------------------------------------------------------------- */

static const char articles[] =
    "{\"id\": \"1\", \"title\": \"Walnut\", \"text\": \"The walnut tree bears nuts.\", \"date\": \"2025-06-09\"}\n"
    "{\"id\": \"5\", \"title\": \"Hazel\", \"text\": [\"A shrub.\", \"No tree.\"], \"pages\": [1, 2.5, true, null]}\n"
    "{\"id\": \"6\", \"text\": \"Nuts \\u00e9 \\u0000 and \\\"quotes\\\"\", \"lang\": \"fr\", \"of\": {\"a\": "
    "\"b\"}}\n";

static const struct {
  const char *name, *text;
} files[] = {
    {"articles.jsonl", articles},
    {"article.json", "[{\"title\": \"Almond\", \"body\": \"An almond is a seed.\", \"tags\": [\"a\", \"b\"]},\n"
                     " {\"title\": \"Pecan\", \"body\": \"A nut of America.\", \"url\": \"https://example.org/p\"}]\n"},
    {"note.txt", "Of mills\n\nA mill grinds corn between two stones.\n"},
    {"note.md", "---\ntitle: \"Querns\"\ndate: 2024-02-03\ntags: [stone, 'mill']\nauthors:\n- Ann\n- Bob\nn: 3\n---\n\n"
                "# Querns\n\nA quern is a [hand mill](https://example.org).\n"},
    {"toml.md", "+++\ntitle = \"Grain\"\nkinds = \"\"\"wheat\nand rye\"\"\"\n+++\n\nWheat and rye.\n"},
    {"page.1", ".Dd May 1, 2020\n.Dt MILL 1\n.ds X grinds\n.Sh NAME\n.Nm mill\n.Nd it \\*X corn\n.Sh USE\n.Nm\n"},
    {"cells.ipynb",
     "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"markdown\", \"source\": [\"# Mills\\n\", \"and "
     "*stones*\"]}, {\"cell_type\": \"code\", \"source\": \"1\", \"outputs\": [{\"text\": \"one\"}]}]}\n"},
    {"page.html",
     "<!DOCTYPE html><html lang=en><head><title>Mills | Site</title><meta name=\"date\" "
     "content=\"2023-04-05\"><meta property=\"og:url\" content=\"https://example.org/m\"></head><body><nav>"
     "no</nav><main><h1>Mills</h1><p>Wind &amp; water <b>mills</b>.</p><ul><li>One<li>Two</ul><pre>a\n b"
     "</pre></main><script>no</script></body></html>\n"},
    {"charset.html", "<meta charset=windows-1251><title>\xcd\xee\xe2</title><p>\xd2\xe5\xea\xf1\xf2</p>\n"},
    {"names", "note.txt\nfolder/deep/a.txt\n"},
    {"ids", "1\n3\n"},
    {"queries", "q1\twalnut tree\nq2\t\"hazel shrub\"\nq3\tnothing\nhazel -tree\n"},
    {"folder/.gitignore", "*.c\n!a.c\n"},
    {"folder/b.md", "# B\n\nSecond of a folder.\n"},
    {"folder/deep/a.txt", "First of a folder, deep.\n"},
};

static void pack(const char *name, const char *text) {
  gzFile file = gzopen(name, "wb");
  assert_non_null(file);
  assert_int_equal(gzwrite(file, text, (unsigned)strlen(text)), strlen(text));
  assert_int_equal(gzclose(file), Z_OK);
}

static void write_inputs(void) {
  static const char utf16[] = "\xff\xfe"
                              "C\0a\0f\0\xe9\0\n\0\n\0T\0e\0x\0t\0";
  mkdir("folder", 0777);
  mkdir("folder/deep", 0777);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    write_file(files[i].name, files[i].text, strlen(files[i].text));
  write_file("utf16.txt", utf16, sizeof utf16 - 1);
  pack("packed.jsonl.gz", articles);
}

static void add(qn_writer *writer, const char *id, const char *title, const char *text) {
  qn_article article = {.id = string_of(id),
                        .title = string_of(title),
                        .text = string_of(text),
                        .date = string_of("2020-01-02"),
                        .fields = string_of("{\"k\":[\"v\",1]}")};
  qn_error error;
  assert_ok(qn_writer_add(writer, &article, &error), error);
}

/* A folder that was added with options, and a file in it. */
static void add_root(qn_writer *writer) {
  const qn_string root = string_of("/added");
  const qn_source source = {.path = string_of("/added/sub/a"), .bytes = 1, .read = 2, .named = true};
  qn_error error;
  assert_ok(qn_writer_put_root(writer, root, string_of(""), true, &error), error);
  assert_ok(qn_writer_set_root_options(writer, root, (qn_string){"glob=*.md\0", 11}, &error), error);
  assert_ok(qn_writer_begin_source(writer, source.path, &error), error);
  add(writer, "7", "Almond", "The almond of a folder.");
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
  assert_ok(qn_writer_begin_source(writer, string_of(""), &error), error);
}

/* `old`: two segments, a deleted article and the record of a file; `other`. */
static void make_indexes(void) {
  qn_writer *writer = open_writer_in("old", NULL);
  qn_error error;
  add(writer, "1", "The walnut tree", "A walnut tree is tall. Its trees bear walnuts in autumn.");
  add(writer, "2", "The hazel", "A hazel shrub stands in the hedge.");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  add(writer, "3", "Nuts", "Walnut and hazel, and the almond too.");
  assert_ok(qn_writer_delete(writer, string_of("2"), &error), error);
  add(writer, "4", "", "Hazel trees are rare; walnut trees are not.");
  add_root(writer);
  commit_and_close(writer);
  writer = open_writer_in("other", NULL);
  add(writer, "1", "Walnut oil", "Oil of the walnut.");
  add(writer, "9", "Tree", "A walnut tree again.");
  commit_and_close(writer);
}

/* `damaged`: as `old`, with a segment of it damaged; `headless`: without its manifest. */
static void damage_copies(void) {
  mkdir("headless", 0777);
  copy_directory("old", "headless");
  assert_int_equal(unlink("headless/manifest"), 0);
  mkdir("damaged", 0777);
  copy_directory("old", "damaged");
  DIR *dir = opendir("damaged");
  assert_non_null(dir);
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
    if (strstr(entry->d_name, ".segment") != NULL) {
      char *path = path_in("damaged", entry->d_name);
      damage_file(path, 300);
      free(path);
      break;
    }
  closedir(dir);
}

static void restore(void) {
  mkdir("index", 0777);
  empty_directory("index");
  copy_directory("old", "index");
  mkdir("new", 0777);
  empty_directory("new");
}

/* --- what may happen ---------------------------------------------------------------------------------------------- */

/* A command, what it does where all is well, and the index before and after it. */
typedef struct expectation {
  const tool_command *command;
  tool_run run;
  index_contents before, after;
} expectation;

static void read_changed(const tool_command *command, index_contents *contents) {
  *contents = (index_contents){.size = 0};
  if (command->changed != NULL)
    read_contents(command->changed, contents);
}

/* Each line is one of the others, or the beginning of one: what is reported after the work is done may be less. */
static bool lines_are_among(const char *lines, const char *others) {
  while (*lines != '\0') {
    size_t size = strcspn(lines, "\n");
    const char *other = others;
    while (*other != '\0' && strncmp(other, lines, size) != 0) {
      other += strcspn(other, "\n");
      other += *other == '\n';
    }
    if (*other == '\0')
      return false;
    lines += size;
    lines += *lines == '\n';
  }
  return true;
}

static bool is_right(const expectation *expected, const tool_run *run, const index_contents *found) {
  return run->exit == expected->run.exit && strcmp(run->out, expected->run.out) == 0 &&
         lines_are_among(run->messages, expected->run.messages) && strcmp(found->text, expected->after.text) == 0;
}

/* What is wrong stands in the answer where that is JSON. */
static bool is_out_of_memory(const expectation *expected, const tool_run *run, const index_contents *found) {
  static const char said[] = "out of memory";
  return run->exit == EXIT_SYSTEM && (strstr(run->messages, said) != NULL || strstr(run->out, said) != NULL) &&
         (strcmp(found->text, expected->before.text) == 0 || strcmp(found->text, expected->after.text) == 0);
}

/* What is wrong with a run that had no memory; NULL: nothing. */
static const char *judge(const expectation *expected, const tool_run *run) {
  index_contents found;
  if (run->signal != 0)
    return strsignal(run->signal);
  read_changed(expected->command, &found);
  if (found.problem != NULL)
    return found.problem;
  return is_right(expected, run, &found) || is_out_of_memory(expected, run, &found) ? NULL : "neither done nor refused";
}

/* The command once more, with memory: the index is the one after it. */
static const char *judge_next(const expectation *expected) {
  tool_run run = {.exit = 0};
  index_contents found;
  const tool_command *command = expected->command;
  if (command->changed == NULL)
    return NULL;
  run_tool(&run, command->line, command->input, -1, FAIL_ONCE);
  tool_run_clear(&run);
  read_changed(command, &found);
  if (found.problem != NULL)
    return found.problem;
  return strcmp(found.text, expected->after.text) == 0 ? NULL : "the next command does not work";
}

/* --- the tests ---------------------------------------------------------------------------------------------------- */

static unsigned n_wrong; /* of all commands */

static void report(const tool_command *command, const tool_run *run, long n, failing_mode mode, const char *wrong) {
  n_wrong++;
  print_error("%s: request %ld fails%s: %s; exit %d\n%s%s", command->line, n,
              mode == FAIL_ON ? " and all after it" : "", wrong, run->exit, run->messages, run->out);
}

/* Request number `n` fails.  Returns whether there is one. */
static bool attempt(const expectation *expected, long n, failing_mode mode) {
  const tool_command *command = expected->command;
  tool_run run = {.exit = 0};
  if (command->changed != NULL)
    restore();
  run_tool(&run, command->line, command->input, n, mode);
  const char *wrong = judge(expected, &run);
  if (wrong == NULL)
    wrong = judge_next(expected);
  if (wrong != NULL)
    report(command, &run, n, mode, wrong);
  bool reached = run.reached || run.signal != 0;
  tool_run_clear(&run);
  return reached;
}

static void set_up(expectation *expected, const tool_command *command) {
  *expected = (expectation){.command = command};
  restore();
  read_changed(command, &expected->before);
  run_tool(&expected->run, command->line, command->input, -1, FAIL_ONCE);
  read_changed(command, &expected->after);
  if (expected->run.signal != 0 || expected->after.problem != NULL)
    fail_msg("%s: %s", command->line, expected->run.messages);
}

static bool is_left_out(const char *line) {
  const char *only = getenv("QUERN_COMMAND"), *threads = strstr(line, "--threads ");
  bool starts_threads = threads != NULL && strncmp(threads, "--threads 1", 11) != 0;
  bool leaks = strstr(line, "--lang auto") != NULL; /* libcld2 loses 40 KiB when an exception passes through it */
  if (only != NULL && strstr(line, only) == NULL)
    return true;
  if ((!starts_threads && !leaks) || !failing_memory_is_sanitized())
    return false;
  print_message("left out under a sanitizer: %s\n", line);
  return true;
}

/* Returns how many requests failed: none of --version, which makes none. */
static size_t attempt_command(const tool_command *command, failing_mode mode, random_source *random) {
  const char *request = getenv("QUERN_REQUEST");
  const bool all = getenv("QUERN_ROUNDS") != NULL;
  const uint32_t stride = all ? 1 : failing_memory_is_sanitized() ? SANITIZED_STRIDE : STRIDE;
  size_t n_failed = 0;
  expectation expected;
  set_up(&expected, command);
  long n = request != NULL ? atol(request) : (long)random_below(random, stride);
  for (; attempt(&expected, n, mode) && request == NULL; n += stride)
    n_failed++;
  tool_run_clear(&expected.run);
  return n_failed;
}

static void attempt_all(failing_mode mode) {
  random_source random = random_start("no memory", 7);
  size_t n_commands = 0, n_failed = 0;
  n_wrong = 0;
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
    if (is_left_out(commands[i].line))
      continue;
    n_failed += attempt_command(&commands[i], mode, &random);
    n_commands++;
  }
  assert_true(n_commands > 0); /* $QUERN_COMMAND is part of one */
  assert_true(getenv("QUERN_REQUEST") != NULL || n_failed >= n_commands);
  assert_int_equal(n_wrong, 0);
}

static void any_request_of_a_tool_may_fail_once(void **state) {
  (void)state;
  attempt_all(FAIL_ONCE);
}

static void memory_may_run_out_at_any_request_of_a_tool(void **state) {
  (void)state;
  attempt_all(FAIL_ON);
}

static int begin(void **state) {
  *state = make_temp_dir();
  if (chdir(*state) != 0)
    return -1;
  write_inputs();
  make_indexes();
  damage_copies();
  return 0;
}

static int end(void **state) {
  remove_tree(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_request_of_a_tool_may_fail_once),
      cmocka_unit_test(memory_may_run_out_at_any_request_of_a_tool),
  };
  return cmocka_run_group_tests_name("tools without memory", tests, begin, end);
}
