/*
 * The classes of white cells that are drawn, and cells with a nucleus that are none of them.
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
  WHITE_CLASS_COUNT,
  /* These are drawn only where they are asked for: promyelocytes to metamyelocytes, and nucleated red cells. */
  WHITE_IMMATURE_GRANULOCYTE = WHITE_CLASS_COUNT,
  WHITE_ERYTHROBLAST,
  WHITE_KIND_COUNT
};

/* "neutrophil" and so on. */
extern const char *const white_class_names[WHITE_KIND_COUNT];

#endif
