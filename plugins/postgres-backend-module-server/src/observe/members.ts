import type { Member } from '@pgstage/backstage-plugin-postgres-common';
import {
  type SenderFacts,
  type ServerFacts,
  type StandbyProbe,
  lagOf,
  senderHealth,
  standbyHealth,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { ServerConfig, StandbyConfig } from '../config';

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
