import type {
  DatabaseSpec,
  FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';
import type { DatabaseConfig } from '../config/databaseConfig';
import { extensionIssues } from './issues';

/** Returns conflicts of further roles and databases with the first ones, each other and the configuration. @public */
export function contentsIssues(
  config: Pick<DatabaseConfig, 'extensions'>,
  {
    user,
    database,
    roles = [],
    databases = [],
  }: Required<Pick<DatabaseSpec, 'user' | 'database'>> &
    Pick<DatabaseSpec, 'roles' | 'databases'>,
): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const refuse = (field: string, rule: string) => issues.push({ field, rule });
  const roleNames = [user, ...roles.map(({ name }) => name)];
  roleNames.forEach((name, index) => {
    if (roleNames.indexOf(name) < index) {
      refuse(
        `roles.${index - 1}.name`,
        'must differ from the user and from the names of the other roles',
      );
    }
  });
  const names = [database, ...databases.map(({ name }) => name)];
  databases.forEach(({ name, owner, extensions }, index) => {
    const field = `databases.${index}.extensions`;
    issues.push(...extensionIssues(config, field, extensions));
    if (names.indexOf(name) < index + 1) {
      refuse(
        `databases.${index}.name`,
        'must be the name of no other database',
      );
    }
    if (owner && !roleNames.includes(owner)) {
      refuse(
        `databases.${index}.owner`,
        `must be one of the roles: ${roleNames.join(', ')}`,
      );
    }
  });
  return issues;
}
