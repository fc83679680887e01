import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';
import type { Schema } from './schema';

/** Errors by field, in the format of the scaffolder's form. */
export interface Errors {
  [field: string]: Errors | string[] | undefined;
  __errors?: string[];
}

/** Fields of the request that the settings field contains. */
const SETTINGS = [
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
  'options',
];

export const isSetting = ({ field }: FieldIssue) =>
  SETTINGS.includes(field.split('.')[0]);

/** An extension is an entry of one field. */
const pathOf = ({ field }: FieldIssue) =>
  field.replace(/^extensions\..*/, 'extensions').split('.');

/** Adds the issues of the backend to existing errors. */
export function addIssues(errors: Errors, issues: FieldIssue[]): Errors {
  for (const issue of issues) {
    let node = errors;
    for (const name of pathOf(issue)) node = (node[name] ??= {}) as Errors;
    (node.__errors ??= []).push(issue.rule);
  }
  return errors;
}

/** Returns whether a field of the schema has an error. */
export function hasErrorsIn(
  { properties = {} }: Schema,
  errors: Errors = {},
): boolean {
  return Object.entries(properties).some(([name, schema]) =>
    name === 'options'
      ? hasErrorsIn(schema as Schema, errors.options as Errors)
      : errors[name] !== undefined,
  );
}

/** Returns whether the user has entered the rejected value: a missing value is not an error yet. */
export function isGiven(value: unknown, issue: FieldIssue): boolean {
  const found = pathOf(issue).reduce<unknown>(
    (node, name) => (node as Record<string, unknown> | undefined)?.[name],
    value,
  );
  return found !== undefined;
}
