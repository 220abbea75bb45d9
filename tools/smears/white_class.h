/*
 * The classes of white cells that are drawn.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_WHITE_CLASS_H
#define SMEARS_WHITE_CLASS_H

enum white_class {
  WHITE_NEUTROPHIL,
  WHITE_EOSINOPHIL,
  WHITE_BASOPHIL,
  WHITE_LYMPHOCYTE,
  WHITE_MONOCYTE,
  WHITE_CLASS_COUNT
};

/* "neutrophil" and so on. */
extern const char *const white_class_names[WHITE_CLASS_COUNT];

#endif
