import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import {
  DatabaseView,
  Health,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import { formatBytes } from '../../format/bytes';
import { Panel } from '../Panel/Panel';
import { Translate, useTranslate } from '../../translation';

/** Shows the used part of a whole. Without the whole there is no bar. */
const Meter = ({
  text,
  used,
  of,
}: {
  text: string;
  used?: number;
  of?: number;
}) => (
  <div>
    <Typography variant="body2">{text}</Typography>
    {used !== undefined && of !== undefined && of > 0 && (
      <LinearProgress
        variant="determinate"
        value={Math.min(100, (100 * used) / of)}
        aria-label={text}
      />
    )}
  </div>
);

function outOf(
  t: Translate,
  used: string | undefined,
  total: string | undefined,
): string {
  if (total === undefined) return used ?? t('unknown');
  return used === undefined
    ? t('tiles.capacity.unknownOf', { total })
    : t('tiles.capacity.of', { used, total });
}

const bytes = (value: number | undefined) =>
  value === undefined ? undefined : formatBytes(value);

export interface CapacityTileProps {
  view: DatabaseView;
  section?: Section<Health>;
}

/** Size and connections. */
export const CapacityTile = ({ view, section }: CapacityTileProps) => {
  const t = useTranslate();
  const health = section?.status === 'ok' ? section.data : undefined;
  const size = health?.sizeBytes ?? view.summary.sizeBytes;
  const { storageBytes } = view.summary;
  const connections = health?.connections ?? view.summary.connections;
  return (
    <Panel title={t('tiles.capacity.title')} small>
      <Meter
        text={t('tiles.capacity.size', {
          amount: outOf(t, bytes(size), bytes(storageBytes)),
        })}
        used={size}
        of={storageBytes}
      />
      <Meter
        text={t('tiles.capacity.connections', {
          amount: outOf(
            t,
            connections?.used.toString(),
            connections?.allowed?.toString(),
          ),
        })}
        used={connections?.used}
        of={connections?.allowed}
      />
    </Panel>
  );
};
