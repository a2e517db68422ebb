/* SPDX-License-Identifier: MIT */
/* builder_finish.c: makes a finished segment of runs and of an open file that holds the store.  The ids are written
 * first.  If they show that articles are replaced, or some were deleted, the file is read back and a segment is built
 * of its other articles; else the other parts follow. */
#include "builder/builder_state.h"

#include "base/file.h"
#include "base/memory.h"
#include "builder/run_merge.h"

#include <unistd.h>

typedef struct id_writer {
  qn__builder *builder;
  qn__keys_writer keys;
} id_writer;

static qn_status dead_id(void *context, uint32_t doc, qn_error *error) {
  qn__builder *builder = ((id_writer *)context)->builder;
  bool was_live = false;
  qn_status status = qn__builder_mark_dead(builder, doc, &was_live, error);
  builder->counts.replaced += was_live;
  return status;
}

static void put_id(void *context, qn_string id, uint32_t doc) {
  qn__ids_add(&((id_writer *)context)->keys, id.data, id.size, doc);
}

/* Writes the ids; finds the articles that later ones replace. */
static qn_status write_ids(qn__builder *builder, const qn__run_merge *merge, qn_error *error) {
  id_writer writer = {.builder = builder};
  const qn__id_visitor visitor = {dead_id, put_id, &writer};
  qn__output_section_begin(&builder->output, QN__SECTION_IDS, true);
  qn__ids_begin(&writer.keys, &builder->output);
  qn_status status = qn__run_list_each_id(merge->runs, merge->n_runs, merge->spool, &visitor, error);
  qn__ids_end(&writer.keys);
  return status;
}

static qn_status write_sketches(qn__builder *builder, qn_error *error) {
  const uint8_t *bytes = NULL;
  qn_status status = qn__spool_map(&builder->sketches, &bytes, error);
  if (status != QN_OK)
    return status;
  qn__output_section_begin(&builder->output, QN__SECTION_SKETCHES, true);
  qn__sketches_write(&builder->output, (const uint64_t *)(const void *)bytes, builder->meta.n_docs);
  return QN_OK;
}

static qn_status map_numbers(qn__spool *spool, const uint32_t **numbers, qn_error *error) {
  const uint8_t *bytes = NULL;
  qn_status status = qn__spool_map(spool, &bytes, error);
  *numbers = (const uint32_t *)(const void *)bytes;
  return status;
}

static qn_status write_parts(qn__builder *builder, qn__run_merge *merge, qn_error *error) {
  qn__segment_meta *meta = &builder->meta;
  qn__output *output = &builder->output;
  const uint32_t *lengths, *title_words;
  qn_status status = map_numbers(&builder->lengths, &lengths, error);
  if (status == QN_OK)
    status = map_numbers(&builder->title_words, &title_words, error);
  if (status != QN_OK)
    return status;
  uint8_t *length_bytes = qn__malloc(meta->n_docs);
  if (length_bytes == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < meta->n_docs; i++)
    length_bytes[i] = qn__length_to_byte(lengths[i]);
  qn__output_section_begin(output, QN__SECTION_LENGTHS, true);
  qn__lengths_write(output, lengths, title_words, meta->n_docs);
  status = write_sketches(builder, error);
  qn__output_section_begin(output, QN__SECTION_COLUMNS, true);
  if (status == QN_OK)
    status = qn__columns_end(builder->columns, output, meta->n_docs, error);
  if (status == QN_OK) {
    qn__saturation saturation;
    qn__saturation_init(&saturation, meta->k1, meta->b, qn__segment_average(meta));
    merge->n_docs = meta->n_docs;
    merge->length_bytes = length_bytes;
    merge->saturation = &saturation;
    status = qn__merge_runs(merge, output, error);
  }
  qn__free(length_bytes);
  if (status != QN_OK)
    return status;
  meta->n_postings = merge->n_postings;
  meta->n_positions = merge->n_positions;
  qn__output_section_begin(output, QN__SECTION_META, true);
  status = qn__segment_fingerprint(&meta->fingerprint, meta, error);
  if (status == QN_OK)
    qn__segment_meta_write(output, meta);
  return status;
}

/* Gives the finished file its name.  If the index has this very segment already, whole, that file stays: a synced
 * generation may need it, and the new one is not on disk yet.  One that is damaged is replaced for that generation
 * also, so the new one is on disk first. */
static qn_status place_file(qn__builder *builder, qn__manifest_entry *entry, qn_error *error) {
  qn__output *output = &builder->output;
  *entry = (qn__manifest_entry){
      .n_docs = builder->meta.n_docs, .size = qn__output_file_size(output), .total_length = builder->meta.total_length};
  qn__output_name(output, entry->name);
  char *path = qn__segment_path(builder->options.dir, entry->name);
  qn__presence there = QN__MISSING;
  qn_status status = path == NULL ? qn__fail_memory(error) : qn__view_find_whole(path, QN__FILE_SEGMENT, &there, error);
  if (status == QN_OK && there == QN__MISSING)
    status = qn__rename(output->path, path, error);
  else if (status == QN_OK && there == QN__UNREADABLE)
    status = qn__replace_synced(output->path, path, error);
  if (status != QN_OK || there == QN__WHOLE)
    unlink(output->path);
  qn__free(path);
  return status;
}

/* Builds a segment of the articles that are not dead, from the file's store. */
static qn_status rebuild_live(qn__builder *builder, qn__manifest_entry *entry, qn_error *error) {
  qn__builder *next = NULL;
  qn__view *view = NULL;
  qn__store store;
  qn__builder_counts counts;
  qn_status status = qn__builder_extend_dead(builder, error);
  if (status == QN_OK)
    status = qn__view_open(&view, builder->output.path, QN__FILE_SEGMENT, error);
  if (status == QN_OK)
    status = qn__segment_open_store(&store, view, error);
  if (status == QN_OK)
    status = qn__builder_new(&next, &builder->options, error);
  if (status == QN_OK) {
    next->level = builder->level + 1;
    status = qn__builder_add_stored(next, &store, builder->dead.data, error);
  }
  if (status == QN_OK)
    status = qn__builder_finish(next, entry, error);
  if (status == QN_OK) {
    qn__builder_get_counts(next, &counts);
    builder->counts.written += counts.written;
  }
  qn__builder_free(next);
  qn__view_release(view);
  return status;
}

/* Ends the batch phase: afterwards all articles are in runs and in the store. */
static qn_status end_batches(qn__builder *builder, qn_error *error) {
  qn_status status = QN_OK;
  if (builder->has_open)
    status = qn__builder_push_last(builder, error);
  if (status == QN_OK)
    status = qn__pipeline_drain(builder->pipeline, error);
  qn__builder_free_workers(builder);
  if (status == QN_OK) {
    qn__store_end(&builder->store);
    builder->has_store = false;
  }
  return status;
}

qn_status qn__builder_finish(qn__builder *builder, qn__manifest_entry *entry, qn_error *error) {
  if (builder->meta.n_docs == builder->n_dead) {
    *entry = (qn__manifest_entry){.n_docs = 0};
    return QN_OK;
  }
  qn__run_merge merge = {.dir = builder->options.dir,
                         .keep = builder->budget.keep,
                         .threads = builder->budget.threads,
                         .cancel = builder->options.cancel};
  qn_status status = end_batches(builder, error);
  if (status == QN_OK)
    status = qn__run_list_read(&builder->runs, &merge.runs, &merge.n_runs, &merge.spool, error);
  if (status == QN_OK)
    status = write_ids(builder, &merge, error);
  bool rebuild = builder->n_dead > 0;
  if (status == QN_OK && !rebuild)
    status = write_parts(builder, &merge, error);
  if (status == QN_OK)
    status = qn__output_finish(&builder->output, error);
  if (status != QN_OK)
    return status;
  builder->counts.written += qn__output_file_size(&builder->output) + builder->runs.spool.written + merge.written;
  if (!rebuild)
    return place_file(builder, entry, error);
  qn__run_list_clear(&builder->runs);
  qn__run_list_init(&builder->runs, builder->options.dir, 0);
  status = rebuild_live(builder, entry, error);
  unlink(builder->output.path);
  return status;
}
