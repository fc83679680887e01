import { makeStyles } from '@material-ui/core/styles';
import {
  DatabaseView,
  Health,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import { useMessageText } from '../../hooks/useMessageText';
import { healthSummary } from '../../model/healthSummary';
import { Panel } from '../Panel/Panel';
import { StateLabel } from '../StateLabel/StateLabel';
import { TileText } from './TileText';
import { useTranslate } from '../../translation';

// The message of the engine can be long; the Health section shows it completely.
const useStyles = makeStyles({
  short: {
    display: '-webkit-box',
    '-webkit-box-orient': 'vertical',
    '-webkit-line-clamp': 3,
    overflow: 'hidden',
  },
});

export interface HealthTileProps {
  view: DatabaseView;
  section?: Section<Health>;
  stale: boolean;
}

/** Shows whether the instances work, and the lag of the standbys. */
export const HealthTile = ({ view, section, stale }: HealthTileProps) => {
  const classes = useStyles();
  const t = useTranslate();
  const textOf = useMessageText();
  // Data from before the failure says nothing about the current state.
  const health = section?.status === 'ok' ? section.data : undefined;
  const { state, evidence, primary, standbys, lag } = healthSummary(
    t,
    textOf,
    view,
    health,
  );
  const working =
    state === 'working' ? t('tiles.health.allWorking') : undefined;
  return (
    <Panel title={t('tiles.health.title')} small>
      <StateLabel
        state={state}
        text={view.hibernated ? t('database.hibernated') : working}
        lastKnown={stale || isOld(section)}
        evidence={evidence}
      />
      <div className={classes.short}>
        <TileText>{primary}</TileText>
      </div>
      {standbys && <TileText>{standbys}</TileText>}
      {lag && <TileText>{lag}</TileText>}
    </Panel>
  );
};

// Returns whether the section failed. The summary of the directory is shown
// then, which can be stale for the same reason.
function isOld(section: Section<Health> | undefined): boolean {
  return section?.status === 'unreachable' || section?.status === 'timeout';
}
