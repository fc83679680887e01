import {
  byWeight,
  type Cause,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Change } from '../Change';
import { initSqlCauses } from '../initSql';
import type { Moment } from '../moment';
import { backupCauses } from './backups';
import { instanceCauses } from './instances';
import { operatorCauses } from './operator';
import { partCauses } from './parts';
import { podCauses } from './pods';
import { storageCauses } from './storage';
import { synchronousCauses } from './synchronous';
import { unseenCauses } from './unseen';

export { downStandbys, primaryIsLost } from './instances';
export { unseen } from './unseen';

/** Everything a person should look at, worst first. */
export function causesOf(moment: Moment, change: Change | undefined): Cause[] {
  const changing = change !== undefined || moment.facts.hibernated;
  return [
    ...operatorCauses(moment, change),
    ...synchronousCauses(moment, change),
    ...podCauses(moment),
    ...instanceCauses(moment, change),
    ...partCauses(moment, changing),
    ...storageCauses(moment),
    ...initSqlCauses(moment),
    ...backupCauses(moment),
    ...unseenCauses(moment),
  ].sort(byWeight);
}
