import {
  byWeight,
  initSqlCauses,
  storageCauses,
  unseenCauses,
  type Cause,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { initSqlOf } from '../../model';
import { askedSizes } from '../askedSizes';
import { unseenOf } from '../unseen';
import type { Change } from '../Change';
import type { Moment } from '../moment';
import { backupCauses } from './backups';
import { instanceCauses } from './instances';
import { operatorCauses } from './operator';
import { partCauses } from './parts';
import { podCauses } from './pods';
import { synchronousCauses } from './synchronous';

export { downStandbys, primaryIsLost } from './instances';

/** Everything a person should look at, worst first. */
export function causesOf(moment: Moment, change: Change | undefined): Cause[] {
  const changing = change !== undefined || moment.facts.hibernated;
  return [
    ...operatorCauses(moment, change),
    ...synchronousCauses(moment, change),
    ...podCauses(moment),
    ...instanceCauses(moment, change),
    ...partCauses(moment, changing),
    ...storageCauses(moment, askedSizes(moment.found)),
    ...initSqlCauses(moment, initSqlOf(moment.found.cluster)),
    ...backupCauses(moment),
    ...unseenCauses(unseenOf(moment.found)),
  ].sort(byWeight);
}
