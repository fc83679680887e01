import Typography from '@material-ui/core/Typography';
import { Recoverability } from '../../model/recoverability';
import { Panel } from '../Panel/Panel';
import { RecoverabilitySentence } from '../RecoverabilitySentence/RecoverabilitySentence';
import { StateLabel } from '../StateLabel/StateLabel';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { Timestamp } from '../Timestamp/Timestamp';
import { TileText } from './TileText';
import { Translate, useTranslate } from '../../translation';

/** Returns the title by what is known: without evidence, nothing is shown as restorable. */
function titleOf(
  t: Translate,
  { kind, window, uncertain }: Recoverability,
): string {
  const restorable = kind === 'window' || kind === 'backup';
  if (restorable && (uncertain || window?.unproven))
    return t('tiles.backups.uncertain');
  return t(`tiles.backups.kind.${kind}`);
}

export interface RecoverabilityTileProps {
  value: Recoverability;
  stale: boolean;
}

/** Shows what can be restored, and the results of the last backups. */
export const RecoverabilityTile = ({
  value,
  stale,
}: RecoverabilityTileProps) => {
  const t = useTranslate();
  const facts = ['protectedUntil', 'lastGoodAt', 'lastFailedAt'] as const;
  return (
    <Panel title={t('tiles.backups.title')} small>
      <StateLabel
        state={value.state}
        text={titleOf(t, value)}
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
      {facts.map(fact => {
        const at = value[fact];
        return (
          at && (
            <TileText key={fact}>
              {t(`tiles.backups.fact.${fact}`, {
                time: <Timestamp value={at} show="relative" />,
              })}
            </TileText>
          )
        );
      })}
    </Panel>
  );
};
