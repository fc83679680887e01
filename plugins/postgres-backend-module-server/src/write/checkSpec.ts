import {
  type DatabaseSpec,
  databaseSpecSchema,
  type FieldIssue,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import { parseOptions } from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  databaseNameIssues,
  roleNameIssues,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { ServerConfig } from '../config';
import { isHidden } from '../observe/isHidden';
import { furtherContents } from '../record';
import { type ServerOptions, serverOptionsSchema } from './serverOptions';

/** Fields of the spec that this provider supports. */
export const SPEC_FIELDS = [
  'database',
  'user',
  'extensions',
  'connectionLimit',
  'protected',
  'options',
] as const satisfies (keyof DatabaseSpec)[];

/** Issues for the other fields, which are rejected: no field of a request is ignored. */
const unsupportedFields = databaseSpecSchema
  .keyof()
  .options.filter(field => !SPEC_FIELDS.some(supported => supported === field))
  .map(field => ({
    field,
    rule: `must be left out: ${
      field === 'roles' || field === 'databases'
        ? furtherContents[field].reason.text
        : 'the server determines it'
    }`,
  }));

/** A validated spec with the defaults of the server. */
export interface ServerSpec {
  user: string;
  extensions: string[];
  connectionLimit: number;
  protected: boolean;
  options: ServerOptions;
}

/** Returns the issues of the fields that creates and changes have in common. */
export function specIssues(
  server: ServerConfig,
  spec: DatabaseSpec,
): FieldIssue[] {
  const issues: FieldIssue[] = unsupportedFields.filter(
    ({ field }) => spec[field] !== undefined,
  );
  for (const [index, extension] of (spec.extensions ?? []).entries()) {
    if (!server.extensions.includes(extension)) {
      issues.push({
        field: `extensions.${index}`,
        rule: `must be one that server ${server.id} allows: ${
          server.extensions.join(', ') || 'none'
        }`,
      });
    }
  }
  if ((spec.connectionLimit ?? 0) > server.connectionLimit.max) {
    issues.push({
      field: 'connectionLimit',
      rule: `must be at most ${server.connectionLimit.max}`,
    });
  }
  return issues;
}

/**
 * Validates a request for a new database against the configuration, without the
 * server.
 *
 * @throws InvalidFieldsError with an issue for each invalid field
 */
export function checkSpec(
  server: ServerConfig,
  name: string,
  spec: DatabaseSpec,
): ServerSpec {
  const user = spec.user ?? name;
  const issues = databaseNameIssues('name', name);
  if (isHidden(name, server.reserved)) {
    issues.push({
      field: 'name',
      rule: "must not be the name of one of Backstage's own databases",
    });
  }
  if (spec.database !== undefined && spec.database !== name) {
    issues.push({
      field: 'database',
      rule: 'must be left out or equal to name',
    });
  }
  if (!issues.length || spec.user !== undefined) {
    const field = spec.user === undefined ? 'name' : 'user';
    issues.push(...roleNameIssues(field, user, server.connection.user));
  }
  issues.push(...specIssues(server, spec));

  const { options, issues: optionIssues } = parseOptions(
    serverOptionsSchema,
    spec.options,
  );
  issues.push(...optionIssues);
  const tablespace = options?.tablespace;
  if (tablespace !== undefined && !server.tablespaces.includes(tablespace)) {
    issues.push({
      field: 'options.tablespace',
      rule: `must be one that server ${server.id} allows: ${
        server.tablespaces.join(', ') || 'none'
      }`,
    });
  }
  if (options?.localeProvider && !options.locale) {
    issues.push({
      field: 'options.locale',
      rule: 'is required with options.localeProvider',
    });
  }
  if (issues.length || !options) throw new InvalidFieldsError(issues);
  return {
    user,
    extensions: [...new Set(spec.extensions ?? [])].sort(),
    connectionLimit: spec.connectionLimit ?? server.connectionLimit.default,
    protected: spec.protected ?? server.protected,
    options,
  };
}
