import type { FaultId, Random } from '../plan';
import type { Toxic } from './Toxiproxy';

/** What toxics depend on. */
export interface ToxicTarget {
  /** Smallest and largest number of bytes of a connection after which the fault `cut` ends it. */
  cut: [from: number, to: number];
  /** Whether the system ends each connection after its answer. */
  closes?: boolean;
}

const down = (type: string, attributes: Record<string, number>): Toxic => ({
  type,
  stream: 'downstream',
  attributes,
});

/**
 * Returns the toxics of a fault. They apply to answers where possible: the system
 * has then received the request, and may have done what was asked.
 */
export function toxicsOf(
  fault: FaultId,
  random: Random,
  { cut: [from, to], closes }: ToxicTarget,
): Toxic[] {
  switch (fault) {
    case 'latency':
      return [down('latency', { latency: 5_000, jitter: 0 })];
    case 'timeout':
      // Without an end: connections stay open, and nothing arrives.
      return [
        down('timeout', { timeout: 0 }),
        // A system that closes connections would end them.
        ...(closes
          ? [
              {
                ...down('timeout', { timeout: 0 }),
                stream: 'upstream' as const,
              },
            ]
          : []),
      ];
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
