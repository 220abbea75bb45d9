/* The statuses' names and sentences.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "status.h"

#include <stdarg.h>
#include <stdio.h>

#define HV_NAME(code, name, sentence) name,
static const char *const names[HV_STATUS_COUNT] = {HV_STATUSES(HV_NAME)};

#define HV_SENTENCE(code, name, sentence) sentence,
static const char *const sentences[HV_STATUS_COUNT] = {HV_STATUSES(HV_SENTENCE)};

/* A status from outside (a binding's cast, say) may be no status at all. */
static hv_status known(hv_status status) {
  return (unsigned)status < HV_STATUS_COUNT ? status : HV_INTERNAL_ERROR;
}

const char *hv_status_name(hv_status status) { return names[known(status)]; }

const char *hv_status_sentence(hv_status status) { return sentences[known(status)]; }

hv_status hv_fail(hv_status status, char message[HV_MESSAGE_SIZE], const char *detail, ...) {
  int used = snprintf(message, HV_MESSAGE_SIZE, "%s ", hv_status_sentence(status));
  if (used > 0 && used < HV_MESSAGE_SIZE) {
    va_list arguments;
    va_start(arguments, detail);
    vsnprintf(message + used, (size_t)(HV_MESSAGE_SIZE - used), detail, arguments);
    va_end(arguments);
  }
  return status;
}
