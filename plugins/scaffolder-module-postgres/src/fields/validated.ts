import { lookIn, type SiblingFields } from './neighbours';

/** A value that a field is asked to validate. */
export interface Validated<O> {
  value: unknown;
  neighbours: SiblingFields;
  options: O | undefined;
  /** Its place in a list, counted from 1: Backstage puts the title of the whole list before what is wrong. */
  entry?: number;
}

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null;

/** Every object that holds a value, each followed by those around it. */
function holdersOf(node: unknown, value: unknown, around: Node[] = []): Node[] {
  if (!isNode(node)) return [];
  const scopes = [node, ...around];
  return [
    ...(Object.values(node).includes(value) ? scopes : []),
    ...Object.values(node).flatMap(child => holdersOf(child, value, scopes)),
  ];
}

/**
 * What to validate, and where it stands. Backstage tells a validator no path;
 * of a list it gives the whole list, with the schema of its entries.
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
    return [{ value, neighbours: lookIn(holdersOf(formData, value)), options }];
  if (uiSchema?.['ui:field'] === field) {
    const neighbours = lookIn([formData]);
    return value.map((each, index) => ({
      value: each,
      neighbours,
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
      neighbours: lookIn([item, formData]),
      options: uiSchema?.[name]?.['ui:options'] as O,
      entry: index + 1,
    })),
  );
}
