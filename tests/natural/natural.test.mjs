/* A model that is not ours: Google's int8 MobileNetV2 of ImageNet, uint8 in and out, without our metadata. It sees
 * the whole picture and names what is on it. The pictures are those of the Python package scikit-image.
 *
 * The model is in the data folder (HEMATOVISION_DATA), without which the test is skipped.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { classify } from '../program.mjs';

const data = process.env.HEMATOVISION_DATA;
const model = join(data ?? '', 'weights/tf2_mobilenet_v2_1.0_224_ptq.tflite');
const pictures = process.env.HEMATOVISION_NATURAL_PICTURES;
const skip =
  (!data && 'HEMATOVISION_DATA is not set') ||
  (!existsSync(model) && `${model} is missing`) ||
  (!pictures && 'HEMATOVISION_NATURAL_PICTURES is not set; tools/test sets it');

/* The class of each picture, counted from 0 ("background"), with its name in ImageNet. */
const expected = {
  'chelsea.png': 286 /* Egyptian cat */,
  'coffee.png': 968 /* espresso */,
  'motorcycle_left.png': 666 /* moped */,
  'rocket.jpg': 658 /* missile */,
};

test('natural pictures are named by a foreign model', { skip }, () => {
  const files = Object.keys(expected).map((name) => join(pictures ?? '', name));
  const records = classify(files, ['--model', model]);
  assert.deepEqual(
    records.map((record) => record.class),
    Object.values(expected).map((index) => `class ${index}`),
  );
  for (const { cells, width, height } of records) assert.deepEqual(cells[0].box, [0, 0, width, height]);
});
