import { Member } from '@pgstage/backstage-plugin-postgres-common';
import { formatLag, replayLag } from '../format/lag';

/** `orders-2: streaming, 0.8 ms, 0 B behind, on node-b`. */
export function memberWords({ name, role, reason, lag, node }: Member): string {
  return [
    `${name}: ${role === 'primary' ? `primary, ${reason}` : reason}`,
    ...(role === 'standby' && lag
      ? [`${formatLag(replayLag(lag))} behind`]
      : []),
    ...(node ? [`on ${node}`] : []),
  ].join(', ');
}
