import Typography from '@material-ui/core/Typography';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { PolledBackups } from '../../hooks/useBackups';
import { Recoverability } from '../../model/recoverability';
import { Panel } from '../Panel/Panel';
import { RecoverabilitySentence } from '../RecoverabilitySentence/RecoverabilitySentence';
import { SectionBody } from '../SectionBody/SectionBody';
import { Archiving } from './Archiving';
import { BackUpNow } from './BackUpNow';
import { BackupTable } from './BackupTable';

export interface BackupsSectionProps {
  view: DatabaseView;
  polled: PolledBackups;
  recovery: Recoverability;
}

/** What could be restored, from which backups, and a way to take another. */
export const BackupsSection = ({
  view,
  polled,
  recovery,
}: BackupsSectionProps) => (
  <Panel title="Backups" busy={!polled.data && !polled.error}>
    <Typography>
      <RecoverabilitySentence value={recovery} />
    </Typography>
    <BackUpNow
      view={view}
      methods={polled.data?.data?.methods ?? []}
      onStarted={polled.started}
    />
    <SectionBody what="the backups" polled={polled}>
      {backups => (
        <>
          <Archiving
            archiving={backups.archiving}
            schedules={backups.schedules}
          />
          {backups.backups.length ? (
            <BackupTable backups={backups.backups} methods={backups.methods} />
          ) : (
            <Typography variant="body2">There is no backup yet.</Typography>
          )}
          <Typography variant="body2" color="textSecondary">
            {backups.restore.supported
              ? 'A restore makes a new database from one of these.'
              : `Restore is not available here. ${
                  backups.restore.reason ?? ''
                }`}
          </Typography>
        </>
      )}
    </SectionBody>
  </Panel>
);
