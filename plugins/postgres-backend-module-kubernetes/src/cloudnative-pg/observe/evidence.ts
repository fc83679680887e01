import {
  doubted,
  doubtHeld as doubtHeldOn,
  type Doubts,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Memory } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { FoundDatabase } from '../model';
import { factsOf, type Facts } from './facts';
import { RESTART_IN_PLACE } from './phases';

/** The facts of a database, with what was learnt besides, and the doubts that remain. */
export function evidenceOf(
  found: FoundDatabase,
  before: Doubts,
  memory: Memory,
  now: Date,
): { facts: Facts; doubts: Doubts } {
  const facts = factsOf(found);
  const { counted, doubts } = doubted(facts.instances, before, memory, now);
  return { facts: { ...facts, ...counted }, doubts };
}

/** The doubts with those about instances on which PostgreSQL is stopped or restarted on purpose. */
export function doubtHeld(
  found: FoundDatabase,
  before: Doubts,
  now: Date,
): Doubts {
  const { instances, primary } = factsOf(found);
  const inPlace = found.cluster.status.phase === RESTART_IN_PLACE;
  return doubtHeldOn(instances, inPlace ? primary : undefined, before, now);
}
