/*
 * The scale bar. scale_bar.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "scale_bar.h"

#include <stddef.h>

struct page {
  uint8_t *rgb;
  int width, height;
};

static void fill(const struct page *page, int left, int top, int width, int height) {
  for (int y = top < 0 ? 0 : top; y < top + height && y < page->height; y++)
    for (int x = left < 0 ? 0 : left; x < left + width && x < page->width; x++)
      for (size_t channel = 0; channel < 3; channel++)
        page->rgb[3 * ((size_t)y * (size_t)page->width + (size_t)x) + channel] = 0;
}

/* A character, 3 dots wide and 5 high, each dot a square of `dot` pixels. */
static void write_character(const struct page *page, const char *rows, int left, int top, int dot) {
  for (int i = 0; i < 15; i++)
    if (rows[i] == '#') fill(page, left + i % 3 * dot, top + i / 3 * dot, dot, dot);
}

/* "5 µm" and so on, above the line that starts at (left, top). */
static void write_length(const struct page *page, int micrometres, int left, int top, int dot) {
  static const char *const ZERO = "####.##.##.####", *const ONE = ".#.##..#..#.###",
                           *const TWO = "###..#####..###", *const FIVE = "####..###..####",
                           *const MICRO = "#.##.##.#####..", *const M = "...####.##.##.#";
  const char *const texts[3][4] = {{FIVE, MICRO, M, NULL}, {ONE, ZERO, MICRO, M}, {TWO, ZERO, MICRO, M}};
  const char *const *text = texts[micrometres == 5 ? 0 : micrometres == 10 ? 1 : 2];
  for (int i = 0; i < 4 && text[i]; i++)
    write_character(page, text[i], left + i * 4 * dot, top - 7 * dot, dot);
}

void scale_bar_draw(uint8_t *rgb, int width, int height, float micrometres_per_pixel, struct random *random) {
  static const int LENGTHS[] = {20, 10, 5};
  struct page page = {rgb, width, height};
  int choice = random_whole(random, 0, 2);
  while (choice < 2 && (float)LENGTHS[choice] / micrometres_per_pixel > 0.35f * (float)width) choice++;
  int length = (int)((float)LENGTHS[choice] / micrometres_per_pixel);
  int thick = 1 + random_whole(random, height / 240, height / 80), margin = width / 30;
  int left = random_chance(random, 0.7f) ? width - margin - length : margin;
  int top = height - margin - thick;
  fill(&page, left, top, length, thick);
  if (random_chance(random, 0.4f)) {
    fill(&page, left, top - 2 * thick, thick, 5 * thick);
    fill(&page, left + length - thick, top - 2 * thick, thick, 5 * thick);
  }
  if (random_chance(random, 0.6f)) write_length(&page, LENGTHS[choice], left + thick, top, 1 + height / 200);
}
