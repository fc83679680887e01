import {
  podCauses as podCausesBy,
  type Cause,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { isFinal } from '../final';
import type { Moment } from '../moment';
import { lessSafe, withoutPrimary } from './meanings';
import { nextStepOf } from './remedy';

/** Pods that cannot run. */
export function podCauses(moment: Moment): Cause[] {
  return podCausesBy(moment, {
    lessSafe: lessSafe(moment),
    withoutPrimary: withoutPrimary(moment),
    nextStepOf: (pod, problem) => nextStepOf(moment, pod, problem),
    isFinal: reason => isFinal(reason, moment),
  });
}
