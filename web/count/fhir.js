/* The count as a FHIR R4 Bundle: one Observation a class, and the program as the Device. Nothing in it says whose blood
 * it is: whoever takes it in knows, and adds the subject. Pure.
 *
 * The codes are LOINC's for a manual count, although a program proposed each class: a person looked at every cell and
 * decided, which is how such counts are reported, and the codes for an automated count mean an analyser that nobody
 * checked. "Preliminary": no laboratory has released it.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * @typedef {import('./tally.js').Tally} Tally
 * @typedef {import('./tally.js').Row} Row
 * @typedef {import('../views/made.js').Made} Made
 */

/** @type {Record<Row['name'], [string, string]>} */
export const LOINC = {
  neutrophil: ['23761-0', 'Neutrophils/100 leukocytes in Blood by Manual count'],
  eosinophil: ['714-6', 'Eosinophils/100 leukocytes in Blood by Manual count'],
  basophil: ['707-0', 'Basophils/100 leukocytes in Blood by Manual count'],
  lymphocyte: ['737-7', 'Lymphocytes/100 leukocytes in Blood by Manual count'],
  monocyte: ['744-3', 'Monocytes/100 leukocytes in Blood by Manual count'],
  other: ['51586-6', 'Other cells/100 leukocytes in Blood by Manual count'],
};

const METHOD =
  'Differential count on pictures of a stained smear; every cell confirmed or corrected by a person';
const NOTICE = 'Not a medical device. For learning and research.';

/**
 * @param {Tally} tally of at least one cell
 * @param {Made} made
 */
export function fhirBundle(tally, made) {
  const device = `urn:uuid:${uuid()}`;
  const observations = [
    ...tally.rows.map((row) => observation(row, tally.total, device, made.date)),
    ...(tally.erythroblasts > 0 ? [erythroblasts(tally, device, made.date)] : []),
  ];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: made.date.toISOString(),
    entry: [
      { fullUrl: device, resource: deviceOf(made) },
      ...observations.map((resource) => ({ fullUrl: `urn:uuid:${uuid()}`, resource })),
    ],
  };
}

/** @param {Made} made */
function deviceOf({ build, models }) {
  const versions = [
    ['Program', build?.version],
    ['Build (SHA-256)', build?.build],
    ...models.flatMap((model) => [
      ['Model', model?.name],
      ['Model (SHA-256)', model?.sha256],
    ]),
  ];
  const known = versions.flatMap(([text, value]) => (value ? [{ type: { text }, value }] : []));
  return {
    resourceType: 'Device',
    status: 'active',
    deviceName: [{ name: 'HematoVision', type: 'user-friendly-name' }],
    type: { text: 'Software that proposes the classes of white blood cells' },
    /* FHIR knows no empty lists. */
    ...(known.length > 0 ? { version: known } : {}),
    note: [{ text: NOTICE }],
  };
}

/**
 * @param {string} device
 * @param {Date} date
 */
const base = (device, date) => ({
  resourceType: 'Observation',
  status: 'preliminary',
  category: [
    {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/observation-category',
          code: 'laboratory',
          display: 'Laboratory',
        },
      ],
    },
  ],
  effectiveDateTime: date.toISOString(),
  method: { text: METHOD },
  device: { reference: device, display: 'HematoVision' },
  note: [{ text: NOTICE }],
});

/**
 * @param {Row} row
 * @param {number} total
 * @param {string} device
 * @param {Date} date
 */
function observation({ name, count, limits }, total, device, date) {
  const [code, display] = LOINC[name];
  return {
    ...base(device, date),
    code: { coding: [{ system: 'http://loinc.org', code, display }], text: display },
    valueQuantity: perCent(count / total),
    component: [
      component('Cells of this class', cells(count)),
      component('White cells counted', cells(total)),
      component('Lower 95 % limit (Wilson)', perCent(limits[0])),
      component('Upper 95 % limit (Wilson)', perCent(limits[1])),
    ],
  };
}

/**
 * Without a code: LOINC has several, none of them for what was done here.
 *
 * @param {Tally} tally
 * @param {string} device
 * @param {Date} date
 */
function erythroblasts({ erythroblasts: count, total }, device, date) {
  return {
    ...base(device, date),
    code: { text: 'Nucleated red cells per 100 leukocytes' },
    valueQuantity: ucum(rounded((100 * count) / total), 'per 100 leukocytes', '/100{WBCs}'),
    component: [
      component('Nucleated red cells', cells(count)),
      component('White cells counted', cells(total)),
    ],
  };
}

/**
 * @param {string} text
 * @param {ReturnType<typeof ucum>} valueQuantity
 */
const component = (text, valueQuantity) => ({ code: { text }, valueQuantity });

/**
 * @param {number} value
 * @param {string} unit for people
 * @param {string} code for programs
 */
const ucum = (value, unit, code) => ({ value, unit, system: 'http://unitsofmeasure.org', code });

/** @param {number} share 0 … 1 */
const perCent = (share) => ucum(rounded(100 * share), '%', '%');

/** @param {number} count */
const cells = (count) => ucum(count, 'cells', '{cells}');

/** @param {number} value */
const rounded = (value) => Number(value.toFixed(1));

/** A random UUID (RFC 9562, version 4). crypto.randomUUID is there on secure pages only. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
