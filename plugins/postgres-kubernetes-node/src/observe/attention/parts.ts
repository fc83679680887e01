import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import type { Snapshot } from '../../model/Snapshot';
import type { RankedAttention } from '../rankedAttention';
import type { InstanceFacts } from '../Instance';
import type { OperatorStatus } from '../OperatorStatus';
import {
  atStart,
  MINUTE,
  SECOND,
  sinceOf,
  type EvaluationTime,
} from '../EvaluationTime';
import { daysUntil } from '../parts/certificates';
import type { ObservedPart } from '../parts/ObservedPart';
import { byText } from '../memoize';

/** How long a service may have no endpoint while its pods are ready, or a pooler be down. */
const SERVICE_LIMIT_MS = 10 * SECOND;
const POOLER_LIMIT_MS = MINUTE;

type Text = Pick<
  RankedAttention,
  'what' | 'meaning' | 'nextStep' | 'impact' | 'severity'
>;

/** A provider's rules for the parts of a database. @public */
export interface PartAttentionRules {
  /** Name of the Service that routes to the primary. */
  writeService: string;
  /** Whether the operator renews a certificate itself. */
  isRenewed(certificate: string): boolean;
}

type PartsMoment = EvaluationTime & {
  snapshot: Pick<Snapshot, 'pods' | 'volumeClaims'>;
  facts: Pick<InstanceFacts, 'primary'>;
  operator: Pick<OperatorStatus, 'manualSteps'>;
};

/**
 * Returns attention for parts, with the same rules as the section `health`.
 *
 * @public
 */
export function partAttention(
  input: PartsMoment,
  parts: ObservedPart[],
  rules: PartAttentionRules,
): RankedAttention[] {
  const { now, transitionTimes } = input;
  const bad = parts.filter(({ state }) => state === 'attention');
  return bad.flatMap(part => {
    const text = textOf(part, input, rules);
    if (!text) return [];
    const id = `${part.kind}:${part.name}`;
    const limitMs = limitOf(part);
    const known = atStart(input, downSince(input, part));
    if (limitMs && !transitionTimes.lasts(id, 'down', limitMs, now, known))
      return [];
    return [
      {
        id,
        ...text,
        ...sinceOf(input, id, 'down'),
        evidence: part.reason,
      },
    ];
  });
}

/** Since when the first pod of a pooler is not ready. */
function downSince(
  { snapshot }: PartsMoment,
  { kind, name }: ObservedPart,
): string | undefined {
  return snapshot.pods
    .flatMap(pod =>
      kind === 'pooler' && pod.pooler === name && !pod.ready
        ? pod.readySince ?? []
        : [],
    )
    .sort(byText)[0];
}

/** A container in a crash loop is not starting. */
function limitOf({ kind, crashes }: ObservedPart): number {
  if (kind === 'service') return SERVICE_LIMIT_MS;
  return kind === 'pooler' && !crashes ? POOLER_LIMIT_MS : 0;
}

function textOf(
  { kind, name, accepts, expiresAt }: ObservedPart,
  { snapshot, facts, operator, now }: PartsMoment,
  { writeService, isRenewed }: PartAttentionRules,
): Text | undefined {
  const warning = { impact: 'degraded', severity: 'warning' } as const;
  switch (kind) {
    case 'service':
      // A standby service without endpoints, or a primary that is down, is reported elsewhere.
      if (name !== writeService || !facts.primary?.ready) return undefined;
      return {
        impact: 'failing',
        severity: 'error',
        what: message('serviceHasNoEndpoints', { name }),
        meaning: providerMessage('applicationsCannotConnect'),
        nextStep: message('checkService'),
      };
    case 'pooler':
      return {
        ...warning,
        ...(accepts
          ? {
              what: message('poolerDegraded', { name }),
              meaning: message('poolerWorks'),
            }
          : {
              what: message('poolerDown', { name }),
              meaning: message('poolerConnectionsFail'),
            }),
        nextStep: message('checkPooler'),
      };
    case 'volume':
      if (
        snapshot.volumeClaims.some(
          claim => claim.name === name && claim.deletedAt,
        )
      )
        return {
          ...warning,
          what: message('volumeIsDeleted', { name }),
          meaning: message('volumeGoesWithPod'),
          nextStep:
            operator.manualSteps?.volumeDeleted ?? message('deletionIsFinal'),
        };
      return {
        ...warning,
        what: message('volumeHasProblem', { name }),
        meaning: message('instanceMayNotStart'),
        nextStep: message('checkVolumeClaim'),
      };
    case 'certificate': {
      const days = daysUntil(new Date(expiresAt ?? now), now);
      return {
        impact: 'degraded',
        ...(days < 0
          ? {
              severity: 'error',
              what: message('certificateExpired', { name }),
            }
          : {
              severity: 'warning',
              what: message('certificateExpires', { name, count: days }),
            }),
        meaning: message('certificateEffect'),
        nextStep: isRenewed(name)
          ? message('certificateNotRenewed')
          : message('renewCertificate', { name }),
      };
    }
    case 'role':
      return {
        ...warning,
        what: message('roleNotApplied', { name }),
        meaning: message('roleDiffers'),
        nextStep: message('correctRole'),
      };
    case 'database':
      return {
        ...warning,
        what: message('databaseNotApplied', { name }),
        meaning: message('databaseDiffers'),
        nextStep: message('correctDatabase'),
      };
    default:
      // Conditions are reported by rules of their own.
      return undefined;
  }
}
