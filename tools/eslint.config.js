/* What eslint checks: its recommended rules, in the page's files and in those that Node runs.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    files: ['web/**/*.js', 'tools/bench.d/*.js', 'tools/site/*.js'],
    languageOptions: { globals: { ...globals.browser, ...globals.worker } },
  },
  {
    files: ['**/*.mjs', 'tools/*.js'],
    /* Functions handed to Playwright run in the page. */
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
  {
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
];
