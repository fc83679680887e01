import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

/** The value of another field, by its name: in the object that a field stands in, or in one around it. */
export type SiblingFields = (name: string) => unknown;

type Scope = Record<string, unknown>;

const isScope = (value: unknown): value is Scope =>
  typeof value === 'object' && value !== null;

/** @param scopes - the nearest first */
export const lookIn =
  (scopes: Scope[]): SiblingFields =>
  name =>
    scopes.find(scope => scope[name] !== undefined)?.[name];

/** The objects from the one with the field `name` outwards, along the id of that field. */
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

/** Backstage gives every field the whole form; where in it a field stands, its id tells. */
export function neighboursOf({
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
  return lookIn(
    scopesAlong(form, { path, separator: idSeparator, name }) ?? [form],
  );
}

/** A text of the form, which a link may have filled with anything. */
export const readText = (value: unknown) =>
  typeof value === 'string' && value ? value : undefined;
