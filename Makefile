# quern: `make help` lists the targets.
# Variants build side by side: make BUILD=build/asan SANITIZE=address,undefined

BUILD  ?= build
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
CC     ?= cc
AR     ?= ar
# Spelled one way, because dependency files contain it.
override BUILD := $(patsubst $(CURDIR)/%,%,$(BUILD))

VERSION := $(shell sed -n 's/^\#define QN_VERSION_STRING "\(.*\)"/\1/p' include/quern.h)
SONAME  := libquern.so.$(firstword $(subst ., ,$(VERSION)))

ifeq ($(MAKELEVEL),0)
MAKEFLAGS += --no-print-directory -j$(shell nproc 2>/dev/null || echo 1)
endif

# --- Flags ------------------------------------------------------------------------------------------------------------

# The flags, if the compiler knows them.
known = $(shell $(CC) -Werror $(1) -x c -c /dev/null -o /dev/null 2>/dev/null && echo $(1))

# A score is the same number on every processor: no fused multiply-add, float stays float (where gcc knows the flag),
# and no x87 where a 32-bit x86 could choose it.
FLOATS  := -ffp-contract=off -fno-math-errno $(call known,-fexcess-precision=fast) \
           $(if $(shell $(CC) -dM -E -x c /dev/null 2>/dev/null | grep __i386__),-msse2 -mfpmath=sse)

# Sizes of files and times have 64 bits everywhere (glibc's names).
# What makes a mistake in the code harder to exploit, at less than one percent of the instructions (docs/reliability.md
# has the measurements): calls of the C library that know the sizes of their buffers, a canary below arrays of chars (and,
# in the code that reads files of others and in the tools, below every array), stacks that cannot jump over their guard
# page.  -fcf-protection is the compiler's choice: it does nothing unless the C library has it, too.
fortified = $(shell $(CC) -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$(1) -Werror -include string.h -x c -c /dev/null \
              -o /dev/null 2>/dev/null && echo -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$(1))
HARDENING := $(or $(call fortified,3),$(call fortified,2)) $(call known,-fstack-clash-protection)
CANARIES   = -fstack-protector
HARDEN     = $(if $(SANITIZE)$(filter -O0,$(OPTIMIZE)),,$(HARDENING) $(CANARIES))
# Tables of addresses are filled in at the start and are read-only from then on; addresses are random.
HARDEN_LINK = $(if $(SANITIZE),,-Wl,-z,relro,-z,now)

STANDARD = -std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Werror=implicit-function-declaration
OPTIMIZE = -O3 -g
SANITIZE =
EXTRA    =
FLAGS    = $(STANDARD) $(OPTIMIZE) $(FLOATS) $(WARNINGS) -fPIC -fvisibility=hidden -pthread -MMD -MP \
           $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer) $(HARDEN) \
           $(EXTRA) $(CFLAGS)
LINK     = $(CC) $(FLAGS) $(LDFLAGS) -Wl,--as-needed

# Files are made under another name, so that a build that was killed leaves none that looks finished.
OBJECT = -MF $(@:.o=.d) -MT $@ -c -o $@.part
RENAME = && mv -f $@.part $@

# What each folder sees; tests/support/check-layering looks at the includes themselves.
INCLUDES_core    = -Iinclude -Icore
INCLUDES_indexer = -Iinclude -Icore -Iindexer
INCLUDES_query   = -Iinclude -Icore -Iquery
INCLUDES_tests   = -Iinclude -Icore -Iindexer -Iquery -Itests -DQN_TEST_MEMORY
XML_FLAGS        = $(shell pkg-config --cflags libxml-2.0 2>/dev/null)

READ_LIBS    = -lstemmer -lutf8proc -ldeflate -lm
LIBRARY_LIBS = -lcjson $(READ_LIBS)
INDEX_LIBS   = $(CLD2_LIBS) $(UCHARDET_LIBS) -lxml2 -lz -lbz2 -llzma -lzstd $(LIBRARY_LIBS)
QUERY_LIBS   = $(READ_LIBS)
# libcld2 is written in C++.  Debian has it for little-endian processors; elsewhere `--lang auto` says what is missing.
CLD2_LIBS   := $(shell echo '\#include <cld2/public/compact_lang_det.h>' | $(CC) -include stdio.h -x c++ -E - \
                 >/dev/null 2>&1 && echo -lcld2 -lstdc++)
# libuchardet guesses the charset of texts that are not UTF-8; without it they are taken for windows-1252.
UCHARDET_LIBS := $(shell echo '\#include <uchardet/uchardet.h>' | $(CC) -include stdio.h -x c++ -E - >/dev/null 2>&1 && \
                   echo -luchardet -lstdc++)
CPP_FLAGS    = $(filter-out -Werror=implicit-function-declaration,$(subst -std=c11,-std=c++17,$(FLAGS)))

# A quern-query process runs for a millisecond or two, and loading shared libraries would be a quarter of that: it is
# linked statically wherever that is possible.  STATIC= turns it off.  Not -static-pie: to move to a random address, each
# start would take 163,000 instructions more.
STATIC = $(if $(SANITIZE),,$(shell echo 'int main(void) { return 0; }' | \
           $(CC) -static -x c - -o /dev/null $(QUERY_LIBS) 2>/dev/null && echo -static))

# --- Files ------------------------------------------------------------------------------------------------------------

CORE_SOURCES    = $(filter-out core/text/generate_% core/cli/%,$(wildcard core/*/*.c))
LIBRARY_SOURCES = $(CORE_SOURCES) $(wildcard indexer/builder/*.c indexer/writer/*.c) \
                  $(filter-out query/tool/%,$(wildcard query/*/*.c))
# The reader half alone: files named *_write.c are the writer's ends of pairs.
READ_SOURCES    = $(filter-out %_write.c,$(filter-out indexer/%,$(LIBRARY_SOURCES)))
CLI_SOURCES     = $(filter-out %/option_manual.c,$(wildcard core/cli/*.c))
INDEX_SOURCES   = $(filter-out %/cld2_missing.c %/uchardet_missing.c,$(wildcard indexer/articles/*.c indexer/walk/*.c indexer/tool/*.c)) \
                  indexer/articles/$(if $(CLD2_LIBS),cld2.cpp,cld2_missing.c) \
                  indexer/articles/$(if $(UCHARDET_LIBS),uchardet.cpp,uchardet_missing.c)
QUERY_SOURCES   = $(wildcard query/tool/*.c)
SUPPORT_SOURCES = $(wildcard tests/support/*.c tests/reference/*.c)
TEST_SOURCES    = $(wildcard tests/unit/test_*.c tests/property/test_*.c tests/fault/test_*.c)
FUZZ_SOURCES    = $(wildcard tests/fuzz/fuzz_*.c)
FORMATTED       = $(wildcard include/*.h core/*/*.[ch] indexer/*/*.[ch] query/*/*.[ch] tests/*/*.[ch] indexer/*/*.cpp examples/*.c \
                  examples/*.cpp)

objects         = $(patsubst %,$(BUILD)/obj/%.o,$(basename $(1)))
GENERATED       = $(BUILD)/obj/unicode_tables.o $(BUILD)/obj/han_variant_table.o
LIBRARY_OBJECTS = $(call objects,$(LIBRARY_SOURCES)) $(GENERATED)
READ_OBJECTS    = $(call objects,$(READ_SOURCES)) $(GENERATED)
CLI_OBJECTS     = $(call objects,$(CLI_SOURCES))
INDEX_OBJECTS   = $(call objects,$(INDEX_SOURCES))
QUERY_OBJECTS   = $(call objects,$(QUERY_SOURCES))
SUPPORT_OBJECTS = $(call objects,$(SUPPORT_SOURCES))
TESTS           = $(patsubst %.c,$(BUILD)/%,$(TEST_SOURCES))
FUZZERS         = $(patsubst %.c,$(BUILD)/%,$(FUZZ_SOURCES))

TOOLS = $(if $(INDEX_SOURCES),$(BUILD)/quern-index) $(if $(QUERY_SOURCES),$(BUILD)/quern-query)

# --- Building ---------------------------------------------------------------------------------------------------------

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: help all manual packages library tools test-programs fuzz-programs demo test check fault fuzz bench bench-index install install-manual dist deb \
        uninstall format clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1 \2/p' $(MAKEFILE_LIST) | while read -r target text; do \
	  printf '  %-12s %s\n' "$$target" "$$text"; done

all: library tools ## the library and the tools, into build/
	@:
library: $(BUILD)/libquern.a $(BUILD)/libquern.so $(BUILD)/libquern-read.a
tools: $(TOOLS)

packages: ## install what building and testing need (apt-get)
	@tests/support/packages build test

# Looked for once, before anything is compiled; PACKAGES=true builds without looking.
PACKAGES = tests/support/packages --check build
$(BUILD)/packages-found:
	@$(PACKAGES) && mkdir -p $(@D) && touch $@

$(BUILD)/obj/core/%.o: core/%.c Makefile | $(BUILD)/packages-found
	@mkdir -p $(@D); echo "  CC $<"
	@$(CC) $(FLAGS) $(INCLUDES_core) $(OBJECT) $< $(RENAME)

$(BUILD)/obj/indexer/%.o: indexer/%.c Makefile | $(BUILD)/packages-found
	@mkdir -p $(@D); echo "  CC $<"
	@$(CC) $(FLAGS) $(INCLUDES_indexer) $(XML_FLAGS) $(OBJECT) $< $(RENAME)

$(BUILD)/obj/indexer/%.o: indexer/%.cpp Makefile | $(BUILD)/packages-found
	@mkdir -p $(@D); echo "  CC $<"
	@$(CC) $(CPP_FLAGS) $(INCLUDES_indexer) $(OBJECT) $< $(RENAME)

$(BUILD)/obj/query/%.o: query/%.c Makefile | $(BUILD)/packages-found
	@mkdir -p $(@D); echo "  CC $<"
	@$(CC) $(FLAGS) $(INCLUDES_query) $(OBJECT) $< $(RENAME)

$(BUILD)/obj/tests/%.o: tests/%.c Makefile | $(BUILD)/packages-found
	@mkdir -p $(@D); echo "  CC $<"
	@$(CC) $(FLAGS) $(INCLUDES_tests) $(XML_FLAGS) $(OBJECT) $< $(RENAME)

# Character properties and variants, from the files of the Unicode standard (Debian's unicode-data, which compresses some).
UNICODE = /usr/share/unicode
HOST_CC = cc

$(BUILD)/generate_%: core/text/generate_%.c $(wildcard core/text/*.h core/base/*.h) | $(BUILD)/packages-found
	@mkdir -p $(@D); echo "  CC $<"
	@$(HOST_CC) $(STANDARD) -O1 -Iinclude -Icore -o $@.part $< $(RENAME)

$(BUILD)/generated/unicode_tables.c: $(BUILD)/generate_tables
	@mkdir -p $(@D); echo "  GEN $@"
	@$(BUILD)/generate_tables $(UNICODE) > $@.part $(RENAME)

$(BUILD)/generated/han_variant_table.c: $(BUILD)/generate_han_variants
	@mkdir -p $(@D); echo "  GEN $@"
	@{ cat $(UNICODE)/Unihan_Variants.txt 2>/dev/null || bzcat $(UNICODE)/Unihan_Variants.txt.bz2; } | \
	  $(BUILD)/generate_han_variants > $@.part $(RENAME)

$(GENERATED): $(BUILD)/obj/%.o: $(BUILD)/generated/%.c
	@mkdir -p $(@D); echo "  CC $<"
	@$(CC) $(FLAGS) $(INCLUDES_core) $(OBJECT) $< $(RENAME)

$(BUILD)/libquern.a: $(LIBRARY_OBJECTS)
	@echo "  AR $@"; rm -f $@.part; $(AR) rcs $@.part $^ $(RENAME)

$(BUILD)/libquern-read.a: $(READ_OBJECTS)
	@echo "  AR $@"; rm -f $@.part; $(AR) rcs $@.part $^ $(RENAME)

$(BUILD)/$(SONAME): $(LIBRARY_OBJECTS)
	@echo "  LD $@"
	@$(LINK) $(HARDEN_LINK) -shared -Wl,-soname,$(SONAME) -o $@.part $^ $(LIBRARY_LIBS) $(RENAME)

$(BUILD)/libquern.so: $(BUILD)/$(SONAME)
	@ln -sf $(SONAME) $@

$(BUILD)/quern-index: $(INDEX_OBJECTS) $(CLI_OBJECTS) $(BUILD)/libquern.a
	@echo "  LD $@"
	@$(LINK) $(HARDEN_LINK) $(if $(HARDEN_LINK),-pie) -o $@.part $^ $(INDEX_LIBS) $(RENAME)

$(BUILD)/quern-query: $(QUERY_OBJECTS) $(CLI_OBJECTS) $(BUILD)/libquern.a
	@echo "  LD $@"
	@$(LINK) $(HARDEN_LINK) $(or $(STATIC),$(if $(HARDEN_LINK),-pie)) -o $@.part $^ $(QUERY_LIBS) $(RENAME)

$(INDEX_OBJECTS) $(QUERY_OBJECTS) $(CLI_OBJECTS): CANARIES = -fstack-protector-strong

# --- Manual pages and completions -------------------------------------------------------------------------------------

# The tools with another help, which is their tables of options: packaging/ makes manuals and completions of these.
MANUAL         = $(BUILD)/manual
MANUAL_OBJECTS = $(filter-out %/option_help.o,$(CLI_OBJECTS)) $(BUILD)/obj/core/cli/option_manual.o
MANUAL_PAGES   = $(addprefix $(MANUAL)/,quern-index.1 quern-query.1 quern-syntax.7 quern.3)
COMPLETIONS    = $(addprefix $(MANUAL)/,quern.bash _quern quern.fish)
MADE_WITH      = awk -v date='$(shell LC_ALL=C date +'%B %-d, %Y' -d \
                   "$$(sed -n 's/^\#\# [0-9.]*, //p' CHANGELOG.md | head -n 1)")' -f packaging/mdoc.awk

$(MANUAL_PAGES): packaging/mdoc.awk

$(MANUAL)/quern-index: $(INDEX_OBJECTS) $(MANUAL_OBJECTS) $(BUILD)/libquern.a
	@mkdir -p $(@D); $(LINK) -o $@.part $^ $(INDEX_LIBS) $(RENAME)

$(MANUAL)/quern-query: $(QUERY_OBJECTS) $(MANUAL_OBJECTS) $(BUILD)/libquern.a
	@mkdir -p $(@D); $(LINK) -o $@.part $^ $(QUERY_LIBS) $(RENAME)

$(MANUAL)/tables: packaging/tables $(MANUAL)/quern-index $(MANUAL)/quern-query
	@echo "  GEN $@"; packaging/tables $(MANUAL) > $@.part $(RENAME)

$(MANUAL)/quern-%.1: packaging/manual.awk $(MANUAL)/tables
	@$(MADE_WITH) -v program=quern-$* -f packaging/manual.awk $(MANUAL)/tables > $@.part $(RENAME)

$(MANUAL)/quern-syntax.7: packaging/syntax.awk $(MANUAL)/quern-query
	@$(MANUAL)/quern-query --help syntax | $(MADE_WITH) -f packaging/syntax.awk > $@.part $(RENAME)

$(MANUAL)/quern.3: packaging/library.awk include/quern.h
	@mkdir -p $(@D); $(MADE_WITH) -f packaging/library.awk include/quern.h > $@.part $(RENAME)

$(COMPLETIONS): $(MANUAL)/%: packaging/completion.awk packaging/%.awk $(MANUAL)/tables
	@awk -f packaging/completion.awk -f packaging/$*.awk $(MANUAL)/tables > $@.part $(RENAME)

manual: $(MANUAL_PAGES) $(COMPLETIONS) ## manual pages and completions of shells, into build/manual/
	@:

# --- Tests ------------------------------------------------------------------------------------------------------------

# Tests link a library whose memory requests can be made to fail, and the tools' objects.
$(BUILD)/obj/test-memory.o: core/base/memory.c Makefile | $(BUILD)/packages-found
	@mkdir -p $(@D); echo "  CC $< (for tests)"
	@$(CC) $(FLAGS) $(INCLUDES_core) -DQN_TEST_MEMORY $(OBJECT) $< $(RENAME)

$(BUILD)/libquern-test.a: $(filter-out %/base/memory.o,$(LIBRARY_OBJECTS)) $(BUILD)/obj/test-memory.o $(SUPPORT_OBJECTS)
	@echo "  AR $@"; rm -f $@.part; $(AR) rcs $@.part $^ $(RENAME)

# ... and call the tools' main by the name main_of_quern_index or main_of_quern_query.
MAINS = $(BUILD)/obj/main-of-quern-index.o $(BUILD)/obj/main-of-quern-query.o
$(BUILD)/obj/main-of-quern-index.o: indexer/tool/quern_index.c
$(BUILD)/obj/main-of-quern-query.o: query/tool/quern_query.c
$(MAINS): $(BUILD)/obj/main-of-%.o: Makefile | $(BUILD)/packages-found
	@mkdir -p $(@D); echo "  CC $(filter %.c,$^) (for tests)"
	@$(CC) $(FLAGS) $(INCLUDES_$(firstword $(subst /, ,$(filter %.c,$^)))) -Dmain=main_of_$(subst -,_,$*) $(OBJECT) \
	  $(filter %.c,$^) $(RENAME)

$(BUILD)/libtools-test.a: $(INDEX_OBJECTS) $(QUERY_OBJECTS) $(CLI_OBJECTS) $(MAINS)
	@echo "  AR $@"; rm -f $@.part; $(AR) rcs $@.part $^ $(RENAME)

# A unit test runs once for each time that it is compiled: what counts is how fast that is.
$(call objects,$(filter tests/unit/%,$(TEST_SOURCES))): override OPTIMIZE = -O0 -g

# Hundreds of them are linked, each with all of the library: by the fastest linker that the compiler has, looked for once.
# Such a linker does not find in a sysroot what absolute links there point at.
links_with  = $(shell echo 'int main(void) { return 0; }' | $(CC) -fuse-ld=$(1) -x c - -o /dev/null 2>/dev/null && \
                echo -fuse-ld=$(1))
FAST_LINKER = $(eval FAST_LINKER := $(if $(findstring --sysroot,$(CC)),,$(or $(call links_with,lld),$(call \
                links_with,gold))))$(FAST_LINKER)

test-programs: $(TESTS)
fuzz-programs: $(FUZZERS)

$(TESTS): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(BUILD)/libtools-test.a $(BUILD)/libquern-test.a
	@mkdir -p $(@D); echo "  LD $@"
	@$(LINK) $(FAST_LINKER) $(WRAP) -o $@.part $(filter %.o,$^) $(filter %.a,$^) -lcmocka $(INDEX_LIBS) $(RENAME)

# Calls that fail take the place of the C library's in the programs that are linked with them.
FAILING_CALLS  = fault/test_fault_matrix fault/test_tool_faults fault/test_followed_faults
FAILING_MEMORY = fault/test_no_memory fault/test_tools_no_memory unit/test_article unit/test_console \
                 unit/test_front_matter unit/test_json_record
$(FAILING_CALLS:%=$(BUILD)/tests/%): $(call objects,tests/fault/failing_calls.c tests/fault/fault_changes.c)
$(FAILING_MEMORY:%=$(BUILD)/tests/%): $(call objects,tests/fault/failing_memory.c)
$(BUILD)/obj/tests/fault/failing_memory.o: override EXTRA += $(if $(SANITIZE),-fno-sanitize=all -DSANITIZED)
$(FAILING_MEMORY:%=$(BUILD)/tests/%): WRAP = -Wl,--wrap=sb_stemmer_new
$(BUILD)/tests/fault/test_no_memory: $(call objects,tests/fault/library_calls.c tests/fault/narrowed_calls.c)
$(BUILD)/tests/fault/test_tools_no_memory: $(call objects,tests/fault/tool_run.c)

# Other versions of the stemmers take the place of libstemmer's in the programs that are linked so.
OTHER_VERSIONS = property/test_other_versions property/test_index_upgrade unit/test_foreign_terms
$(OTHER_VERSIONS:%=$(BUILD)/tests/%): WRAP = -Wl,--wrap=sb_stemmer_stem -Wl,--wrap=sb_stemmer_new \
  -Wl,--wrap=sb_stemmer_list -Wl,--wrap=utf8proc_unicode_version

# A fuzz target replays seeds; with FUZZ_MAIN=-fsanitize=fuzzer it searches.
FUZZ_MAIN = $(BUILD)/obj/tests/fuzz/replay.o
$(FUZZERS): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(BUILD)/obj/tests/fuzz/replay.o \
            $(BUILD)/obj/tests/fuzz/exact_bytes.o $(BUILD)/libtools-test.a $(BUILD)/libquern-test.a
	@mkdir -p $(@D); echo "  LD $@"
	@$(LINK) $(FAST_LINKER) -Wl,--wrap=qn__byte_source_map -o $@.part $(FUZZ_MAIN) $(filter-out %/replay.o,$^) $(INDEX_LIBS) $(RENAME)

test: ## install what is missing, build, run all tests
	@tests/support/packages build test
	+@$(MAKE) all test-programs fuzz-programs
	@BUILD=$(BUILD) tests/support/run-tests

check: ## what a test cannot see: format, layers, symbols, sanitizers, analyzers, another processor
	@tests/support/packages build test check
	+@BUILD=$(BUILD) MAKE="$(MAKE)" tests/support/run-checks

fault: ## the long form of tests/fault: faults, power cuts, damage; QUERN_SCALE=100: sizes beyond 32 bits, too
	+@$(MAKE) all test-programs
	@QUERN_ROUNDS=200 SECONDS_ALLOWED=7200 BUILD=$(BUILD) tests/support/run-tests fault

# Inputs for the bytes of an index are scripts of changes: comparisons say nothing about them, and not watching those
# makes the search twice as fast.  Limits: an input of 4 KiB, 20 seconds and 1 GiB for one, so that a hang and a request
# for all memory are findings.
TARGET  = query
SECONDS = 60
FUZZ_BYTES  = columns index manifest segment sources
FUZZ_BUILD  = build/fuzz$(if $(filter $(TARGET),$(FUZZ_BYTES)),-bytes)
FUZZ_FLAGS  = $(if $(filter $(TARGET),$(FUZZ_BYTES)),-fno-sanitize-coverage=trace-cmp)
FUZZ_LIMITS = -max_len=4096 -timeout=20 -rss_limit_mb=1024
fuzz: ## search for inputs that break: TARGET=query SECONDS=60 (clang's libFuzzer)
	+@$(MAKE) BUILD=$(FUZZ_BUILD) CC=clang SANITIZE=fuzzer-no-link,address,undefined OPTIMIZE='-O1 -g' \
	  EXTRA='$(FUZZ_FLAGS)' FUZZ_MAIN=-fsanitize=fuzzer $(FUZZ_BUILD)/tests/fuzz/fuzz_$(TARGET)
	+@$(MAKE) build/tests/fuzz/fuzz_$(TARGET)
	@mkdir -p build/fuzz/corpus/$(TARGET)
	@build/tests/fuzz/fuzz_$(TARGET) --seeds build/fuzz/corpus/$(TARGET)
	$(FUZZ_BUILD)/tests/fuzz/fuzz_$(TARGET) -max_total_time=$(SECONDS) $(FUZZ_LIMITS) -artifact_prefix=build/fuzz/ \
	  build/fuzz/corpus/$(TARGET)

format: ## rewrite the sources as .clang-format says
	@clang-format -i $(FORMATTED)

-include tests/bench/bench.mk

# --- Use --------------------------------------------------------------------------------------------------------------

define DEMO
quern-index add index-data/articles
quern-query --limit 3 rare earth tariffs
quern-query '"spring tide"'
quern-query --limit 3 cafe
quern-query --limit 2 +sourdough -Krieg
quern-query title:moons
quern-query 千年
quern-query Straßenbahn
quern-index info
endef
export DEMO

demo: ## install what is missing, build, index the sample articles, search them
	@tests/support/packages build
	+@$(MAKE) all
	@rm -rf index-data/index
	@echo "$$DEMO" | while read -r command; do \
	  printf '\n$$ %s\n' "$$command"; PATH="$(BUILD):$$PATH" sh -c "$$command" < /dev/null || exit; done

define PKG_CONFIG
prefix=$(PREFIX)
libdir=$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR))
Name: quern
Description: full-text search in a library
Version: $(VERSION)
Cflags: -I$${prefix}/include
Libs: -L$${libdir} -lquern
Libs.private: $(LIBRARY_LIBS) -pthread
endef
define PKG_CONFIG_READ
prefix=$(PREFIX)
libdir=$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR))
Name: quern-read
Description: full-text search in a library: the half that reads and searches an index
Version: $(VERSION)
Cflags: -I$${prefix}/include
Libs: -L$${libdir} -lquern-read $(READ_LIBS) -pthread
endef
export PKG_CONFIG PKG_CONFIG_READ

BASH_COMPLETIONS = share/bash-completion/completions
FISH_COMPLETIONS = share/fish/vendor_completions.d
INSTALLED_MANUAL = $(foreach page,$(notdir $(MANUAL_PAGES)),share/man/man$(subst .,,$(suffix $(page)))/$(page)) \
                   $(BASH_COMPLETIONS)/quern-index $(BASH_COMPLETIONS)/quern-query share/zsh/site-functions/_quern \
                   $(FISH_COMPLETIONS)/quern-index.fish $(FISH_COMPLETIONS)/quern-query.fish

install-manual: manual
	@install -d $(addprefix $(DESTDIR)$(PREFIX)/,$(sort $(dir $(INSTALLED_MANUAL))))
	install -m 644 $(filter %.1,$(MANUAL_PAGES)) $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(filter %.3,$(MANUAL_PAGES)) $(DESTDIR)$(PREFIX)/share/man/man3
	install -m 644 $(filter %.7,$(MANUAL_PAGES)) $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 644 $(MANUAL)/_quern $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	@for tool in quern-index quern-query; do \
	  install -m 644 $(MANUAL)/quern.bash $(DESTDIR)$(PREFIX)/$(BASH_COMPLETIONS)/$$tool && \
	  install -m 644 $(MANUAL)/quern.fish $(DESTDIR)$(PREFIX)/$(FISH_COMPLETIONS)/$$tool.fish || exit; done

# What is installed has no debug information, which is split off into .debug/ beside it, where debuggers look; SPLIT=
# installs what was built as it is.
SPLIT = yes
define INSTALL_SPLIT
install_split() { install -m 755 "$$1" "$(DESTDIR)$$2" || return; [ -n "$(SPLIT)" ] || return 0; \
  set -- "$$1" "$(DESTDIR)$$2" "$(DESTDIR)$${2%/*}/.debug/$${2##*/}.debug"; \
  install -d "$${3%/*}" && objcopy --only-keep-debug "$$1" "$$3" && chmod 644 "$$3" && \
  objcopy --strip-unneeded --add-gnu-debuglink="$$3" "$$2"; }
endef

install: all install-manual ## into PREFIX (/usr/local) and LIBDIR (PREFIX/lib), below DESTDIR
	@install -d $(addprefix $(DESTDIR),$(PREFIX)/bin $(PREFIX)/include $(LIBDIR)/pkgconfig)
	@$(INSTALL_SPLIT); set -ex; for tool in $(TOOLS); do install_split $$tool $(PREFIX)/bin/$${tool##*/}; done; \
	  install_split $(BUILD)/$(SONAME) $(LIBDIR)/libquern.so.$(VERSION)
	install -m 644 include/quern.h $(DESTDIR)$(PREFIX)/include
	install -m 644 $(BUILD)/libquern.a $(BUILD)/libquern-read.a $(DESTDIR)$(LIBDIR)
	$(if $(SPLIT),strip --strip-debug $(addprefix $(DESTDIR)$(LIBDIR)/,libquern.a libquern-read.a))
	ln -sf libquern.so.$(VERSION) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libquern.so
	@echo "$$PKG_CONFIG" > $(DESTDIR)$(LIBDIR)/pkgconfig/quern.pc
	@echo "$$PKG_CONFIG_READ" > $(DESTDIR)$(LIBDIR)/pkgconfig/quern-read.pc
	@tests/support/refresh-linker "$(DESTDIR)" "$(LIBDIR)"

uninstall: ## what install put there
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/,bin/quern-index bin/quern-query include/quern.h $(INSTALLED_MANUAL)) \
	  $(addprefix $(DESTDIR)$(LIBDIR)/,pkgconfig/quern.pc pkgconfig/quern-read.pc libquern.a libquern-read.a libquern.so \
	  $(SONAME) libquern.so.$(VERSION)) \
	  $(addprefix $(DESTDIR)$(PREFIX)/bin/.debug/,quern-index.debug quern-query.debug) \
	  $(DESTDIR)$(LIBDIR)/.debug/libquern.so.$(VERSION).debug
	@-rmdir --ignore-fail-on-non-empty $(DESTDIR)$(PREFIX)/bin/.debug $(DESTDIR)$(LIBDIR)/.debug 2>/dev/null

# --- Packages ---------------------------------------------------------------------------------------------------------

# What is committed, with the times of the commit: the same bytes each time.
DIST = $(BUILD)/quern-$(VERSION).tar.gz
dist: ## the sources as a tarball, in build/: what is committed
	@mkdir -p $(BUILD); echo "  TAR $(DIST)"
	@git archive --format=tar --prefix=quern-$(VERSION)/ HEAD | gzip -9n > $(DIST)

# Debian's packages: quern (the tools), libquern0 and libquern-dev, and what debuggers need of them.
DEB = $(BUILD)/deb
deb: dist ## Debian packages, in build/deb/ (apt-get install debhelper)
	@rm -rf $(DEB); mkdir -p $(DEB)
	@cp $(DIST) $(DEB)/quern_$(VERSION).orig.tar.gz && tar -xzf $(DIST) -C $(DEB)
	@cp -r packaging/debian $(DEB)/quern-$(VERSION)/debian
	@sed 's/@VERSION@/$(VERSION)/; s/@DATE@/'"$$(git log -1 --format=%aD)"'/' packaging/debian/changelog.in \
	  > $(DEB)/quern-$(VERSION)/debian/changelog
	+@cd $(DEB)/quern-$(VERSION) && rm debian/changelog.in && MAKELEVEL=0 MAKEFLAGS= dpkg-buildpackage -us -uc -b
	@ls $(DEB)/*.deb

clean: ## remove what was built, and the demonstration's index
	rm -rf build index-data/index

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
