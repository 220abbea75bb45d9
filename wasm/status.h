/* The room for the sentence of an error that needs details, such as an operator's name. The sentences without
 * details stand in HV_STATUSES (hematovision.h).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_STATUS_H
#define HV_STATUS_H

#include "hematovision.h"

/* Bytes of a message with its NUL: two sentences and a name cut to 64 bytes. */
#define HV_MESSAGE_SIZE 320

/* Writes the status' own sentence, then a blank and `detail`, a sentence of its own built as by printf.
 * Returns the status, so that a check can be one line. */
hv_status hv_fail(hv_status status, char message[HV_MESSAGE_SIZE], const char *detail, ...)
    __attribute__((format(printf, 3, 4)));

#endif
