/* Whether text can be read.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * In the browser: every element with text of its own whose contrast is below what WCAG AA asks of it.
 */
export function poorContrasts() {
  /** @param {string} color as getComputedStyle writes it */
  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  /** @param {number[]} rgb */
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) =>
      c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** @param {Element | null} element */
  const background = (element) => {
    for (; element; element = element.parentElement) {
      const [r, g, b, alpha = 1] = channels(getComputedStyle(element).backgroundColor);
      if (alpha === 1) return [r, g, b];
    }
    throw new Error('the page has no background');
  };
  const poor = [];
  for (const element of document.body.querySelectorAll('*')) {
    const text = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    if (!text.some(({ textContent }) => textContent?.trim()) || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const levels = [luminance(channels(style.color).slice(0, 3)), luminance(background(element))];
    const contrast = (Math.max(...levels) + 0.05) / (Math.min(...levels) + 0.05);
    const large = parseFloat(style.fontSize) >= 24;
    if (contrast < (large ? 3 : 4.5)) poor.push(`${element.outerHTML.slice(0, 80)}: ${contrast.toFixed(2)}`);
  }
  return poor;
}
