import { ConflictError } from '@backstage/errors';
import {
  type ChangeDatabase,
  type FieldIssue,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import { parseOptions } from '@pgstage/backstage-plugin-postgres-node/provider';
import { escapeIdentifier } from 'pg';
import { specIssues } from './checkSpec';
import { loginRolesOf } from '../record';
import { changeExtensions, checkExtensions } from './extensions';
import { serverOptionsSchema } from './serverOptions';
import {
  getDatabase,
  requireComplete,
  type WriteContext,
  withLock,
  writeRecord,
} from './WriteContext';

/**
 * Changes connection limit, extensions and protection. `extensions` is the
 * complete list: extensions of the record that it does not contain are dropped.
 *
 * @throws InvalidFieldsError for fields that cannot be changed
 * @throws ConflictError if the database has no valid record, or if objects
 * depend on a dropped extension
 */
export async function changeDatabase(
  target: WriteContext,
  change: ChangeDatabase,
): Promise<void> {
  const issues: FieldIssue[] = specIssues(target.connections.server, change);
  const { options = {}, issues: optionIssues } = parseOptions(
    serverOptionsSchema,
    change.options,
  );
  issues.push(...optionIssues);
  for (const option of Object.keys(options)) {
    issues.push({
      field: `options.${option}`,
      rule: 'must be left out: it cannot be changed after the creation',
    });
  }
  if (issues.length) throw new InvalidFieldsError(issues);

  await withLock(target, async session => {
    const database = await getDatabase(target, session);
    const { role } = database;
    const record = requireComplete(database);
    if (!role && change.connectionLimit !== undefined) {
      throw new InvalidFieldsError([
        {
          field: 'connectionLimit',
          rule: 'must be left out: Backstage does not change the role of an adopted database',
        },
      ]);
    }
    const { connectionLimit, protected: isProtected } = change;
    const extensions =
      change.extensions && [...new Set(change.extensions)].sort();
    if (extensions) {
      if (!database.exists) {
        throw new ConflictError(
          `Database '${target.name}' no longer exists on the server: its extensions cannot be changed`,
        );
      }
      const drop = (record.spec.extensions ?? []).filter(
        name => !extensions.includes(name),
      );
      await checkExtensions(target, session.query.bind(session), extensions, {
        database: target.name,
        drop,
      });
      await changeExtensions(target, { create: extensions, drop });
    }
    const spec = {
      ...record.spec,
      ...(extensions && { extensions }),
      ...(connectionLimit !== undefined && { connectionLimit }),
      ...(isProtected !== undefined && { protected: isProtected }),
    };
    await session.transaction(async () => {
      if (connectionLimit !== undefined) {
        for (const login of loginRolesOf(database))
          await session.query(
            `ALTER ROLE ${escapeIdentifier(
              login,
            )} CONNECTION LIMIT ${connectionLimit}`,
          );
      }
      await writeRecord(target, session, database, { ...record, spec });
    });
  });
}
