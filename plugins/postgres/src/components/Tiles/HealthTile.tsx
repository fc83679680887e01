import { makeStyles } from '@material-ui/core/styles';
import {
  DatabaseView,
  Health,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import { healthSummary } from '../../model/healthSummary';
import { Panel } from '../Panel/Panel';
import { StateLabel } from '../StateLabel/StateLabel';
import { TileText } from './TileText';
import { useTranslate } from '../../translation';

// What the engine said may be long; it stands whole under Health.
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

/** Whether the instances work, and how far the standbys are behind. */
export const HealthTile = ({ view, section, stale }: HealthTileProps) => {
  const classes = useStyles();
  const t = useTranslate();
  // What was read before the section failed is no statement about now.
  const health = section?.status === 'ok' ? section.data : undefined;
  const { state, evidence, primary, standbys, lag } = healthSummary(
    t,
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

// Then the directory's summary is shown, which the same trouble may have made old.
function isOld(section: Section<Health> | undefined): boolean {
  return section?.status === 'unreachable' || section?.status === 'timeout';
}
