import type { Part } from '@pgstage/backstage-plugin-postgres-common';
import type { Snapshot } from '../../model/Snapshot';
import type { Cause } from '../cause';
import type { InstanceFacts } from '../Instance';
import { atStart, MINUTE, SECOND, sinceOf, type Moment } from '../Moment';
import { byText } from '../perFound';

/** How long a service may be empty while its pods are ready, or a pooler be away. */
const SERVICE_LIMIT_MS = 10 * SECOND;
const POOLER_LIMIT_MS = MINUTE;

type Text = Pick<
  Cause,
  'what' | 'meaning' | 'nextStep' | 'weight' | 'severity'
>;

/** What a provider knows of the parts of a database. @public */
export interface PartCauseRules {
  /** Name of the service that leads to the primary. */
  writeService: string;
  /** Whether the operator renews a certificate itself. */
  isRenewed(certificate: string): boolean;
}

type PartsMoment = Moment & {
  found: Pick<Snapshot, 'pods' | 'volumeClaims'>;
  facts: Pick<InstanceFacts, 'primary'>;
};

/**
 * What is wrong with parts, as the section `health` shows them: told once, by
 * one rule.
 *
 * @public
 */
export function partCauses(
  moment: PartsMoment,
  parts: Part[],
  rules: PartCauseRules,
): Cause[] {
  const { now, memory } = moment;
  const bad = parts.filter(({ state }) => state === 'attention');
  return bad.flatMap(part => {
    const text = textOf(part, moment, rules);
    if (!text) return [];
    const id = `${part.kind}:${part.name}`;
    const limitMs = limitOf(part);
    const known = atStart(moment, downSince(moment, part));
    if (limitMs && !memory.lasts(id, 'down', limitMs, now, known)) return [];
    return [
      {
        id,
        ...text,
        ...sinceOf(moment, id, 'down'),
        evidence: part.reason,
      },
    ];
  });
}

/** Since when the first pod of a pooler is not ready. */
function downSince(
  { found }: PartsMoment,
  { kind, name }: Part,
): string | undefined {
  return found.pods
    .flatMap(pod =>
      kind === 'pooler' && pod.pooler === name && !pod.ready
        ? pod.readySince ?? []
        : [],
    )
    .sort(byText)[0];
}

/** One that ends again and again is not starting. */
function limitOf({ kind, reason }: Part): number {
  if (kind === 'service') return SERVICE_LIMIT_MS;
  const crashes = /BackOff|Err|ended/.test(reason);
  return kind === 'pooler' && !crashes ? POOLER_LIMIT_MS : 0;
}

function textOf(
  { kind, name, reason }: Part,
  { found, facts }: PartsMoment,
  { writeService, isRenewed }: PartCauseRules,
): Text | undefined {
  const warning = { weight: 'degraded', severity: 'warning' } as const;
  switch (kind) {
    case 'service':
      // An empty service of standbys, or of a primary that is down, has another cause.
      if (name !== writeService || !facts.primary?.ready) return undefined;
      return {
        weight: 'failing',
        severity: 'error',
        what: `The service ${name} leads nowhere although the primary is ready.`,
        meaning: 'Applications cannot connect.',
        nextStep:
          'Ask the platform team to look at the service and its EndpointSlices.',
      };
    case 'pooler':
      return {
        ...warning,
        what: `Pooler ${name} is ${
          reason.startsWith('UP') ? 'not as it should be' : 'down'
        }.`,
        meaning: reason.startsWith('UP')
          ? 'Connections through it work; fewer may fit, or it cannot be changed.'
          : 'Applications that connect through the pooler cannot. Direct connections work.',
        nextStep: 'Ask the platform team to look at the pods of the pooler.',
      };
    case 'volume':
      if (
        found.volumeClaims.some(claim => claim.name === name && claim.deletedAt)
      )
        return {
          ...warning,
          what: `Volume ${name} is being deleted.`,
          meaning:
            'It goes, with the data of its instance, as soon as the pod ends that uses it.',
          nextStep:
            'Ask the platform team. Nothing takes a deletion back: the instance has to be made anew while another one holds the data, or a backup.',
        };
      return {
        ...warning,
        what: `Volume ${name} needs a look.`,
        meaning: 'Its instance cannot start, or runs out of space.',
        nextStep: 'Ask the platform team to look at the volume claim.',
      };
    case 'certificate':
      return {
        weight: 'degraded',
        severity: reason === 'expired' ? 'error' : 'warning',
        what: `Certificate ${name} ${
          reason === 'expired' ? 'has expired' : reason
        }.`,
        meaning:
          'Connections that verify certificates, and replication, are refused once it has expired.',
        nextStep: isRenewed(name)
          ? 'The operator should have renewed it: ask the platform team.'
          : `Renew it: whoever supplied the Secret ${name} has to.`,
      };
    case 'role':
      return {
        ...warning,
        what: `The declared role ${name} could not be brought about.`,
        meaning: 'The role is missing, or has other rights than declared.',
        nextStep: 'Correct the declaration of the role.',
      };
    case 'database':
      return {
        ...warning,
        what: `The declared database ${name} could not be brought about.`,
        meaning:
          'It is missing, or other than declared. The others are not affected.',
        nextStep: 'Correct its declaration, for example the owner.',
      };
    default:
      // Conditions have causes of their own.
      return undefined;
  }
}
