import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';
import type { DatabaseConfig } from '../config/databaseConfig';
import { extensionIssues } from './issues';

/** Roles and databases besides the first ones, as they are asked for. @public */
export interface DeclaredOptions {
  roles?: Array<{ name: string }>;
  databases?: Array<{ name: string; owner?: string; extensions?: string[] }>;
}

/** Where further roles and databases do not fit the first ones, each other and the configuration. @public */
export function declaredIssues(
  config: Pick<DatabaseConfig, 'extensions'>,
  spec: { user: string; database: string },
  { roles = [], databases = [] }: DeclaredOptions,
): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const refuse = (field: string, rule: string) => issues.push({ field, rule });
  const roleNames = [spec.user, ...roles.map(({ name }) => name)];
  roleNames.forEach((name, index) => {
    if (roleNames.indexOf(name) < index) {
      refuse(
        `options.roles.${index - 1}.name`,
        'must be the name of no other role and not of the user',
      );
    }
  });
  const names = [spec.database, ...databases.map(({ name }) => name)];
  databases.forEach(({ name, owner, extensions }, index) => {
    const field = `options.databases.${index}.extensions`;
    issues.push(...extensionIssues(config, field, extensions));
    if (names.indexOf(name) < index + 1) {
      refuse(
        `options.databases.${index}.name`,
        'must be the name of no other database',
      );
    }
    if (owner && !roleNames.includes(owner)) {
      refuse(
        `options.databases.${index}.owner`,
        `must be one of the roles: ${roleNames.join(', ')}`,
      );
    }
  });
  return issues;
}
