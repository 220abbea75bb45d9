# The instruction sets of 64-bit Arm that XNNPACK has kernels for; which of them run is chosen at start, by the CPU.
# SPDX-License-Identifier: Apache-2.0
add_kernels(neon)
add_kernels(neon_aarch64)
add_kernels(neonfma)
add_kernels(neonfma_aarch64)
add_kernels(neonv8)
add_kernels(neonfp16)
add_kernels(neondot -march=armv8.2-a+dotprod)
add_kernels(neondot_aarch64 -march=armv8.2-a+dotprod)
add_kernels(neoni8mm -march=armv8.2-a+i8mm+fp16)
target_compile_definitions(hv_xnnpack PRIVATE XNN_ENABLE_ARM_DOTPROD=1 XNN_ENABLE_ARM_I8MM=1)
