import { makeStyles } from '@material-ui/core/styles';
import {
  DatabaseView,
  Health,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import { Recoverability } from '../../model/recoverability';
import { CapacityTile } from './CapacityTile';
import { ChangeTile, needsWidth } from './ChangeTile';
import { HealthTile } from './HealthTile';
import { RecoverabilityTile } from './RecoverabilityTile';
import { TileGrid } from './TileGrid';

const useStyles = makeStyles({
  // Full contrast, because there is no other content.
  old: { filter: 'grayscale(1)' },
  // Steps with their messages need the whole width.
  wide: { gridColumn: '1 / -1' },
});

export interface TilesProps {
  view: DatabaseView;
  health?: Section<Health>;
  recovery: Recoverability;
  /** Whether the data is stale. */
  stale: boolean;
}

/** The four most important facts: health, recoverability, capacity and the current change. */
export const Tiles = ({ view, health, recovery, stale }: TilesProps) => {
  const classes = useStyles();
  return (
    <TileGrid
      columns={needsWidth(view) ? 'three' : 'four'}
      className={stale ? classes.old : undefined}
    >
      <HealthTile view={view} section={health} stale={stale} />
      <RecoverabilityTile value={recovery} stale={stale} />
      <CapacityTile view={view} section={health} />
      <div className={needsWidth(view) ? classes.wide : undefined}>
        <ChangeTile view={view} />
      </div>
    </TileGrid>
  );
};
