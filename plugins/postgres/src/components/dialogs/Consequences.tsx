import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Timestamp } from '../Timestamp/Timestamp';

/** What goes with a database, and what is kept. */
export const Consequences = ({ view }: { view: DatabaseView }) => {
  const { database, user, credentials, summary, safe } = view;
  const survivors = view.operations.remove.reason;
  return (
    <>
      <p>This cannot be undone. It removes:</p>
      <ul>
        <li>the database {database} with all its data</li>
        {user && <li>its role {user}</li>}
        {credentials && (
          <li>
            its credentials {credentials.secretRef} in the credential store{' '}
            {credentials.store}
          </li>
        )}
      </ul>
      {survivors && <p>{survivors}</p>}
      {safe && !survivors && (
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
      {!safe && (
        <p>
          <strong>
            There is no finished backup: the data cannot be had again.
          </strong>
        </p>
      )}
    </>
  );
};
