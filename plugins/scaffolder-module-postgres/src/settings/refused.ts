import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';
import type { Schema } from './schema';

/** What is wrong, at the fields that it is wrong with, as the scaffolder's form takes it. */
export interface Errors {
  [field: string]: Errors | string[] | undefined;
  __errors?: string[];
}

/** What the fields of a request are that a person settles in one object of the form. */
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

/** Adds what a backend refuses to what is wrong already. */
export function addIssues(errors: Errors, issues: FieldIssue[]): Errors {
  for (const issue of issues) {
    let node = errors;
    for (const name of pathOf(issue)) node = (node[name] ??= {}) as Errors;
    (node.__errors ??= []).push(issue.rule);
  }
  return errors;
}

/** Whether something is wrong with a field that a schema has. */
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

/** Whether a person has given what is refused: what is still to be filled in is no mistake. */
export function isGiven(value: unknown, issue: FieldIssue): boolean {
  const found = pathOf(issue).reduce<unknown>(
    (node, name) => (node as Record<string, unknown> | undefined)?.[name],
    value,
  );
  return found !== undefined;
}
