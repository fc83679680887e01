import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve(__dirname, '../../../../deploy/aws');

interface Statement {
  Sid: string;
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
}

/** The statements of the policies in `deploy/aws`. */
export function policyStatements(): Statement[] {
  return readdirSync(FOLDER)
    .filter(file => file.endsWith('.json'))
    .flatMap(
      file =>
        JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'))
          .Statement as Statement[],
    );
}

/** All actions that the policies allow. */
export function allowedActions(): string[] {
  return policyStatements().flatMap(({ Action }) => Action);
}
