import type { Lag, Member } from '@pgstage/backstage-plugin-postgres-common';
import type { ServerConfig, StandbyConfig } from '../config';
import type { SenderFacts, ServerFacts } from './serverFacts';
import type { StandbyFacts } from './standbyFacts';

/** Lag from which on a standby needs attention. CloudNativePG's sample alert uses the same. */
export const LAG_LIMIT_SECONDS = 300;

/** The last attempt to ask a configured standby about itself. */
export interface StandbyProbe {
  facts?: StandbyFacts;
  /** What it said instead. */
  error?: string;
  /** Whether it answers, but refuses the login. */
  forbidden?: boolean;
  /** Since when it does not answer. */
  silentSince?: Date;
  /** The last facts of a standby that is silent now: they tell which sender was its own. */
  lastFacts?: StandbyFacts;
}

type MemberHealth = Pick<Member, 'state' | 'reason' | 'since'>;

/** Primary first, then every configured standby, then those that stream without being configured. */
export function membersOf(
  config: ServerConfig,
  server: ServerFacts,
  probes: ReadonlyMap<string, StandbyProbe>,
): Member[] {
  const free = [...server.senders];
  const standbys = config.standbys.map(standby => {
    const probe = probes.get(standby.name) ?? {};
    const sender = takeSender(free, standby, probe, server);
    return configuredStandby(standby, probe, sender, server);
  });
  return [
    primary(config, server),
    ...standbys,
    ...free.map(sender => foundStandby(sender, server)),
  ];
}

function primary(config: ServerConfig, server: ServerFacts): Member {
  return {
    name: config.id,
    role: server.inRecovery ? 'standby' : 'primary',
    ...(server.inRecovery
      ? { state: 'attention', reason: 'is a standby now and accepts no writes' }
      : { state: 'working', reason: 'accepts reads and writes' }),
    host: config.application.host,
    port: config.application.port,
    timeline: server.timeline,
    startedAt: server.startedAt.toISOString(),
  };
}

/** The sender that feeds a standby, taken out of `free`: by slot, else by the name it gives itself or that we gave it. */
function takeSender(
  free: SenderFacts[],
  standby: StandbyConfig,
  { facts, lastFacts }: StandbyProbe,
  server: ServerFacts,
): SenderFacts | undefined {
  const seen = facts ?? lastFacts;
  const slot = server.slots.find(({ name }) => name === seen?.slotName);
  const found =
    free.find(({ pid }) => slot?.pid === pid) ??
    free.find(
      ({ applicationName }) => applicationName === seen?.applicationName,
    ) ??
    free.find(({ applicationName }) => applicationName === standby.name) ??
    // A standby that may not tell us who it is; no more than `unknown` follows from it.
    (seen?.seesStats === false && free.length === 1 ? free[0] : undefined);
  if (found) free.splice(free.indexOf(found), 1);
  return found;
}

function configuredStandby(
  standby: StandbyConfig,
  probe: StandbyProbe,
  sender: SenderFacts | undefined,
  server: ServerFacts,
): Member {
  const { facts } = probe;
  const promoted = facts && !facts.inRecovery;
  return {
    name: standby.name,
    role: promoted ? 'primary' : 'standby',
    ...standbyHealth(probe, sender, server),
    host: standby.application.host,
    port: standby.application.port,
    timeline: facts?.timeline,
    ...(facts && { startedAt: facts.startedAt.toISOString() }),
    ...(sender && { lag: lagOf(sender), syncState: sender.syncState }),
  };
}

function standbyHealth(
  { facts, error, silentSince }: StandbyProbe,
  sender: SenderFacts | undefined,
  server: ServerFacts,
): MemberHealth {
  const since = silentSince?.toISOString();
  if (facts && !facts.inRecovery) {
    return {
      state: 'attention',
      reason: 'is no standby: it accepts writes of its own',
    };
  }
  if (!sender && error) {
    return { state: 'attention', reason: `not connected: ${error}`, since };
  }
  if (!sender && facts?.seesStats === false) {
    return { state: 'unknown', reason: 'runs; more needs the role pg_monitor' };
  }
  if (!sender) {
    return facts
      ? {
          state: 'attention',
          reason: 'runs, but does not stream from the primary',
        }
      : { state: 'unknown', reason: 'not asked yet' };
  }
  if (error) {
    return {
      state: 'unknown',
      reason: `streaming, but gives no answer: ${error}`,
      since,
    };
  }
  if (facts?.paused) {
    return { state: 'attention', reason: 'replay is paused' };
  }
  return senderHealth(sender, server, facts);
}

function senderHealth(
  sender: SenderFacts,
  server: ServerFacts,
  facts?: StandbyFacts,
): MemberHealth {
  const state = sender.state ?? facts?.receiver;
  const behind = secondsBehind(lagOf(sender));
  if (!state && !server.seesStats) {
    return {
      state: 'unknown',
      reason: 'connected; more needs the role pg_monitor',
    };
  }
  if (state === 'streaming') {
    return behind > LAG_LIMIT_SECONDS
      ? {
          state: 'attention',
          reason: `streaming, ${Math.floor(behind / 60)} min behind`,
        }
      : { state: 'working', reason: 'streaming' };
  }
  return {
    state: 'changing',
    reason: state === 'catchup' ? 'catching up' : state ?? 'connecting',
  };
}

function foundStandby(sender: SenderFacts, server: ServerFacts): Member {
  return {
    name:
      sender.applicationName || `standby at ${sender.host ?? 'a local socket'}`,
    role: 'standby',
    ...senderHealth(sender, server),
    host: sender.host,
    lag: lagOf(sender),
    syncState: sender.syncState,
  };
}

/** How far behind a standby is now: the time measured last stays for a moment after it has caught up. */
export function secondsBehind(lag: Lag | undefined): number {
  return lag?.replayBytes ? lag.replaySeconds ?? 0 : 0;
}

function lagOf(sender: SenderFacts): Lag | undefined {
  const { sentBytes, writeBytes, flushBytes, replayBytes } = sender;
  if (replayBytes === undefined) return undefined;
  return {
    sentBytes,
    writeBytes,
    flushBytes,
    replayBytes,
    writeSeconds: seconds(sender.writeSeconds, writeBytes),
    flushSeconds: seconds(sender.flushSeconds, flushBytes),
    replaySeconds: seconds(sender.replaySeconds, replayBytes),
  };
}

/** What PostgreSQL measured last; it tells nothing while it is idle, and only a standby that has everything is 0 s behind then. */
function seconds(
  told: number | undefined,
  bytes: number | undefined,
): number | undefined {
  return told ?? (bytes !== undefined && bytes <= 0 ? 0 : undefined);
}
