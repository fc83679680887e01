import { siblingFieldsIn, type SiblingFields } from './siblingFields';

/** A value to validate. */
export interface Validated<O> {
  value: unknown;
  siblings: SiblingFields;
  options: O | undefined;
  /**
   * Its position in a list, starting with 1: Backstage shows the title of the
   * whole list before the error.
   */
  entry?: number;
}

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null;

/** Returns every object that contains a value, each followed by its outer objects. */
function holdersOf(node: unknown, value: unknown, around: Node[] = []): Node[] {
  if (!isNode(node)) return [];
  const scopes = [node, ...around];
  return [
    ...(Object.values(node).includes(value) ? scopes : []),
    ...Object.values(node).flatMap(child => holdersOf(child, value, scopes)),
  ];
}

/**
 * Returns the values to validate, with their position. Backstage passes no path
 * to a validator; for a list it passes the whole list, with the schema of its
 * entries.
 */
export function validatedValues<O>(
  field: string,
  value: unknown,
  {
    formData,
    uiSchema,
  }: // eslint-disable-next-line @typescript-eslint/no-explicit-any
  { formData: Node; uiSchema?: Record<string, any> },
): Validated<O>[] {
  const options = uiSchema?.['ui:options'] as O;
  if (!Array.isArray(value))
    return [
      { value, siblings: siblingFieldsIn(holdersOf(formData, value)), options },
    ];
  if (uiSchema?.['ui:field'] === field) {
    const siblings = siblingFieldsIn([formData]);
    return value.map((each, index) => ({
      value: each,
      siblings,
      options,
      entry: index + 1,
    }));
  }
  const names = Object.keys(uiSchema ?? {}).filter(
    name => uiSchema?.[name]?.['ui:field'] === field,
  );
  return value.flatMap((item, index) =>
    (isNode(item) ? names : []).map(name => ({
      value: item[name],
      siblings: siblingFieldsIn([item, formData]),
      options: uiSchema?.[name]?.['ui:options'] as O,
      entry: index + 1,
    })),
  );
}
