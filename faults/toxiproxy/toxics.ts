import type { FaultId, Random } from '../plan';
import type { Toxic } from './Toxiproxy';

/** Smallest and largest number of bytes of a connection after which it is cut. */
export type CutRange = [from: number, to: number];

const down = (type: string, attributes: Record<string, number>): Toxic => ({
  type,
  stream: 'downstream',
  attributes,
});

/**
 * Returns the toxics of a fault. All but one apply to answers: the system has
 * then received the request, and may have done what was asked.
 */
export function toxicsOf(
  fault: FaultId,
  random: Random,
  [from, to]: CutRange,
): Toxic[] {
  switch (fault) {
    case 'latency':
      return [down('latency', { latency: 5_000, jitter: 0 })];
    case 'timeout':
      // Without an end: connections stay open, and nothing arrives.
      return [down('timeout', { timeout: 0 })];
    case 'reset':
      return [down('reset_peer', { timeout: 0 })];
    case 'slicer':
      // Pieces of about 40 bytes, a millisecond apart.
      return ['upstream', 'downstream'].map(stream => ({
        ...down('slicer', {
          average_size: 40,
          size_variation: 20,
          delay: 1_000,
        }),
        stream: stream as Toxic['stream'],
      }));
    case 'bandwidth':
      // 16 KB a second.
      return [down('bandwidth', { rate: 16 })];
    case 'slow close':
      return [down('slow_close', { delay: 5_000 })];
    case 'cut':
      return [
        down('limit_data', {
          bytes: Math.round(from + random() * (to - from)),
        }),
      ];
    default:
      throw new TypeError(`Unknown fault ${String(fault satisfies never)}`);
  }
}
