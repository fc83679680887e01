import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import {
  DatabaseView,
  Health,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import { formatBytes } from '../../format/bytes';
import { Panel } from '../Panel/Panel';

/** What is used, and of how much. Without the whole there is no bar. */
const Meter = ({
  label,
  text,
  used,
  of,
}: {
  label: string;
  text: string;
  used?: number;
  of?: number;
}) => (
  <div>
    <Typography variant="body2">
      {label}: {text}
    </Typography>
    {used !== undefined && of !== undefined && of > 0 && (
      <LinearProgress
        variant="determinate"
        value={Math.min(100, (100 * used) / of)}
        aria-label={`${label}: ${text}`}
      />
    )}
  </div>
);

function outOf(used: string | undefined, of: string | undefined): string {
  if (used === undefined)
    return of === undefined ? 'unknown' : `unknown, of ${of}`;
  return of === undefined ? used : `${used} of ${of}`;
}

const bytes = (value: number | undefined) =>
  value === undefined ? undefined : formatBytes(value);

export interface CapacityTileProps {
  view: DatabaseView;
  section?: Section<Health>;
}

/** Size and connections. */
export const CapacityTile = ({ view, section }: CapacityTileProps) => {
  const health = section?.status === 'ok' ? section.data : undefined;
  const size = health?.sizeBytes ?? view.summary.sizeBytes;
  const { storageBytes } = view.summary;
  const connections = health?.connections ?? view.summary.connections;
  return (
    <Panel title="Capacity" small>
      <Meter
        label="Size"
        text={outOf(bytes(size), bytes(storageBytes))}
        used={size}
        of={storageBytes}
      />
      <Meter
        label="Connections"
        text={outOf(
          connections?.used.toString(),
          connections?.allowed?.toString(),
        )}
        used={connections?.used}
        of={connections?.allowed}
      />
    </Panel>
  );
};
