import {
  DatabaseView,
  Health,
  Need,
} from '@pgstage/backstage-plugin-postgres-common';
import { useDependants } from '../../hooks/useDependants';
import { UpgradeVersion } from '../../model/upgrade';
import { Notice } from '../Notice/Notice';
import { Timestamp } from '../Timestamp/Timestamp';
import { Dependants } from './Dependants';
import { OpenConnections } from './OpenConnections';
import { Preconditions } from './Preconditions';
import { useTranslate } from '../../translation';

export interface UpgradeEffectsProps {
  kind: UpgradeVersion['kind'];
  view: DatabaseView;
  needs: Need[];
  health?: Health;
}

const Major = ({ view, needs }: UpgradeEffectsProps) => {
  const t = useTranslate();
  const { lastGoodBackupAt } = view.summary;
  return (
    <>
      <Notice severity="warning" title={t('changes.upgrade.majorTitle')}>
        {t('changes.upgrade.majorText')}
      </Notice>
      <p>{t('changes.upgrade.needs')}</p>
      <Preconditions items={needs} />
      <ul>
        <li>
          {lastGoodBackupAt
            ? t('changes.upgrade.noWayBackFrom', {
                time: <Timestamp value={lastGoodBackupAt} />,
              })
            : t('changes.upgrade.noWayBack')}
        </li>
        <li>{t('changes.upgrade.standbys')}</li>
        <li>{t('changes.upgrade.backups')}</li>
        <li>{t('changes.upgrade.extensions')}</li>
      </ul>
    </>
  );
};

const Minor = () => {
  const t = useTranslate();
  return (
    <ul>
      <li>{t('changes.upgrade.minorStandbys')}</li>
      <li>{t('changes.upgrade.minorPrimary')}</li>
      <li>{t('changes.upgrade.minorSessions')}</li>
      <li>{t('changes.upgrade.minorData')}</li>
    </ul>
  );
};

/** Shows the effects of an upgrade on users of the database. */
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
