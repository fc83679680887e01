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

/** The fields of the instance manager's status (PostgresqlStatus in pkg/postgres/status.go) that are shown. */
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
        /** Despite its name, the position that was sent. */
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

/** Result of a query to one instance: its status, or why there is none. */
export type Probe = PodResponse<InstanceStatus>;

/** Queries the instance managers of all pods at the same time. One that hangs or fails does not affect the others. */
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

/** @throws Error if the response is not the status of an instance manager. */
export function parseStatus(response: string): InstanceStatus {
  try {
    return statusSchema.parse(JSON.parse(response));
  } catch {
    throw new Error('its response is not valid');
  }
}
