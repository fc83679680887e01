import type { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresProvider } from '../../contract/PostgresProvider';
import {
  conformanceFeatures,
  isOffered,
  type ConformanceFeature,
} from './features';

/** Every part of the kit that a provider need not offer. */
export const allFeatures = Object.keys(
  conformanceFeatures,
) as ConformanceFeature[];

/** Where what a provider offers is not what the kit was told to run. */
export function coverageProblems(
  provider: PostgresProvider,
  description: ProviderDescription,
  named: readonly ConformanceFeature[],
): string[] {
  return allFeatures.flatMap(part => {
    const offered = isOffered(part, provider, description);
    if (offered === undefined || offered === named.includes(part)) return [];
    return offered
      ? [`${part} is offered: name it, so that its suite runs`]
      : [`${part} is named, and not offered`];
  });
}
