import {
  DatabaseView,
  Health,
  Need,
} from '@pgstage/backstage-plugin-postgres-common';
import { useDependants } from '../../hooks/useDependants';
import { Target } from '../../model/upgrade';
import { Notice } from '../Notice/Notice';
import { Timestamp } from '../Timestamp/Timestamp';
import { Dependants } from './Dependants';
import { OpenConnections } from './OpenConnections';
import { Preconditions } from './Preconditions';

export interface UpgradeEffectsProps {
  kind: Target['kind'];
  view: DatabaseView;
  needs: Need[];
  health?: Health;
}

const Major = ({ view, needs }: UpgradeEffectsProps) => {
  const { lastGoodBackupAt } = view.summary;
  return (
    <>
      <Notice severity="warning" title="Nobody can log in meanwhile">
        All members stop until pg_upgrade has ended: minutes, longer with many
        tables.
      </Notice>
      <p>It needs:</p>
      <Preconditions items={needs} />
      <ul>
        <li>
          Once it has ended there is no way back, except a restore into a new
          database
          {lastGoodBackupAt && (
            <>
              {' '}
              from the last good backup, of{' '}
              <Timestamp value={lastGoodBackupAt} />
            </>
          )}
          . Take a new one before.
        </li>
        <li>
          Afterwards standbys are copied anew from the primary, and nothing
          takes over until they are back.
        </li>
        <li>
          Backups from before cannot be rolled forward past the upgrade: take
          one right after it, and run ANALYZE.
        </li>
        <li>
          The new version must have every extension in use. Where the upgrade
          fails, the data stays as it is: choose the old version here again.
        </li>
      </ul>
    </>
  );
};

const Minor = () => (
  <ul>
    <li>
      Standbys restart first, one after the other, each with the new image.
    </li>
    <li>
      Then the primary: nobody can write for some seconds, and a standby may
      take over.
    </li>
    <li>Every session ends once. Applications must connect again.</li>
    <li>The data files stay as they are.</li>
  </ul>
);

/** What an upgrade does to those who use the database. */
export const UpgradeEffects = (props: UpgradeEffectsProps) => {
  const { kind, view, health } = props;
  const dependants = useDependants(view);
  return (
    <>
      {kind === 'major' ? <Major {...props} /> : <Minor />}
      <OpenConnections health={health} />
      <Dependants {...dependants} />
    </>
  );
};
