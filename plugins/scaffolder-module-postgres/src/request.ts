import type { CreateDatabase } from '@pgstage/backstage-plugin-postgres-common';
import type { SiblingFields } from './fields/neighbours';
import { readLocation } from './location';

/** Where in the form a field of the request comes from. */
export type Source = string | { field: string; when: string };

export interface RequestOptions {
  locationField?: string;
  /** The field with the settings, an object of fields of the request; `settings` unless given. */
  settingsField?: string;
  /** Sources by field of the request, where it is not the form field of the same name. */
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

/** A template that makes the component, too, knows its name alone. */
export const toEntityRef = (value: unknown) =>
  typeof value === 'string' && value && !value.includes(':')
    ? `component:default/${value}`
    : value;

/** The form field that a field of the request comes from. */
export const fieldOf = (field: string, { request = {} }: RequestOptions) => {
  const source = request[field] ?? field;
  return typeof source === 'string' ? source : source.field;
};

/** What a person has asked for in the field `PostgresOptions`, where the form has one. */
export function readSettings(
  neighbours: SiblingFields,
  { settingsField = 'settings' }: RequestOptions,
): Node | undefined {
  const value = neighbours(settingsField);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Node)
    : undefined;
}

/** What the template will ask for; nothing while the form lacks what every request has. */
export function toRequest(
  neighbours: SiblingFields,
  options: RequestOptions,
): CreateDatabase | undefined {
  const { locationField = 'location', request: sources = {} } = options;
  const settings = readSettings(neighbours, options) ?? {};
  const request: Node = {
    ...readLocation(neighbours(locationField)),
    ...(settings.options !== undefined && {
      options: structuredClone(settings.options),
    }),
  };
  for (const field of new Set([...FIELDS, ...Object.keys(sources)])) {
    const source = sources[field];
    const asked =
      typeof source !== 'object' || Boolean(neighbours(source.when));
    const value = neighbours(fieldOf(field, options)) ?? settings[field];
    if (asked && value !== undefined) put(request, field.split('.'), value);
  }
  request.entityRef = toEntityRef(request.entityRef);
  return request.provider && request.name && request.entityRef
    ? (request as CreateDatabase)
    : undefined;
}
