import { z } from 'zod';
import { verdictSchema } from './evidence';
import {
  databaseStateSchema,
  sinceAtLeastSchema,
  timestampSchema,
} from './status';

/**
 * How far a standby is behind. Bytes of WAL and seconds, as
 * `pg_stat_replication` tells them; absent means unknown.
 *
 * @public
 */
export const lagSchema = z.object({
  sentBytes: z.number().optional(),
  writeBytes: z.number().optional(),
  flushBytes: z.number().optional(),
  replayBytes: z.number().optional(),
  writeSeconds: z.number().optional(),
  flushSeconds: z.number().optional(),
  replaySeconds: z.number().optional(),
});
/** @public */
export type Lag = z.infer<typeof lagSchema>;

/**
 * One PostgreSQL server process of a database. Its reason is the state in the
 * field's words: `streaming`, `catching up`, `not connected`.
 *
 * @public
 */
export const instanceHealthSchema = verdictSchema.and(
  z.object({
    name: z.string(),
    role: z.enum(['primary', 'standby']),
    since: timestampSchema.optional(),
    sinceAtLeast: sinceAtLeastSchema,
    host: z.string().optional(),
    port: z.number().int().optional(),
    timeline: z.number().int().optional(),
    lag: lagSchema.optional(),
    /** As in `pg_stat_replication`: async, potential, sync, quorum. */
    syncState: z.string().optional(),
    startedAt: timestampSchema.optional(),
    node: z.string().optional(),
    zone: z.string().optional(),
    restarts: z.number().int().optional(),
  }),
);
/** @public */
export type InstanceHealth = z.infer<typeof instanceHealthSchema>;

/** A replication slot and the WAL that it holds back. @public */
export const slotSchema = z.object({
  name: z.string(),
  type: z.enum(['physical', 'logical']),
  active: z.boolean(),
  retainedBytes: z.number().optional(),
  /** As in `pg_replication_slots`: reserved, extended, unreserved, lost. */
  walStatus: z.string().optional(),
});
/** @public */
export type Slot = z.infer<typeof slotSchema>;

/**
 * A part of a database besides its instances: a service, a certificate, a
 * volume, a pooler, a declared role or database, a condition that its operator
 * reports.
 *
 * @public
 */
export const partSchema = z.object({
  kind: z.enum([
    'service',
    'certificate',
    'volume',
    'pooler',
    'role',
    'database',
    'condition',
  ]),
  name: z.string(),
  state: databaseStateSchema,
  /** The state in words: `UP, 2 endpoints`, `expires in 12 days`, `role "x" does not exist`. */
  reason: z.string(),
  /** Certificates only. */
  expiresAt: timestampSchema.optional(),
  /** Volumes only: what the volume holds at most. */
  sizeBytes: z.number().optional(),
});
/** @public */
export type Part = z.infer<typeof partSchema>;

/** Section `health`. @public */
export const healthSchema = z.object({
  instances: z.array(instanceHealthSchema),
  slots: z.array(slotSchema),
  connections: z
    .object({ used: z.number(), allowed: z.number().optional() })
    .optional(),
  sizeBytes: z.number().optional(),
  /** Absent where the provider has none to tell of. */
  parts: z.array(partSchema).optional(),
  /** What the provider's own rights do not let it see, and the right it needs. */
  forbidden: z.array(z.object({ what: z.string(), needs: z.string() })),
});
/** @public */
export type Health = z.infer<typeof healthSchema>;
