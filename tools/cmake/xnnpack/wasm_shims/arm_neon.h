/* Some of XNNPACK's WebAssembly kernels include <arm_neon.h> by mistake; they want this.
 * SPDX-License-Identifier: Apache-2.0 */
#include <wasm_simd128.h>
