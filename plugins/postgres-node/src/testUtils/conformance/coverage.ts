import type { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresProvider } from '../../contract/PostgresProvider';
import {
  conformanceFeatures,
  isOffered,
  type ConformanceFeature,
} from './features';

/** The optional features. */
export const allFeatures = Object.keys(
  conformanceFeatures,
) as ConformanceFeature[];

/**
 * Returns an error for each feature that the provider offers at the location of
 * the harness and the test does not list, or the other way round.
 */
export function coverageProblems(
  provider: PostgresProvider,
  description: ProviderDescription,
  listed: readonly ConformanceFeature[],
  location: string,
): string[] {
  return allFeatures.flatMap(feature => {
    const offered = isOffered(feature, provider, description, location);
    if (offered === undefined || offered === listed.includes(feature))
      return [];
    return offered
      ? [
          `the provider offers '${feature}', but its suite does not run: list the feature`,
        ]
      : [`'${feature}' is listed, but the provider does not offer it`];
  });
}
