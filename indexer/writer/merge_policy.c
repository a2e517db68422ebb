/* SPDX-License-Identifier: MIT */
/* merge_policy.c: merges segments by adding their articles again, and the policy that says when.
 *
 * Segments fall into tiers by the bytes of their live text, each tier eight times the one below.  Eight neighbours of a
 * tier, with smaller ones among them, become one of a higher tier: so there are fewer than eight segments to a tier,
 * and a byte is written once more for each tier that it rises: at most log8(text / 4 KiB) times.  A single commit
 * merges at most eight times what it added, or 64 MiB where that is more; what this leaves waits for a larger commit.
 *
 * A segment whose articles cannot be read stays as it is: it separates its neighbours, and what was to be merged with
 * it is chosen again without it. */
#include "writer/writer.h"

#include "base/memory.h"

enum {
  FAN_IN = 8,
  LOWEST_TIER = 4096,
  MAX_TIERS = 24,
};
#define MOST_TEXT 0x1p62 /* more is a corrupt count, and would not fit */
#define ALWAYS_ALLOWED (UINT64_C(64) << 20)

/* --- rebuilding --------------------------------------------------------------------------------------------------- */

/* Moves the last segment to `at`. */
static void move_last(qn_writer *writer, size_t at) {
  qn__writer_segment last = writer->segments[writer->n_segments - 1];
  memmove(&writer->segments[at + 1], &writer->segments[at], (writer->n_segments - 1 - at) * sizeof last);
  writer->segments[at] = last;
}

static qn_status add_segment(qn__builder *builder, const qn_writer *writer, size_t i, qn_error *error) {
  const qn__writer_segment *segment = &writer->segments[i];
  return qn__writer_is_open(segment) ? qn__builder_add_stored(builder, &segment->file.store, segment->deletes, error)
                                     : qn__writer_fail_closed(writer, segment, error);
}

qn_status qn__writer_merge_segments(qn_writer *writer, size_t first, size_t end, size_t *unreadable, qn_error *error) {
  qn__builder *builder = NULL;
  qn__manifest_entry entry = {.n_docs = 0};
  const qn__builder_options options = qn__writer_building_options(writer);
  qn_status status = qn__builder_new(&builder, &options, error);
  for (size_t i = first; status == QN_OK && i < end; i++) {
    status = add_segment(builder, writer, i, error);
    if (status == QN_DAMAGED && unreadable != NULL)
      *unreadable = i;
  }
  if (status == QN_OK)
    status = qn__builder_finish(builder, &entry, error);
  if (status == QN_OK) {
    qn__builder_counts counts;
    qn__builder_get_counts(builder, &counts);
    writer->done.written_bytes += counts.written;
    if (entry.n_docs > 0)
      status = qn__writer_append_segment(writer, &entry, NULL, error);
  }
  if (status == QN_OK) {
    qn__writer_drop_segments(writer, first, end);
    if (entry.n_docs > 0)
      move_last(writer, first);
  }
  qn__builder_free(builder);
  return status;
}

/* --- the policy --------------------------------------------------------------------------------------------------- */

static uint64_t live_text(const qn__writer_segment *segment) {
  const qn__manifest_entry *entry = &segment->entry;
  double live = (double)(entry->n_docs - entry->n_deleted) / (double)(entry->n_docs == 0 ? 1 : entry->n_docs);
  double bytes = (double)segment->file.meta.text_bytes * live;
  return bytes < MOST_TEXT ? (uint64_t)bytes : (uint64_t)MOST_TEXT;
}

static unsigned tier_of(uint64_t bytes) {
  unsigned tier = 0;
  for (uint64_t limit = LOWEST_TIER; bytes >= limit && tier < MAX_TIERS - 1; limit *= FAN_IN)
    tier++;
  return tier;
}

typedef struct choice {
  size_t first, end;
  uint64_t bytes;
} choice;

/* The newest neighbours that `tier` says should become one. */
static bool choose_in_tier(const qn_writer *writer, unsigned tier, uint64_t allowed, choice *chosen) {
  size_t end = writer->n_segments, n = 0;
  uint64_t bytes = 0;
  for (size_t i = writer->n_segments; i-- > 0;) {
    uint64_t size = live_text(&writer->segments[i]);
    unsigned own = tier_of(size);
    if (own > tier || writer->segments[i].damaged) {
      end = i;
      n = 0;
      bytes = 0;
      continue;
    }
    bytes += size;
    n += own == tier;
    if (n >= FAN_IN && bytes <= allowed) {
      *chosen = (choice){i, end, bytes};
      return true;
    }
  }
  return false;
}

/* A segment most of whose articles are deleted. */
static bool choose_hollow(const qn_writer *writer, uint64_t allowed, choice *chosen) {
  for (size_t i = 0; i < writer->n_segments; i++) {
    const qn__manifest_entry *entry = &writer->segments[i].entry;
    uint64_t bytes = live_text(&writer->segments[i]);
    if (entry->n_deleted > entry->n_docs / 2 && bytes <= allowed && !writer->segments[i].damaged) {
      *chosen = (choice){i, i + 1, bytes};
      return true;
    }
  }
  return false;
}

static bool choose_segments(const qn_writer *writer, uint64_t allowed, choice *chosen) {
  for (unsigned tier = 0; tier < MAX_TIERS; tier++)
    if (choose_in_tier(writer, tier, allowed, chosen))
      return true;
  return choose_hollow(writer, allowed, chosen);
}

/* Verifies the stores that will be read, which costs little if they are: a damaged one is found before anything is made
 * of those before it, by each writer again. */
static qn_status verify_stores(const qn_writer *writer, const choice *chosen, size_t *unreadable, qn_error *error) {
  for (size_t i = chosen->first; i < chosen->end; i++) {
    qn__section store;
    qn_status status = qn__view_section(writer->segments[i].file.view, QN__SECTION_STORE, &store, error);
    if (status == QN_OK && qn__section_bytes(&store, 0, store.size, error) == NULL)
      status = QN_DAMAGED;
    if (status != QN_OK) {
      *unreadable = i;
      return status;
    }
  }
  return QN_OK;
}

qn_status qn__writer_follow_merge_policy(qn_writer *writer, uint64_t added, qn_error *error) {
  uint64_t allowed = added * FAN_IN > ALWAYS_ALLOWED ? added * FAN_IN : ALWAYS_ALLOWED;
  qn_error problem;
  choice chosen;
  while (choose_segments(writer, allowed, &chosen)) {
    size_t unreadable = SIZE_MAX;
    qn_status status = verify_stores(writer, &chosen, &unreadable, &problem);
    if (status == QN_OK)
      status = qn__writer_merge_segments(writer, chosen.first, chosen.end, &unreadable, &problem);
    if (status == QN_OK) {
      allowed -= chosen.bytes;
    } else if (status == QN_DAMAGED && unreadable != SIZE_MAX) {
      qn__writer_note_damage(writer, &writer->segments[unreadable], &problem);
    } else {
      return qn__fail_again(error, &problem);
    }
  }
  return QN_OK;
}
