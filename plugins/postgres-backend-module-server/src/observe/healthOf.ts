import type { Health } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import type { ObservedDatabase, Observation } from './observation';

/** Returns section `health` of one database. */
export function healthOf(
  { server, instances, sizes, config, probes }: Observation,
  { recorded, facts, connections }: ObservedDatabase,
): Health {
  const sizeBytes = sizes.get(recorded.name);
  const needs = message('needsMonitor');
  // A standby that is down is reported as an instance: rights do not help there.
  const rejecting = config.standbys.filter(
    ({ name }) => probes.get(name)?.forbidden,
  );
  return {
    instances: instances.map(({ problem: _problem, ...instance }) => instance),
    slots: server.slots.map(({ pid: _pid, ...slot }) => slot),
    connections,
    sizeBytes,
    forbidden: [
      ...(server.seesStats
        ? []
        : [{ what: message('stateOfStandbys'), needs }]),
      ...(facts && sizeBytes === undefined
        ? [{ what: message('sizeOfDatabase'), needs }]
        : []),
      ...rejecting.map(({ name }) => ({
        what: message('startOfStandby', { name }),
        needs: message('needsLogin', { error: `${probes.get(name)?.error}` }),
      })),
    ],
  };
}
