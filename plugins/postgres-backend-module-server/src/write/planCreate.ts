import { ConflictError } from '@backstage/errors';
import {
  type Difference,
  DifferencesError,
  invalidField,
  UpstreamForbiddenError,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import {
  differencesOf,
  normalBinding,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import type { Session } from '@pgstage/backstage-plugin-postgres-sql-node';
import {
  type DatabaseRecord,
  isRestoring,
  type RecordedDatabase,
} from '../record';
import type { ServerSpec } from './checkSpec';
import { checkExtensions } from './extensions';
import type { WriteContext } from './WriteContext';

/** A request with its validated spec. */
export interface CheckedRequest {
  request: ProvisionDatabase;
  spec: ServerSpec;
  /** The dump that the new database is created from. */
  restore?: NonNullable<DatabaseRecord['restore']>;
}

/**
 * Returns the differences between the record and the request. Connection limit
 * and protection are compared only if the request contains them: their defaults
 * are in the configuration, which may have changed. Of a restore, the dump is
 * compared instead of the spec, which is that of the source.
 */
function differences(
  record: DatabaseRecord,
  { request, spec, restore }: CheckedRequest,
): Difference[] {
  const existing: Record<string, unknown> = {
    ...record.spec,
    ...normalBinding(record.binding),
    source: record.restore?.source,
    backup: record.restore?.backup,
  };
  const requested: Record<string, unknown> = {
    user: spec.user,
    ...(restore
      ? { source: restore.source, backup: restore.backup }
      : { extensions: spec.extensions, options: spec.options }),
    // A new, empty database is requested, and this one is being restored.
    ...(!restore && isRestoring(record) && { backup: undefined }),
    ...(request.connectionLimit !== undefined && {
      connectionLimit: spec.connectionLimit,
    }),
    ...(request.protected !== undefined && { protected: spec.protected }),
    ...normalBinding(request.binding),
  };
  const compared = Object.keys(requested).map(field => [
    field,
    existing[field],
  ]);
  return differencesOf(Object.fromEntries(compared), requested);
}

/**
 * Checks that the database can be created or, if its record matches the
 * request, completed.
 *
 * @throws DifferencesError if another database has this name
 * @throws ConflictError if another role has the name of its role
 * @throws InvalidFieldsError if the server does not support the request
 */
export async function checkCreate(
  target: WriteContext,
  session: Session,
  existing: RecordedDatabase | undefined,
  checked: CheckedRequest,
): Promise<void> {
  const { id, template } = target.connections.server;
  if (existing && !existing.record?.removing) {
    const { record, role, name, owner } = existing;
    if (!record || !role || existing.missing?.replacedBy) {
      throw new DifferencesError(
        existing.unconfirmed
          ? `The record of database '${name}' on server ${id} is not signed by this Backstage installation: an administrator must confirm it first by binding it with adopt`
          : `Database '${name}' exists on server ${id} and was not created by pgstage: bind it with adopt, or choose another name`,
        [
          {
            field: 'user',
            existing: owner,
            requested: checked.spec.user,
          },
        ],
      );
    }
    const differing = differences(record, checked);
    if (differing.length) {
      throw new DifferencesError(
        `Database '${name}' exists on server ${id} and differs`,
        differing,
      );
    }
    return;
  }
  const { user, extensions, options } = checked.spec;
  const [exists] = await session.query<{
    role: boolean;
    tablespace: boolean | null;
    encoding: boolean;
    template: boolean;
  }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
            (SELECT $2::text IS NULL OR has_tablespace_privilege(oid, 'CREATE')
               FROM pg_tablespace WHERE spcname = coalesce($2, 'pg_default')) AS tablespace,
            pg_char_to_encoding($3) >= 0 AS encoding,
            EXISTS (SELECT FROM pg_database WHERE datname = $4) AS template`,
    [user, options.tablespace, options.encoding ?? 'UTF8', template],
  );
  if (exists.role && !existing) {
    // No DifferencesError, because there is no database to compare with.
    throw new ConflictError(
      `Role '${user}' exists on server ${id} and was not created for database '${target.name}': choose another name or user`,
    );
  }
  if (exists.tablespace === null) {
    throw invalidField('options.tablespace', `must exist on server ${id}`);
  }
  if (!exists.tablespace) {
    throw new UpstreamForbiddenError(
      `PostgreSQL server ${id}`,
      `Backstage's role may not create databases in tablespace ${options.tablespace}`,
      `GRANT CREATE ON TABLESPACE ${options.tablespace} TO ${target.connections.server.connection.user}`,
    );
  }
  if (!exists.encoding) {
    throw invalidField('options.encoding', 'must be an encoding of PostgreSQL');
  }
  if (!exists.template) {
    throw new ConflictError(
      `Template database '${template}' does not exist on server ${id}. Ask the administrator of Backstage to correct its configuration`,
    );
  }
  await checkExtensions(target, session.query.bind(session), extensions, {
    database: template,
  });
}
