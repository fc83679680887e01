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
import { useTranslate } from '../../translation';

export interface BackupsSectionProps {
  operable: Operable;
  polled: PolledBackups;
  recovery: Recoverability;
}

/** Shows what can be restored, the backups, and a button for a new backup. */
export const BackupsSection = ({
  operable,
  polled,
  recovery,
}: BackupsSectionProps) => {
  const t = useTranslate();
  return (
    <Panel
      title={t('page.section.backups')}
      busy={!polled.data && !polled.error}
    >
      <Typography>
        <RecoverabilitySentence value={recovery} />
      </Typography>
      <BackUpNow operable={operable} onStarted={polled.started} />
      <SectionBody section="backups" polled={polled}>
        {({ backups, methods, ...protection }) => (
          <>
            <Archiving {...protection} />
            {backups.length ? (
              <BackupTable backups={backups} methods={methods} />
            ) : (
              <Typography variant="body2">{t('backups.none')}</Typography>
            )}
            <Restore operable={operable} />
          </>
        )}
      </SectionBody>
    </Panel>
  );
};
