import type { Health } from '@pgstage/backstage-plugin-postgres-common';
import type { ObservedDatabase, Observation } from './observation';

const MONITOR = 'GRANT pg_monitor to the role of Backstage on the server';

/** Returns section `health` of one database. */
export function healthOf(
  { server, instances, sizes, config, probes }: Observation,
  { recorded, facts, connections }: ObservedDatabase,
): Health {
  const sizeBytes = sizes.get(recorded.name);
  const forbidden = (what: string, needs = MONITOR) => ({ what, needs });
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
      ...(server.seesStats ? [] : [forbidden('state and lag of the standbys')]),
      ...(facts && sizeBytes === undefined
        ? [forbidden('size of the database')]
        : []),
      ...rejecting.map(({ name }) =>
        forbidden(
          `start and timeline of standby ${name}`,
          `a login of Backstage on the standby: ${probes.get(name)?.error}`,
        ),
      ),
    ],
  };
}
