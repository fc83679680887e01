import type { Message, Part } from '@pgstage/backstage-plugin-postgres-common';
import { backupCauses } from '../backups/attention/backups';
import { initSqlCauses } from '../initSql/initSqlCauses';
import type { Snapshot } from '../model/Snapshot';
import type { KeptPod } from '../model/keptPod';
import { instanceCauses } from './attention/lostInstances';
import { lessSafe, withoutPrimary } from './attention/meanings';
import { operatorCauses } from './attention/operator';
import { partCauses } from './attention/parts';
import { podCauses } from './attention/pods';
import { storageCauses } from './attention/storage';
import { synchronousCauses } from './attention/synchronous';
import { unseenCauses } from './attention/unseen';
import { byWeight, type Cause } from './cause';
import type { Change } from './course/Change';
import type { DatabaseMoment, JudgedMoment } from './DatabaseMoment';
import type { ObservedDatabase } from './ObservedDatabase';
import type { PodProblem } from './podProblem';
import type { PartsInput } from './parts/volumes';

/** What a provider knows of what is wrong with a database. @public */
export interface CauseRules<Found extends Snapshot> {
  /** Everything that belongs to it besides its instances. */
  partsOf(input: PartsInput<Found>): Part[];
  /** Whether the operator renews a certificate itself. */
  isRenewed(found: Found, certificate: string): boolean;
  /** What to do about a pod that cannot run. */
  nextStepOf(
    moment: DatabaseMoment<Found>,
    pod: KeptPod,
    problem: PodProblem,
  ): Message;
  /** What its operator alone can tell. */
  ownCauses(moment: JudgedMoment<Found>): Cause[];
}

/** Everything a person should look at, worst first. */
export function causesOf<Found extends Snapshot>(
  moment: JudgedMoment<Found>,
  observed: ObservedDatabase,
  change: Change | undefined,
  rules: CauseRules<Found>,
): Cause[] {
  const { found, facts } = moment;
  const { initSql, sizes, unseen, writeService } = observed;
  const changing = change !== undefined || facts.hibernated;
  return [
    ...operatorCauses(moment, change, sizes),
    ...rules.ownCauses(moment),
    ...synchronousCauses(moment, change),
    ...podCauses(moment, {
      lessSafe: lessSafe(moment),
      withoutPrimary: withoutPrimary(moment),
      nextStepOf: (pod, problem) => rules.nextStepOf(moment, pod, problem),
    }),
    ...instanceCauses(moment, change),
    ...partCauses(moment, rules.partsOf({ ...moment, changing }), {
      writeService,
      isRenewed: name => rules.isRenewed(found, name),
    }),
    ...storageCauses(moment, sizes),
    ...initSqlCauses(moment, initSql),
    ...backupCauses(moment),
    ...unseenCauses(unseen),
  ].sort(byWeight);
}
