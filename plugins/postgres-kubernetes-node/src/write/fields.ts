/** An object of JSON: of a manifest, a patch or field managers. @public */
export type Fields = Record<string, unknown>;

/** Whether it has fields of its own: lists and single values have none. @public */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
