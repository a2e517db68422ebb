# Measuring: how well quern ranks, how fast it is beside its peers, and that its pruning loses nothing.

.PHONY: bench bench-index agree relevance snippet-quality cross-validate misspellings

BENCH      ?= $(BUILD)/bench
BENCH_RUN   = tests/bench/bench.py
BENCH_WITH  = --build $(BUILD) --work $(BENCH) $(if $(CORPUS),--corpus $(CORPUS)) $(if $(QUERIES),--queries $(QUERIES)) \
              $(if $(ENGINES),--engines "$(ENGINES)") $(if $(RUNS),--runs $(RUNS)) $(if $(PART),--part $(PART))
QUERN_BENCH = $(BUILD)/tests/bench/quern_bench
QUERN_MORE  = $(BUILD)/tests/bench/quern_more
MEASURED    = $(BUILD)/tests/bench/measured
FEATURE_RUN = $(BUILD)/tests/relevance/feature_run
ASKED       = $(BUILD)/tests/relevance/asked_snippets
EVALUATE    = $(BUILD)/tests/relevance/evaluate

# The measures are shared by the program and its test.
$(BUILD)/tests/unit/test_evaluate: $(BUILD)/obj/tests/relevance/measures.o

$(EVALUATE): $(BUILD)/obj/tests/relevance/evaluate.o $(BUILD)/obj/tests/relevance/measures.o
	@mkdir -p $(@D); echo "  LD $@"
	@$(LINK) -o $@ $^ -lm

$(FEATURE_RUN) $(ASKED): $(BUILD)/tests/relevance/%: $(BUILD)/obj/tests/relevance/%.o $(BUILD)/libquern.a
	@mkdir -p $(@D); echo "  LD $@"
	@$(LINK) -o $@ $^ $(LIBRARY_LIBS)

$(QUERN_BENCH) $(QUERN_MORE): $(BUILD)/tests/bench/%: $(BUILD)/obj/tests/bench/%.o $(BUILD)/libquern.a
	@mkdir -p $(@D); echo "  LD $@"
	@$(LINK) -o $@ $^ $(LIBRARY_LIBS)

$(MEASURED): $(BUILD)/obj/tests/bench/measured.o
	@mkdir -p $(@D); echo "  LD $@"
	@$(LINK) -o $@ $^

# tests/bench/run tries the benches.
test-programs: $(QUERN_BENCH) $(QUERN_MORE) $(MEASURED) $(ASKED) $(EVALUATE)

bench: $(TOOLS) $(QUERN_BENCH) $(MEASURED) ## searching beside the peers: CORPUS=... QUERIES=... ENGINES=... RUNS=3 PART=1
	@$(BENCH_RUN) query $(BENCH_WITH)

bench-index: $(TOOLS) $(QUERN_MORE) $(MEASURED) ## indexing beside the peers: CORPUS=... ENGINES=... RUNS=3 PART=1
	@$(BENCH_RUN) index $(BENCH_WITH)

agree: $(TOOLS) $(QUERN_BENCH) ## pruned answers = exhaustive ones: CORPUS=... QUERIES=...
	@tests/bench/agree.py --build $(BUILD) --work $(BENCH) --corpus $(CORPUS) --queries $(QUERIES)

relevance: $(TOOLS) $(EVALUATE) $(FEATURE_RUN) ## nDCG@10 and more on test collections: DATA=... KNOWN=...
	@BUILD=$(BUILD) tests/relevance/relevance.sh "$(DATA)" $(KNOWN)

# docs/snippets.md says what S1 (ANSWERS), S2 (DATA) and S3 (ARTICLES, QUERIES) are.
snippet-quality: $(TOOLS) $(ASKED) $(EVALUATE) ## what snippets show: ANSWERS=xquad DATA=... ARTICLES=... QUERIES=... CHARS=240
	@tests/relevance/snippet_quality.py --build $(BUILD) --chars "$(or $(CHARS),240)" --answers "$(ANSWERS)" --data "$(DATA)" \
	  --articles "$(ARTICLES)" --queries "$(QUERIES)"

misspellings: $(TOOLS) ## how often suggestions are right: ARTICLES='a.jsonl.gz b.jsonl.gz'
	@tests/relevance/misspellings.py $(BUILD) $(ARTICLES)

cross-validate: $(TOOLS) $(FEATURE_RUN) ## weights of stage 2 chosen without the fold they are measured on: DATA=... ANSWERS=...
	@tests/relevance/cross_validate.py $(BUILD) "$(DATA)" $(ANSWERS)
