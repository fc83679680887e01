import { message } from '../messages';
import { isKnown } from '../model/Snapshot';
import { primaryCauses, standbyCauses } from '../observe/attention/instances';
import { partCauses } from '../observe/attention/parts';
import { podCauses } from '../observe/attention/pods';
import { partReads, unseen, unseenCauses } from '../observe/attention/unseen';
import { byWeight, type Cause } from '../observe/cause';
import { sinceOf, type Moment } from '../observe/Moment';
import { serviceParts } from '../observe/parts/services';
import { volumeParts } from '../observe/parts/volumes';
import { initSqlCauses } from '../initSql/initSqlCauses';
import { askedInitSql } from './initSql';
import type { OperatorSnapshot, Seen } from './OperatorReport';

const MEANINGS = {
  withoutPrimary: message('applicationsCannotConnect'),
  lessSafe: message('fewerCanTakeOver'),
};

/** What is kept besides what every provider keeps. */
export const reads = {
  ...partReads,
  backups: { what: 'backups', right: 'the backups of the operator' },
};

/** Services and volumes, as the section `health` shows them. */
export function partsOf<Found extends OperatorSnapshot>(
  { found, facts, report }: Seen<Found>,
  now: Date,
) {
  const input = { found, facts, now, changing: report.doing !== undefined };
  return [...serviceParts(input, report.services), ...volumeParts(input, {})];
}

/** What is wrong with a database, worst first. */
export function causesOf<Found extends OperatorSnapshot>(
  moment: Moment & Seen<Found>,
): Cause[] {
  const { found, facts, report, now } = moment;
  const { doing, primary, problem } = report;
  const calm = doing !== undefined || found.cluster.deletedAt !== undefined;
  const isLost = !calm && primary && isKnown(found, 'pods');
  const lost =
    isLost && !facts.primary?.ready
      ? { name: primary, said: problem ?? 'nothing' }
      : undefined;
  const down = facts.instances.filter(
    ({ ready, name }) => !ready && name !== primary,
  );
  return [
    ...operatorCauses(moment),
    ...podCauses(moment, {
      ...MEANINGS,
      nextStepOf: (_, { nextStep }) => nextStep,
    }),
    ...primaryCauses(moment, lost, MEANINGS),
    ...standbyCauses(moment, calm ? [] : down, MEANINGS),
    ...partCauses(moment, partsOf(moment, now), {
      writeService: report.services.readWrite,
      isRenewed: () => true,
    }),
    ...initSqlCauses(moment, askedInitSql(found.cluster)),
    ...unseenCauses(unseen(found, reads)),
  ].sort(byWeight);
}

/** A problem that the operator tells itself. */
function operatorCauses({
  report: { problem },
  ...moment
}: Moment & Pick<Seen, 'report'>): Cause[] {
  if (problem === undefined) return [];
  return [
    {
      id: 'operator',
      weight: 'failing',
      severity: 'error',
      what: message('operatorReportsProblem'),
      ...sinceOf(moment, 'operator', problem),
      meaning: message('requestNotApplied'),
      nextStep: message('checkOperatorReport'),
      evidence: problem,
    },
  ];
}
