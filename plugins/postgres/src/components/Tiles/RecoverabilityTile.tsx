import Typography from '@material-ui/core/Typography';
import { Recoverability } from '../../model/recoverability';
import { Panel } from '../Panel/Panel';
import { RecoverabilitySentence } from '../RecoverabilitySentence/RecoverabilitySentence';
import { StateLabel } from '../StateLabel/StateLabel';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { Timestamp } from '../Timestamp/Timestamp';
import { TileText } from './TileText';

const words: Record<Recoverability['kind'], string> = {
  window: 'Restorable',
  backup: 'Restorable to a backup',
  'first-running': 'Not yet restorable',
  nothing: 'Not restorable',
  unknown: 'Unknown',
};

export interface RecoverabilityTileProps {
  value: Recoverability;
  stale: boolean;
}

/** What could be restored, and how the last backups ended. */
export const RecoverabilityTile = ({
  value,
  stale,
}: RecoverabilityTileProps) => (
  <Panel title="Recoverability" small>
    <StateLabel
      state={value.state}
      text={words[value.kind]}
      lastKnown={stale}
      evidence={value.evidence}
    />
    {value.problem && (
      <Typography variant="body2">
        <TextWithTimes text={value.problem} />
      </Typography>
    )}
    <Typography variant="body2">
      <RecoverabilitySentence value={value} />
    </Typography>
    {value.protectedUntil && (
      <TileText>
        Changes protected until{' '}
        <Timestamp value={value.protectedUntil} show="relative" />
      </TileText>
    )}
    {value.lastGoodAt && (
      <TileText>
        Last good backup <Timestamp value={value.lastGoodAt} show="relative" />
      </TileText>
    )}
    {value.lastFailedAt && (
      <TileText>
        Last failed backup{' '}
        <Timestamp value={value.lastFailedAt} show="relative" />
      </TileText>
    )}
  </Panel>
);
