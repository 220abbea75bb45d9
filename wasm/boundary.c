/* The WASM boundary: what the page's worker may call. A module instance is one classifier, which is kept here with the
 * last record between the calls. Pointers are offsets into the module's exported memory.
 *
 * exports.txt lists these functions; nothing else leaves the module.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>

#include "hematovision.h"

static hv_classifier
    *classifier;     /* made by the first hv_wasm_load_*, never freed: it lives with the instance */
static char *record; /* the last record, replaced by the next */

/* Room for `size` bytes of a file or model, to be given back with hv_wasm_free; 0 without memory. */
uint8_t *hv_wasm_allocate(size_t size) { return malloc(size > 0 ? size : 1); }

void hv_wasm_free(uint8_t *bytes) { free(bytes); }

/* As hv_load_model; returns the status' number. */
hv_status hv_wasm_load_model(const uint8_t *model, size_t size) {
  if (classifier == NULL) classifier = hv_create();
  return classifier == NULL ? HV_OUT_OF_MEMORY : hv_load_model(classifier, model, size);
}

/* As hv_load_detector; returns the status' number. */
hv_status hv_wasm_load_detector(const uint8_t *detector, size_t size) {
  if (classifier == NULL) classifier = hv_create();
  return classifier == NULL ? HV_OUT_OF_MEMORY : hv_load_detector(classifier, detector, size);
}

/* As hv_classify and hv_record_json in one: the record without its `file`, valid until the next call. 0 without
 * memory for it, or before hv_wasm_load_*. */
const char *hv_wasm_classify(const uint8_t *file, size_t size) {
  if (classifier == NULL) return NULL;
  const hv_result *result = hv_classify(classifier, file, size);
  size_t length = hv_record_json(result, NULL, NULL, 0);
  free(record);
  record = malloc(length + 1);
  if (record != NULL) hv_record_json(result, NULL, record, length + 1);
  return record;
}

const char *hv_wasm_status_name(hv_status status) { return hv_status_name(status); }

/* As hv_message; 0 before hv_wasm_load_*. */
const char *hv_wasm_message(void) { return classifier == NULL ? NULL : hv_message(classifier); }
