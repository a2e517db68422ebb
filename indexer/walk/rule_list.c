/* SPDX-License-Identifier: MIT */
/* rule_list.c: the rules are asked from the last to the first. */
#include "walk/rule_list.h"

#include "base/status.h"

#include <string.h>

void qn__rule_list_init(qn__rule_list *list) {
  qn__buffer_init(&list->rules);
}

void qn__rule_list_clear(qn__rule_list *list) {
  qn__buffer_clear(&list->rules);
}

size_t qn__rule_list_size(const qn__rule_list *list) {
  return list->rules.size / sizeof(qn__rule);
}

static qn__rule rule_of(const char *pattern, size_t size) {
  qn__rule rule = {.negated = size > 0 && *pattern == '!'};
  pattern += rule.negated;
  size -= rule.negated;
  rule.for_folders = size > 0 && pattern[size - 1] == '/';
  size -= rule.for_folders;
  rule.for_names = memchr(pattern, '/', size) == NULL;
  const bool anchored = size > 0 && *pattern == '/';
  rule.glob = qn__glob_of(pattern + anchored, size - anchored);
  return rule;
}

qn_status qn__rule_list_add(qn__rule_list *list, const char *pattern, size_t size, uint32_t line, qn_error *error) {
  qn__rule rule = rule_of(pattern, size);
  rule.line = line;
  qn__buffer_bytes(&list->rules, &rule, sizeof rule);
  return list->rules.failed ? qn__fail_memory(error) : QN_OK;
}

const qn__rule *qn__rule_list_find(const qn__rule_list *list, const qn__walk_entry *entry, size_t start) {
  const qn__rule *rules = QN__ARRAY(qn__rule, &list->rules);
  for (size_t i = qn__rule_list_size(list); i-- > 0;) {
    const qn__rule *rule = &rules[i];
    const size_t from = rule->for_names ? entry->name : start;
    if ((entry->is_folder || !rule->for_folders) &&
        qn__glob_matches(&rule->glob, entry->path + from, entry->size - from))
      return rule;
  }
  return NULL;
}

qn__verdict qn__rule_verdict(const qn__rule *rule) {
  if (rule == NULL)
    return QN__UNDECIDED;
  return rule->negated ? QN__WANTED : QN__UNWANTED;
}
