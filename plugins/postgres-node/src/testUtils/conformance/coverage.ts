import type { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresProvider } from '../../contract/PostgresProvider';
import { conformanceParts, isOffered, type ConformancePart } from './parts';

/** Every part of the kit that a provider need not offer. */
export const everyPart = Object.keys(conformanceParts) as ConformancePart[];

/** Where what a provider offers is not what the kit was told to run. */
export function coverageProblems(
  provider: PostgresProvider,
  description: ProviderDescription,
  named: readonly ConformancePart[],
): string[] {
  return everyPart.flatMap(part => {
    const offered = isOffered(part, provider, description);
    if (offered === undefined || offered === named.includes(part)) return [];
    return offered
      ? [`${part} is offered: name it, so that its suite runs`]
      : [`${part} is named, and not offered`];
  });
}
