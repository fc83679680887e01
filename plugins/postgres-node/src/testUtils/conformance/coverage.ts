import type { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresProvider } from '../../contract/PostgresProvider';
import { conformanceParts, isOffered, type ConformancePart } from './parts';

/** Every part of the kit that a provider need not offer. */
export const everyPart = Object.keys(conformanceParts) as ConformancePart[];

/** Where what a provider offers is not what the kit was told to run. */
export function coverageProblems(
  provider: PostgresProvider,
  description: ProviderDescription,
  notOffered: readonly ConformancePart[],
): string[] {
  return everyPart.flatMap(part => {
    const isLeftOut = notOffered.includes(part);
    const offered = isOffered(part, provider, description);
    if (offered === undefined || offered !== isLeftOut) return [];
    return offered
      ? [`${part} is offered, and its suite is left out as not offered`]
      : [`${part} is not offered: name it among what is not`];
  });
}
