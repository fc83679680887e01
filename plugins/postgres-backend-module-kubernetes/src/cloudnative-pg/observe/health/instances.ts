import type {
  Evidence,
  Lag,
  InstanceHealth,
  Message,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  downVerdict,
  intervalSeconds,
  lastObservedAt,
  isKnown,
  lsnDistance,
  shownBy,
  verdictOfPod,
  verdictOfUnready,
  type DatabaseFacts,
  type Instance,
  kubernetesMessage,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import type { CloudNativePgSnapshot } from '../../model';
import { followedSource } from '../identity';
import type { InstanceStatus, Probe } from './instanceStatus';

/** A standby with more lag needs attention. The value is that of CloudNativePG's sample alert. */
const LAG_LIMIT_SECONDS = 300;

type Sender = NonNullable<InstanceStatus['replicationInfo']>[number];

interface InstancesInput {
  snapshot: CloudNativePgSnapshot;
  facts: DatabaseFacts;
  probes: ReadonlyMap<string, Probe>;
  /** Whether a planned change is in progress. */
  changing: boolean;
  now: Date;
}

/** Returns the primary, then the standbys by number. */
export function instanceHealthOf(input: InstancesInput): InstanceHealth[] {
  const { snapshot, facts, probes } = input;
  const primary = primaryStatus(probes);
  return facts.instances
    .map(instance => {
      const { name, pod } = instance;
      const probe = probes.get(pod?.name ?? name);
      const status = probe?.status;
      const sender = primary?.replicationInfo?.find(
        ({ applicationName }) => applicationName === name,
      );
      // Without PostgreSQL, an instance manager does not know its role.
      // The first instance can report recovery before it becomes the primary.
      const reported =
        status?.mightBeUnavailable || !snapshot.cluster.status.currentPrimary
          ? undefined
          : status?.isPrimary;
      const isPrimary = reported ?? instance.role === 'primary';
      const postgres = pod?.containers.find(
        container => container.name === 'postgres',
      );
      return {
        name,
        role: isPrimary ? ('primary' as const) : ('standby' as const),
        ...verdict(instance, isPrimary, probe, sender, primary, input),
        since: instance.ready ? pod?.readySince : undefined,
        timeline:
          status?.timeLineID ??
          snapshot.cluster.status.instancesReportedState?.[name]?.timeLineID,
        ...(!isPrimary && {
          lag: lagOf(sender, status, primary),
          syncState: sender?.syncState,
        }),
        startedAt: postgres?.startedAt,
        node: pod?.node,
        zone: pod?.zone ?? zoneOf(snapshot, name),
        restarts: postgres?.restarts,
      };
    })
    .sort(
      (a, b) => Number(b.role === 'primary') - Number(a.role === 'primary'),
    );
}

/** Returns the status of the primary, or undefined if no primary responded. */
export function primaryStatus(
  probes: ReadonlyMap<string, Probe>,
): InstanceStatus | undefined {
  return [...probes.values()].find(({ status }) => status?.isPrimary)?.status;
}

function verdict(
  instance: Instance,
  isPrimary: boolean,
  probe: Probe | undefined,
  sender: Sender | undefined,
  primary: InstanceStatus | undefined,
  { snapshot, facts, changing, now }: InstancesInput,
): Verdict {
  const byPod = verdictOfPod(instance, { facts, changing });
  if (byPod) return byPod;
  const status = probe?.status;
  if (status?.isPgRewindRunning)
    return { state: 'changing', reason: message('rewinding') };
  const masked = status?.mightBeUnavailableMaskedError;
  const unready = verdictOfUnready(instance, changing, masked);
  if (unready) return unready;
  if (status?.mightBeUnavailable) {
    return downVerdict(
      instance,
      changing,
      masked === undefined
        ? message('doesNotRespondUnexplained')
        : message('doesNotRespond', { error: masked }),
    );
  }
  if (!status) return withoutStatus(probe, isPrimary, snapshot, now);
  const evidence = shownBy('instance', 'instance', probe.at ?? now);
  const running: Verdict = isPrimary
    ? { state: 'working', reason: message('primaryUp'), evidence }
    : replication(
        status,
        sender,
        primary,
        changing,
        followedSource(snapshot),
        evidence,
      );
  return status.pendingRestart
    ? {
        ...running,
        reason: message('settingsRequireRestart', { state: running.reason }),
      }
    : running;
}

function withoutStatus(
  probe: Probe | undefined,
  isPrimary: boolean,
  snapshot: CloudNativePgSnapshot,
  now: Date,
): Verdict {
  if (!probe?.forbidden)
    return {
      state: 'unknown',
      reason: probe?.error
        ? message('managerDoesNotRespond', { error: probe.error.message })
        : message('managerNotQueried'),
    };
  if (!isPrimary)
    return { state: 'unknown', reason: message('managerForbidden') };
  return {
    state: 'working',
    reason: kubernetesMessage('up'),
    evidence: isKnown(snapshot, 'pods')
      ? shownBy('instance', 'readiness', lastObservedAt(snapshot, 'pods', now))
      : shownBy(
          'instance',
          'engine',
          lastObservedAt(snapshot, 'clusters', now),
        ),
  };
}

function replication(
  status: InstanceStatus,
  sender: Sender | undefined,
  primary: InstanceStatus | undefined,
  changing: boolean,
  source: string | undefined,
  evidence: Evidence,
): Verdict {
  if (status.replayPaused)
    return { state: 'attention', reason: message('replayPaused') };
  if (sender?.state === 'streaming') {
    const behind = lagOf(sender, status, primary)?.replaySeconds ?? 0;
    return behind > LAG_LIMIT_SECONDS
      ? {
          state: 'attention',
          reason: message('streamingBehind', {
            minutes: Math.floor(behind / 60),
          }),
        }
      : { state: 'working', reason: message('streaming'), evidence };
  }
  if (sender) return { state: 'changing', reason: senderState(sender) };
  // In a replica cluster, no instance is a primary, and none reports its standbys.
  if (!primary && source)
    return status.isWalReceiverActive
      ? {
          state: 'working',
          reason: message('receivingFromSource', { source }),
          evidence,
        }
      : {
          state: 'unknown',
          reason: message('readingArchiveOfSource', { source }),
        };
  if (!primary)
    return {
      state: 'unknown',
      reason: status.isWalReceiverActive
        ? message('receivingPrimaryDoesNotRespond')
        : message('primaryDoesNotRespond'),
    };
  if (status.isWalReceiverActive)
    return { state: 'changing', reason: message('receiving') };
  return {
    state: changing ? 'changing' : 'attention',
    reason: message('notConnected'),
  };
}

function senderState({ state }: Sender): Message {
  if (state === 'catchup') return message('catchingUp');
  return state ? message('senderState', { state }) : message('connecting');
}

/** Returns the lag behind the current position of the primary. PostgreSQL reports no time if nothing was sent lately. */
function lagOf(
  sender: Sender | undefined,
  own: InstanceStatus | undefined,
  primary: InstanceStatus | undefined,
): Lag | undefined {
  const now = primary?.currentLsn;
  if (!now) return undefined;
  const sentBytes = lsnDistance(sender?.receivedLsn, now);
  const writeBytes = lsnDistance(sender?.writeLsn ?? own?.receivedLsn, now);
  const flushBytes = lsnDistance(sender?.flushLsn, now);
  const replayBytes = lsnDistance(sender?.replayLsn ?? own?.replayLsn, now);
  if (replayBytes === undefined) return undefined;
  return {
    sentBytes,
    writeBytes,
    flushBytes,
    replayBytes,
    writeSeconds: seconds(sender?.writeLag, writeBytes),
    flushSeconds: seconds(sender?.flushLag, flushBytes),
    replaySeconds: seconds(sender?.replayLag, replayBytes),
  };
}

/** The instance manager reports 0 for "not known": 0 is believed only if no bytes are missing. */
function seconds(
  interval: string | undefined,
  bytes: number | undefined,
): number | undefined {
  if (bytes === 0) return 0;
  return intervalSeconds(interval) || undefined;
}

function zoneOf(
  { endpointSlices }: CloudNativePgSnapshot,
  name: string,
): string | undefined {
  return endpointSlices.find(({ zones }) => zones[name])?.zones[name];
}
