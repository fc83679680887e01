/** A JSON object: of a manifest, a patch or managed fields. @public */
export type Fields = Record<string, unknown>;

/** Whether it has fields of its own: lists and single values have none. @public */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
