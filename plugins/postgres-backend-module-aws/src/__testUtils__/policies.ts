import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `deploy/aws`: the IAM policies and their reasons. */
export const POLICY_FOLDER = path.resolve(__dirname, '../../../../deploy/aws');

/** A statement of an IAM policy. */
export interface Statement {
  Sid: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

const policies = readdirSync(POLICY_FOLDER)
  .filter(name => name.endsWith('.json'))
  .map((name): [name: string, statements: Statement[]] => [
    name,
    JSON.parse(readFileSync(path.join(POLICY_FOLDER, name), 'utf8')).Statement,
  ]);

/** The statements of all policies. */
export const allStatements = policies.flatMap(([, each]) => each);

/** The statements for the role of Backstage; `sessions.json` is for users. */
export const backstageStatements = policies
  .filter(([name]) => name !== 'sessions.json')
  .flatMap(([, each]) => each);

/** Returns the actions that the policies allow Backstage, each once. */
export function allowedActions(): string[] {
  return [...new Set(backstageStatements.flatMap(({ Action }) => Action))];
}
