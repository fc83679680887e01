import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultId, Random } from '../plan';
import type { Api } from '../round/Api';
import { ADDED, ENTITY, refOf, requestFor } from '../round/requests';
import type { Stage } from '../stage/startStage';
import { toxicsOf } from '../toxiproxy/toxics';
import { isLinearizable, type Call } from './isLinearizable';
import {
  recordModel,
  type RecordOperation,
  type RecordState,
} from './recordModel';

type Write = Exclude<RecordOperation, { kind: 'read' }>;

/** Users at the same time; each sends its next request after an answer. */
const USERS = 4;
const REQUESTS = 6;
/** The first request of each user. */
const CREATE: Write = { kind: 'create', entity: ENTITY, limit: 5 };
/** Limits that changes request. */
const LIMITS = [6, 7, 8];
/** When the fault begins and ends, from the first request. */
const BREAK_MS = 300;
const HEAL_MS = 6_000;
const READ_EVERY_MS = 50;

/** Result of an episode. */
export interface Episode {
  fault: FaultId;
  calls: Call<RecordOperation>[];
  linearizable: boolean;
}

/**
 * Lets users of two replicas create, bind, change and remove one database at the
 * same time, while the link to its server breaks and works again, and reads
 * its record on the server throughout.
 */
export async function runEpisode(
  stage: Stage,
  replicas: Api[],
  fault: FaultId,
  random: Random,
): Promise<Episode> {
  const link = stage.links.postgres;
  const name = `${stage.nextPrefix()}-history`;
  const calls: Call<RecordOperation>[] = [];
  let ended = false;
  const reading = (async () => {
    while (!ended) {
      calls.push(await readRecord(stage, name));
      await sleep(READ_EVERY_MS);
    }
    calls.push(await readRecord(stage, name));
  })();
  const pick = <T>(values: T[]) => values[Math.floor(random() * values.length)];
  const writeOf = (): Write =>
    pick<Write>([
      CREATE,
      { kind: 'bind', entity: ADDED },
      { kind: 'change', limit: pick(LIMITS) },
      { kind: 'change', limit: pick(LIMITS) },
      { kind: 'remove' },
    ]);
  const use = async (api: Api, writes: Write[]) => {
    for (const operation of writes) {
      const from = performance.now();
      const { status } = await api.answer(() => send(api, operation));
      const to = performance.now();
      if (status === 200) calls.push({ operation, from, to });
      else
        calls.push({
          ...{ operation, from },
          // After 503 it can still take effect. Any other error is an answer: of a
          // change that was written, too, if the database is then removed.
          to: status === 503 || status === 0 ? Infinity : to,
          uncertain: true,
        });
    }
  };
  const send = ({ client }: Api, write: Write): Promise<unknown> => {
    const ref = refOf(link, name);
    switch (write.kind) {
      case 'create':
        return client.createDatabase({
          ...requestFor(link, name),
          connectionLimit: write.limit,
        });
      case 'bind':
        return client.bindDatabase(ref, { add: [write.entity] });
      case 'change':
        return client.changeDatabase(ref, { connectionLimit: write.limit });
      default:
        return client.removeDatabase(ref, {});
    }
  };
  const breaking = (async () => {
    await sleep(BREAK_MS);
    await link.proxy.break(toxicsOf(fault, random, link));
    await sleep(HEAL_MS - BREAK_MS);
    await link.proxy.heal();
  })();
  const plans = Array.from({ length: USERS }, () => [
    CREATE,
    ...Array.from({ length: REQUESTS - 1 }, writeOf),
  ]);
  await Promise.all([
    breaking,
    ...plans.map((writes, user) =>
      use(replicas[user % replicas.length], writes),
    ),
  ]);
  ended = true;
  await reading;
  return { fault, calls, linearizable: isLinearizable(recordModel, calls) };
}

async function readRecord(
  stage: Stage,
  name: string,
): Promise<Call<RecordOperation>> {
  const from = performance.now();
  const found: RecordState = await stage.readRecord(name);
  return {
    operation: { kind: 'read', found },
    from,
    to: performance.now(),
  };
}
