import type { Health } from '@pgstage/backstage-plugin-postgres-common';
import type { ObservedDatabase, Observation } from './observation';

const MONITOR = 'GRANT pg_monitor to the role of Backstage on the server';

/** Section `health` of one database. */
export function healthOf(
  { server, instances, sizes, config, probes }: Observation,
  { recorded, facts, connections }: ObservedDatabase,
): Health {
  const sizeBytes = sizes.get(recorded.name);
  const hidden = (what: string, needs = MONITOR) => ({ what, needs });
  // One that is down is told as an instance: no login would help.
  const refusing = config.standbys.filter(
    ({ name }) => probes.get(name)?.forbidden,
  );
  return {
    instances: instances.map(({ problem: _problem, ...instance }) => instance),
    slots: server.slots.map(({ pid: _pid, ...slot }) => slot),
    connections,
    sizeBytes,
    forbidden: [
      ...(server.seesStats ? [] : [hidden('state and lag of the standbys')]),
      ...(facts && sizeBytes === undefined
        ? [hidden('size of the database')]
        : []),
      ...refusing.map(({ name }) =>
        hidden(
          `start and timeline of standby ${name}`,
          `a login of Backstage on the standby: ${probes.get(name)?.error}`,
        ),
      ),
    ],
  };
}
