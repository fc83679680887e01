import type { CreateDatabase } from '@pgstage/backstage-plugin-postgres-common';
import type { SiblingFields } from './fields/siblingFields';
import { readLocation } from './location';

/** Form field of a field of the request. */
export type Source = string | { field: string; when: string };

export interface RequestOptions {
  locationField?: string;
  /** The settings field, an object with fields of the request. Default: `settings`. */
  settingsField?: string;
  /** Sources by field of the request, if the form field has another name. */
  request?: Record<string, Source>;
}

const FIELDS = [
  'name',
  'entityRef',
  'owner',
  'version',
  'size',
  'instances',
  'storage',
  'database',
  'user',
  'extensions',
  'connectionLimit',
  'protected',
  'roles',
  'databases',
] satisfies (keyof CreateDatabase)[];

type Node = Record<string, unknown>;

function put(target: Node, [head, ...rest]: string[], value: unknown): void {
  if (rest.length) put((target[head] ??= {}) as Node, rest, value);
  else target[head] = value;
}

/** A template that also creates the component knows only its name. */
export const toEntityRef = (value: unknown) =>
  typeof value === 'string' && value && !value.includes(':')
    ? `component:default/${value}`
    : value;

/** Returns the form field of a field of the request. */
export const fieldOf = (field: string, { request = {} }: RequestOptions) => {
  const source = request[field] ?? field;
  return typeof source === 'string' ? source : source.field;
};

/** Returns the values of the field `PostgresOptions`, if the form has one. */
export function readSettings(
  siblings: SiblingFields,
  { settingsField = 'settings' }: RequestOptions,
): Node | undefined {
  const value = siblings(settingsField);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Node)
    : undefined;
}

/**
 * Returns the request that the template will send, or undefined while required
 * fields are missing.
 */
export function toRequest(
  siblings: SiblingFields,
  options: RequestOptions,
): CreateDatabase | undefined {
  const { locationField = 'location', request: sources = {} } = options;
  const settings = readSettings(siblings, options) ?? {};
  const request: Node = {
    ...readLocation(siblings(locationField)),
    ...(settings.options !== undefined && {
      options: structuredClone(settings.options),
    }),
  };
  for (const field of new Set([...FIELDS, ...Object.keys(sources)])) {
    const source = sources[field];
    const isOn = typeof source !== 'object' || Boolean(siblings(source.when));
    const value = siblings(fieldOf(field, options)) ?? settings[field];
    if (isOn && value !== undefined) put(request, field.split('.'), value);
  }
  request.entityRef = toEntityRef(request.entityRef);
  return request.provider && request.name && request.entityRef
    ? (request as CreateDatabase)
    : undefined;
}
