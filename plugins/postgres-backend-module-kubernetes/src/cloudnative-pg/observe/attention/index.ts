import {
  byWeight,
  initSqlCauses,
  partCauses,
  storageCauses,
  unseenCauses,
  type Cause,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { initSqlOf } from '../../model';
import { askedSizes } from '../askedSizes';
import { writeServiceOf } from '../facts';
import { isOperators, partsOf } from '../parts';
import { unseenOf } from '../unseen';
import type { Change } from '../Change';
import type { Moment } from '../moment';
import { backupCauses } from './backups';
import { instanceCauses } from './instances';
import { operatorCauses } from './operator';
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
    ...partCauses(moment, partsOf({ ...moment, changing }), {
      writeService: writeServiceOf(moment.found),
      isRenewed: name => isOperators(moment.found, name),
    }),
    ...storageCauses(moment, askedSizes(moment.found)),
    ...initSqlCauses(moment, initSqlOf(moment.found.cluster)),
    ...backupCauses(moment),
    ...unseenCauses(unseenOf(moment.found)),
  ].sort(byWeight);
}
