import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { declaredDatabases, declaredRoles } from '../../model/declared';
import { Timestamp } from '../Timestamp/Timestamp';

/** What goes with a database, and what is kept. */
export const Consequences = ({ view }: { view: DatabaseView }) => {
  const { database, user, credentials, summary, safe } = view;
  const survivors = view.operations.remove.reason;
  const others = declaredDatabases(view).map(({ name }) => name);
  const roles = [
    ...(user ? [user] : []),
    ...declaredRoles(view).map(({ name }) => name),
  ];
  return (
    <>
      <p>This cannot be undone. It removes:</p>
      <ul>
        <li>the database {database} with all its data</li>
        {others.length > 0 && (
          <li>and those beside it, with theirs: {others.join(', ')}</li>
        )}
        {roles.length > 0 && (
          <li>
            {roles.length > 1 ? 'its roles' : 'its role'} {roles.join(', ')}
          </li>
        )}
        {credentials && (
          <li>
            its credentials {credentials.secretRef} in the credential store{' '}
            {credentials.store}
          </li>
        )}
      </ul>
      {survivors && <p>{survivors}</p>}
      {survivors && summary.lastGoodBackupAt && (
        <p>
          The last good backup is of{' '}
          <Timestamp value={summary.lastGoodBackupAt} />: take a new one first
          to keep what changed since.
        </p>
      )}
      {safe.value && !survivors && (
        <p>
          Kept: finished backups, for as long as {view.location} keeps them
          {summary.lastGoodBackupAt && (
            <>
              ; the last good one is of{' '}
              <Timestamp value={summary.lastGoodBackupAt} />
            </>
          )}
          . The catalog entities of those who used it stay too.
        </p>
      )}
      {safe.value === false && !(survivors && summary.lastGoodBackupAt) && (
        <p>
          <strong>
            No backup contains this database: the data cannot be had again.
          </strong>
        </p>
      )}
      {safe.value === null && (
        <p>
          <strong>Whether a backup contains this database is not known.</strong>
        </p>
      )}
    </>
  );
};
