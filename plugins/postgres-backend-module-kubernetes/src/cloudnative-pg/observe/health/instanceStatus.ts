import {
  queryPods,
  type PodResponse,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { z } from 'zod';
import {
  STATUS_PORT,
  type ClusterContext,
  type CachedCloudNativePgPod,
} from '../../model';

const text = z.string().optional();
const flag = z.boolean().optional();

/** What the instance manager tells (PostgresqlStatus in pkg/postgres/status.go), as far as it is shown. */
const statusSchema = z.object({
  isPrimary: flag,
  currentLsn: text,
  receivedLsn: text,
  replayLsn: text,
  timeLineID: z.number().optional(),
  replayPaused: flag,
  pendingRestart: flag,
  isWalReceiverActive: flag,
  isPgRewindRunning: flag,
  mightBeUnavailable: flag,
  mightBeUnavailableMaskedError: text,
  systemID: text,
  currentWAL: text,
  readyWalFiles: z.number().optional(),
  lastArchivedWAL: text,
  lastArchivedWALTime: text,
  lastFailedWALTime: text,
  replicationInfo: z
    .array(
      z.object({
        applicationName: z.string(),
        state: text,
        /** Position that was sent, whatever its name. */
        receivedLsn: text,
        writeLsn: text,
        flushLsn: text,
        replayLsn: text,
        writeLag: text,
        flushLag: text,
        replayLag: text,
        syncState: text,
      }),
    )
    .nullish(),
  replicationSlotsInfo: z
    .array(
      z.object({
        slotName: z.string(),
        slotType: text,
        active: flag,
        restartLsn: text,
        walStatus: text,
      }),
    )
    .nullish(),
});
/** @see {@link statusSchema} */
export type InstanceStatus = z.output<typeof statusSchema>;

/** Asking one instance: what it said, or why there is no answer. */
export type Probe = PodResponse<InstanceStatus>;

/** Asks the instance manager in each pod, all at once; one that hangs or fails does so alone. */
export function probePods(
  { client }: ClusterContext,
  pods: CachedCloudNativePgPod[],
  signal?: AbortSignal,
): Promise<Map<string, Probe>> {
  return queryPods(
    client,
    pods,
    {
      scheme: pod => pod.statusScheme,
      port: STATUS_PORT,
      path: '/pg/status',
      parse: parseStatus,
    },
    signal,
  );
}

/** @throws Error where the answer is none of an instance manager. */
export function parseStatus(answer: string): InstanceStatus {
  try {
    return statusSchema.parse(JSON.parse(answer));
  } catch {
    throw new Error('its answer could not be understood');
  }
}
