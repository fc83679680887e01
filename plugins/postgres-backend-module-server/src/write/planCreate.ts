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
import type { DatabaseRecord, RecordedDatabase } from '../record';
import type { ServerSpec } from './checkSpec';
import { checkExtensions } from './extensions';
import type { WriteContext } from './WriteContext';

/** A request that fits the server's configuration. */
export interface CheckedRequest {
  request: ProvisionDatabase;
  spec: ServerSpec;
}

/**
 * Where the database as recorded is not what is asked for. Connection limit
 * and protection count only where the request names them: their defaults are
 * the configuration's, and may have changed since.
 */
function differences(
  record: DatabaseRecord,
  { request, spec }: CheckedRequest,
): Difference[] {
  const existing: Record<string, unknown> = {
    ...record.spec,
    ...normalBinding(record.binding),
  };
  const requested: Record<string, unknown> = {
    user: spec.user,
    extensions: spec.extensions,
    options: spec.options,
    ...(request.connectionLimit !== undefined && {
      connectionLimit: spec.connectionLimit,
    }),
    ...(request.protected !== undefined && { protected: spec.protected }),
    ...normalBinding(request.binding),
  };
  const asked = Object.keys(requested).map(field => [field, existing[field]]);
  return differencesOf(Object.fromEntries(asked), requested);
}

/**
 * Checks that the database may be created or, where it is ours and the same,
 * completed.
 *
 * @throws DifferencesError where something else has its name.
 * @throws ConflictError where something else has its role's name.
 * @throws InvalidFieldsError where the server lacks what is asked for.
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
          ? `The record of database '${name}' on server ${id} is not signed by this Backstage: an administrator confirms it first, by binding it with adopt`
          : `Database '${name}' exists on server ${id} and was not made by pgstage: bind it with adopt to take it over, or choose another name`,
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
  const [found] = await session.query<{
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
  if (found.role && !existing) {
    // No differences: it is not a database of that name that is in the way.
    throw new ConflictError(
      `Role '${user}' exists on server ${id} and was not made for database '${target.name}': choose another name or user`,
    );
  }
  if (found.tablespace === null) {
    throw invalidField('options.tablespace', `must exist on server ${id}`);
  }
  if (!found.tablespace) {
    throw new UpstreamForbiddenError(
      `PostgreSQL server ${id}`,
      `Backstage's role may not create in tablespace ${options.tablespace}`,
      `GRANT CREATE ON TABLESPACE ${options.tablespace} TO ${target.connections.server.connection.user}`,
    );
  }
  if (!found.encoding) {
    throw invalidField('options.encoding', 'must be an encoding of PostgreSQL');
  }
  if (!found.template) {
    throw new ConflictError(
      `Template database '${template}' does not exist on server ${id}. Ask the administrator of Backstage to correct its configuration`,
    );
  }
  await checkExtensions(target, session.query.bind(session), extensions, {
    database: template,
  });
}
