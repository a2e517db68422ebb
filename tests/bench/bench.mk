# Measuring: how well quern ranks, how fast it is beside its peers, and that its pruning loses nothing.

.PHONY: relevance

# The measures are shared by the program and its test.
$(BUILD)/tests/unit/test_evaluate: $(BUILD)/obj/tests/relevance/measures.o

$(BUILD)/tests/relevance/evaluate: $(BUILD)/obj/tests/relevance/evaluate.o $(BUILD)/obj/tests/relevance/measures.o
	@mkdir -p $(@D); echo "  LD $@"
	@$(LINK) -o $@ $^ -lm

relevance: $(TOOLS) $(BUILD)/tests/relevance/evaluate ## nDCG@10 and more on test collections: DATA=...
	@BUILD=$(BUILD) tests/relevance/relevance.sh $(DATA)
