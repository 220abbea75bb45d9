/* XNNPACK includes <emscripten.h> to ask JavaScript for the number of cores (its guess at whether an x86 CPU has AVX).
 * The module imports nothing, so the answer is fixed: the many cores of every x86 CPU with AVX.
 * SPDX-License-Identifier: Apache-2.0 */
#define EM_JS(type, name, parameters, ...)                                                                   \
  static type name parameters { return 8; }
