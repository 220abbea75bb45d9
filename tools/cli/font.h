/* The letters of the drawings: small letters, digits and a few signs, 5 x 8 dots each.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_FONT_H
#define CLI_FONT_H

#include <stdint.h>

enum { FONT_WIDTH = 5, FONT_HEIGHT = 8 };

/* The dots of a letter, FONT_WIDTH columns from the left; bit 0 of each is its top. Capitals are drawn as small
 * letters, and what has no shape here as a question mark. */
const uint8_t *font_columns(char letter);

#endif
