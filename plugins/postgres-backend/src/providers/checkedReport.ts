import {
  parseInput,
  UpstreamError,
} from '@pgstage/backstage-plugin-postgres-common';
import type { z } from 'zod';

/**
 * Returns what a provider reports, with texts of other systems made printable and
 * cut. A provider quotes engines, and thus what the user of a database wrote.
 *
 * @param what - for the error, for example `health of server:main/orders`
 * @throws UpstreamError with each field that violates its schema
 */
export function checkedReport<T>(
  provider: string,
  what: string,
  schema: z.ZodType<T>,
  report: unknown,
): T {
  try {
    return parseInput(schema, report);
  } catch (error) {
    throw new UpstreamError(
      `Provider '${provider}'`,
      `it reports the ${what} with invalid fields: ${(error as Error).message}`,
      'Report this to the developers of the provider.',
    );
  }
}
