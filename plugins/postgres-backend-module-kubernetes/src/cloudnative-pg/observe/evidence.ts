import type { FoundDatabase } from '../model';
import { factsOf, type Facts, type Instance } from './facts';
import type { Doubt, Memory } from './Memory';
import { SECOND } from './moment';
import { RESTART_IN_PLACE } from './phases';

/** By then the readiness probe has noticed: three failures, ten seconds apart (the operator's default). */
const PROOF_MS = 30 * SECOND;

/**
 * The facts of a database, with what was learnt besides. A pod stays ready for
 * a while after PostgreSQL in it was stopped and started again: by a fence that
 * is lifted, by a restart in place. Such an instance is not ready before its
 * pod became so again, its instance manager says so, or enough time went by.
 */
export function evidenceOf(
  found: FoundDatabase,
  memory: Memory,
  now: Date,
): Facts {
  const facts = factsOf(found);
  const instances = facts.instances.map(instance => {
    const doubt = doubtOf(instance, memory, now);
    return doubt?.down
      ? { ...instance, ready: false, starting: doubt.planned }
      : instance;
  });
  return {
    ...facts,
    instances,
    ready: instances.filter(({ ready }) => ready).length,
    primary: instances.find(({ primary }) => primary),
  };
}

/** Remembers on which instances PostgreSQL is stopped or restarted on purpose. */
export function watchHeld(
  found: FoundDatabase,
  memory: Memory,
  now: Date,
): void {
  const inPlace = found.cluster.status.phase === RESTART_IN_PLACE;
  const { instances } = factsOf(found);
  const fenced = instances.filter(each => each.fenced).map(({ name }) => name);
  for (const name of [...fenced, ...memory.fenced])
    memory.doubts.set(name, { since: now, down: true, planned: true });
  memory.fenced = fenced;
  // The operator ends this phase once PostgreSQL is back: what it says is believed unless an instance tells otherwise.
  const restarted = inPlace && instances.find(({ primary }) => primary);
  if (restarted)
    memory.doubts.set(restarted.name, {
      since: now,
      down: false,
      planned: true,
    });
}

/** What an instance said of itself at that time: whether PostgreSQL answers. */
export function learn(
  memory: Memory,
  name: string,
  { up, at }: { up: boolean; at: Date },
): void {
  const doubt = memory.doubts.get(name);
  if (!up)
    memory.doubts.set(name, {
      since: at,
      down: true,
      planned: doubt?.planned ?? false,
    });
  else if (doubt && doubt.since < at) memory.doubts.delete(name);
}

function doubtOf(
  { name, ready, pod }: Instance,
  memory: Memory,
  now: Date,
): Doubt | undefined {
  const doubt = memory.doubts.get(name);
  if (!doubt || !ready || !pod) return undefined;
  const end = doubt.since.getTime() + PROOF_MS;
  if (new Date(pod.readySince ?? NaN) > doubt.since || now.getTime() >= end) {
    memory.doubts.delete(name);
    return undefined;
  }
  memory.recheck(end);
  return doubt;
}
