import type { InstanceHealth } from '@pgstage/backstage-plugin-postgres-common';
import {
  findSender,
  lagOf,
  type InstanceAssessment,
  type SenderFacts,
  senderHealth,
  type ServerFacts,
  standbyHealth,
  type StandbyProbe,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { ServerConfig, StandbyConfig } from '../config';
import { message } from '../messages';
import { shownBy } from './claims';

/** An instance, with the problem for which it needs attention. */
export type ObservedInstance = InstanceHealth &
  Pick<InstanceAssessment, 'problem'>;

/** Returns the primary, the configured standbys, and other standbys that stream from the primary. */
export function instanceHealthOf(
  config: ServerConfig,
  server: ServerFacts,
  probes: ReadonlyMap<string, StandbyProbe>,
): ObservedInstance[] {
  const unassigned = [...server.senders];
  const standbys = config.standbys.map(standby => {
    const probe = probes.get(standby.name) ?? {};
    const sender = findSender(unassigned, standby.name, probe, server);
    if (sender) unassigned.splice(unassigned.indexOf(sender), 1);
    return configuredStandby(standby, probe, sender, server);
  });
  return [
    primary(config, server),
    ...standbys,
    ...unassigned.map(sender => otherStandby(sender, server)),
  ];
}

function primary(config: ServerConfig, server: ServerFacts): InstanceHealth {
  return {
    name: config.id,
    role: server.inRecovery ? 'standby' : 'primary',
    ...(server.inRecovery
      ? { state: 'attention', reason: message('instanceIsStandby') }
      : {
          state: 'working',
          reason: message('instanceAcceptsWrites'),
          evidence: shownBy('instance', 'instance', server.now),
        }),
    host: config.application.host,
    port: config.application.port,
    timeline: server.timeline,
    startedAt: server.startedAt.toISOString(),
  };
}

function configuredStandby(
  standby: StandbyConfig,
  probe: StandbyProbe,
  sender: SenderFacts | undefined,
  server: ServerFacts,
): ObservedInstance {
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

function otherStandby(
  sender: SenderFacts,
  server: ServerFacts,
): ObservedInstance {
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
