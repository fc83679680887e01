import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

/**
 * Returns the value of another field by name: in the object that contains the
 * field, or in an outer one.
 */
export type SiblingFields = (name: string) => unknown;

type Scope = Record<string, unknown>;

const isScope = (value: unknown): value is Scope =>
  typeof value === 'object' && value !== null;

/** @param scopes - the innermost first */
export const siblingFieldsIn =
  (scopes: Scope[]): SiblingFields =>
  name =>
    scopes.find(scope => scope[name] !== undefined)?.[name];

/**
 * Returns the objects that contain the field `name`, from the innermost
 * outwards, along the id of the field.
 */
function scopesAlong(
  node: unknown,
  { path, separator, name }: { path: string; separator: string; name: string },
): Scope[] | undefined {
  if (!isScope(node)) return undefined;
  if (path === name) return [node];
  for (const [key, child] of Object.entries(node)) {
    const start = key + separator;
    const inner = path.startsWith(start)
      ? scopesAlong(child, { path: path.slice(start.length), separator, name })
      : undefined;
    if (inner) return [...inner, node];
  }
  return undefined;
}

/** Backstage passes the whole form to every field; the id of the field determines its position. */
export function siblingFieldsOf({
  formContext,
  idPrefix = 'root',
  idSchema,
  idSeparator = '_',
  name,
}: Pick<
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  FieldExtensionComponentProps<any>,
  'formContext' | 'idPrefix' | 'idSchema' | 'idSeparator' | 'name'
>): SiblingFields {
  const form: Scope = formContext?.formData ?? {};
  const path = idSchema.$id.slice(idPrefix.length + idSeparator.length);
  return siblingFieldsIn(
    scopesAlong(form, { path, separator: idSeparator, name }) ?? [form],
  );
}

/** Reads a text of the form, which a link can prefill with any value. */
export const readText = (value: unknown) =>
  typeof value === 'string' && value ? value : undefined;
