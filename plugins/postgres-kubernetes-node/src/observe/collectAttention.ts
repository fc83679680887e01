import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { backupAttention } from '../backups/attention/backups';
import { initSqlAttention } from '../initSql/initSqlAttention';
import type { Snapshot } from '../model/Snapshot';
import type { CachedPod } from '../model/CachedPod';
import { instanceAttention } from './attention/lostInstances';
import { standbyDownMeaning, primaryDownMeaning } from './attention/meanings';
import { operatorAttention } from './attention/operator';
import { partAttention } from './attention/parts';
import { podAttention } from './attention/pods';
import { storageAttention } from './attention/storage';
import { synchronousAttention } from './attention/synchronous';
import { missingAccessAttention } from './attention/missingAccess';
import { compareImpact, type RankedAttention } from './rankedAttention';
import type { Change } from './changes/Change';
import type { EvaluationInput, RuleInput } from './EvaluationInput';
import type { ObservedDatabase } from './ObservedDatabase';
import type { PodProblem } from './podProblem';
import type { ObservedPart } from './parts/ObservedPart';
import type { PartsInput } from './parts/volumes';

/** A provider's rules for attention. @public */
export interface AttentionRules<TSnapshot extends Snapshot> {
  /** Returns everything that belongs to the database except its instances. */
  partsOf(input: PartsInput<TSnapshot>): ObservedPart[];
  /** Whether the operator renews a certificate itself. */
  isRenewed(snapshot: TSnapshot, certificate: string): boolean;
  /** Returns the next step for a pod that cannot run. */
  nextStepOf(
    input: EvaluationInput<TSnapshot>,
    pod: CachedPod,
    problem: PodProblem,
  ): Message;
  /** Returns attention that is specific to the operator. */
  ownAttention(input: RuleInput<TSnapshot>): RankedAttention[];
}

/** Returns everything that needs attention, worst first. */
export function collectAttention<TSnapshot extends Snapshot>(
  input: RuleInput<TSnapshot>,
  observed: ObservedDatabase,
  change: Change | undefined,
  rules: AttentionRules<TSnapshot>,
): RankedAttention[] {
  const { snapshot, facts } = input;
  const { initSql, sizes, missingAccess, writeService } = observed;
  const changing = change !== undefined || facts.hibernated;
  return [
    ...operatorAttention(input, change, sizes),
    ...rules.ownAttention(input),
    ...synchronousAttention(input, change),
    ...podAttention(input, {
      standbyDownMeaning: standbyDownMeaning(input),
      primaryDownMeaning: primaryDownMeaning(input),
      nextStepOf: (pod, problem) => rules.nextStepOf(input, pod, problem),
    }),
    ...instanceAttention(input, change),
    ...partAttention(input, rules.partsOf({ ...input, changing }), {
      writeService,
      isRenewed: name => rules.isRenewed(snapshot, name),
    }),
    ...storageAttention(input, sizes),
    ...initSqlAttention(input, initSql),
    ...backupAttention(input),
    ...missingAccessAttention(missingAccess),
  ].sort(compareImpact);
}
