import Typography from '@material-ui/core/Typography';
import { PolledBackups } from '../../hooks/useBackups';
import { Recoverability } from '../../model/recoverability';
import { Operable } from '../dialogs/useActionDialog';
import { Panel } from '../Panel/Panel';
import { RecoverabilitySentence } from '../RecoverabilitySentence/RecoverabilitySentence';
import { SectionBody } from '../SectionBody/SectionBody';
import { Archiving } from './Archiving';
import { BackUpNow } from './BackUpNow';
import { BackupTable } from './BackupTable';
import { Restore } from './Restore';

export interface BackupsSectionProps {
  operable: Operable;
  polled: PolledBackups;
  recovery: Recoverability;
}

/** What could be restored, from which backups, and a way to take another. */
export const BackupsSection = ({
  operable,
  polled,
  recovery,
}: BackupsSectionProps) => (
  <Panel title="Backups" busy={!polled.data && !polled.error}>
    <Typography>
      <RecoverabilitySentence value={recovery} />
    </Typography>
    <BackUpNow
      view={operable.view}
      methods={polled.data?.data?.methods ?? []}
      onStarted={polled.started}
    />
    <SectionBody what="the backups" polled={polled}>
      {backups => (
        <>
          <Archiving
            archiving={backups.archiving}
            schedules={backups.schedules}
            protectedUntil={backups.protectedUntil}
          />
          {backups.backups.length ? (
            <BackupTable backups={backups.backups} methods={backups.methods} />
          ) : (
            <Typography variant="body2">There is no backup yet.</Typography>
          )}
          <Restore operable={operable} />
        </>
      )}
    </SectionBody>
  </Panel>
);
