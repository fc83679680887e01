import type {
  DatabaseSpec,
  FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';
import { databaseNameProblem } from './nameRules';

/** Rules for names of a provider's databases. @public */
export interface NameRules {
  pattern: string;
  maxLength: number;
  /** The rule for people. */
  rule: string;
  /** Returns why a name cannot be that of a login role, or undefined if it can. */
  roleProblem(name: string): string | undefined;
}

/** Returns issues of the name of a database, by fields: the names of the PostgreSQL database and its user default to it. @public */
export function nameIssues(
  { pattern, maxLength, rule: nameRule, roleProblem }: NameRules,
  name: string,
  spec: Pick<DatabaseSpec, 'database' | 'user'>,
): FieldIssue[] {
  if (!new RegExp(pattern).test(name) || name.length > maxLength) {
    return [{ field: 'name', rule: nameRule }];
  }
  const issues: FieldIssue[] = [];
  const add = (field: string, rule: string | undefined) =>
    rule && issues.push({ field, rule });
  if (spec.database !== undefined) {
    add('database', databaseNameProblem(spec.database));
  } else {
    add('name', databaseNameProblem(name));
  }
  if (spec.user !== undefined) add('user', roleProblem(spec.user));
  else if (!issues.length) {
    add(
      spec.database === undefined ? 'name' : 'database',
      roleProblem(spec.database ?? name),
    );
  }
  return issues;
}
