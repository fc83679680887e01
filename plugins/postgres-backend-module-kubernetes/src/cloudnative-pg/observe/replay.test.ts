import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import {
  databaseSchema,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import { expectReport, TABLE } from '../__testUtils__/expectations';
import { CacheReplay } from '../__testUtils__/CacheReplay';
import { readRecording } from '../__testUtils__/recording';
import { annotations, type CachedCluster } from '../model';

/** Phases during which only requested changes happen in this recording. */
const PLANNED =
  /^(Setting up|Creating|Switchover|Upgrading|Applying|Primary instance|Online)/;

describeWithPart(
  'PGSTAGE_RECORDINGS_DIR',
  'a recording of the operator',
  recordings => {
    const { events, steps } = readRecording(recordings);

    /** Replays up to a time. */
    function playTo(at: number): CacheReplay {
      const replay = new CacheReplay();
      for (const event of events) {
        if (event.at > at) break;
        for (const key of new Set(replay.apply(event)))
          replay.database(key, new Date(event.at * 1000));
      }
      return replay;
    }

    it.each(TABLE)(
      '$step + $after s: $state, $reason',
      ({ step, after, name = 'orders', ...expected }) => {
        const at =
          steps.find(candidate => step.test(candidate.step))!.at + after;
        const database = playTo(at).database(
          `team-orders/${name}`,
          new Date(at * 1000),
        );
        expect(databaseSchema.optional().parse(database)).toEqual(database);
        expectReport(database, expected);
      },
    );

    it('is never working while section health shows something down, and never red during a planned change', () => {
      const replay = new CacheReplay();
      const seen = new Set<string>();
      const wrong: string[] = [];
      for (const event of events) {
        for (const key of new Set(replay.apply(event))) {
          const now = new Date(event.at * 1000);
          const database = replay.database(key, now);
          const down = replay
            .health(key, now)
            // Without a response of the instances, this is the state of one that is up.
            ?.instances.filter(
              ({ reason }) => reason.id !== 'cloudnativePg.managerNotQueried',
            );
          const cluster = replay.snapshot(key)?.cluster;
          if (database && cluster) {
            const { phase = '' } = cluster.status;
            const { state, reason } = database.status;
            seen.add(`${phase} ${state}`);
            if (state === 'working' && down?.length) {
              wrong.push(
                `${key} at ${event.at}: working, ${JSON.stringify(down)}`,
              );
            }
            if (!allowedStates(database, cluster).includes(state)) {
              wrong.push(
                `${key} at ${event.at}, '${phase}': ${state}, ${reason.text}`,
              );
            }
          }
        }
      }
      expect(wrong).toEqual([]);
      // Each of them occurred: the loop above compared something.
      expect([...seen]).toEqual(
        expect.arrayContaining([
          'Cluster in healthy state working',
          'Switchover in progress changing',
          'Failing over attention',
        ]),
      );
    });

    it('has the same state for a backend that starts in the middle of it', () => {
      for (const { at } of steps) {
        const replay = playTo(at + 3);
        for (const key of replay.keys()) {
          const fresh = new CacheReplay();
          events
            .filter(event => event.at <= at + 3)
            .forEach(event => fresh.apply(event));
          const now = new Date((at + 3) * 1000);
          const states = [replay, fresh].map(
            each => each.database(key, now)?.status.state,
          );
          expect([at, key, states[1]]).toEqual([at, key, states[0]]);
        }
      }
    });
  },
);

/** Returns the states that the objects allow, by the simplest rules. */
function allowedStates(
  { summary, usable, hibernated, attention }: Database,
  { spec, status, annotations: own }: CachedCluster,
): Array<Database['status']['state']> {
  const { phase = '', readyInstances = 0 } = status;
  const pulls = attention.some(({ id }) => id === 'pod:broken-1');
  if (phase === 'Failing over') return ['attention'];
  if ((PLANNED.test(phase) && !pulls) || hibernated) return ['changing'];
  const down =
    readyInstances < (spec.instances ?? 1) ||
    summary.instances!.working < summary.instances!.total ||
    own[annotations.fencedInstances] !== undefined ||
    !usable.value;
  return [
    'changing',
    'attention',
    'unknown',
    ...(down ? [] : ['working' as const]),
  ];
}
