import type {
  Backups,
  Database,
  Evidence,
  Health,
} from '@pgstage/backstage-plugin-postgres-common';
import type { SufficientSources } from '../../contract/SufficientSources';

/** Tolerated difference between the clocks of the engine and of the test. */
const MAX_CLOCK_DIFFERENCE_MS = 60_000;

/** The claims in a result or a report of a provider. */
export type Claims = Partial<
  Pick<Database, 'usable' | 'safe' | 'summary'> &
    Pick<Health, 'instances'> &
    Pick<Backups, 'recoveryWindow' | 'archiving'>
>;

type PositiveClaim = [kind: keyof SufficientSources, evidence: Evidence];

/** Returns each positive claim with its evidence. */
export function positiveClaims({
  usable,
  safe,
  summary,
  instances = [],
  recoveryWindow,
  archiving,
}: Claims): PositiveClaim[] {
  const window = recoveryWindow ?? summary?.recoveryWindow;
  return [
    ...(usable?.value ? ([['usable', usable]] as PositiveClaim[]) : []),
    ...(safe?.value ? ([['safe', safe]] as PositiveClaim[]) : []),
    ...(window && !window.unproven
      ? ([['recoveryWindow', window.evidence]] as PositiveClaim[])
      : []),
    ...(archiving?.state === 'working'
      ? ([['archiving', archiving.evidence]] as PositiveClaim[])
      : []),
    ...instances.flatMap(instance =>
      instance.state === 'working'
        ? ([['instance', instance.evidence]] as PositiveClaim[])
        : [],
    ),
  ];
}

/** Returns an error for each positive claim with an insufficient source, or with an observation time in the future. */
export function claimsWithoutEvidence(
  sources: SufficientSources,
  claims: Claims,
  now = Date.now(),
): string[] {
  return positiveClaims(claims).flatMap(([kind, { source, at }]) => {
    if (!sources[kind].includes(source))
      return [`${kind} has the insufficient source '${source}'`];
    return Date.parse(at) > now + MAX_CLOCK_DIFFERENCE_MS
      ? [`${kind} has an observation time in the future: ${at}`]
      : [];
  });
}
