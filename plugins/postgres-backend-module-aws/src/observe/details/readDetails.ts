import { hasErrorCode } from '@pgstage/backstage-plugin-postgres-common';
import type { CallOptions, RegionApi } from '../../aws';
import type { Part, RegionDetails } from '../RegionDetails';
import { readMaintenance } from './readMaintenance';
import { readSecrets } from './readSecrets';
import { readSnapshots } from './readSnapshots';
import { readSupportEnds } from './readSupportEnds';
import { readWindows } from './readWindows';

const MINUTE_MS = 60_000;

/** Age at which a part is read again. */
const MAX_AGE_MS: Record<keyof RegionDetails, number> = {
  // Read in each round.
  snapshots: 0,
  windows: 4 * MINUTE_MS,
  secrets: 4 * MINUTE_MS,
  maintenance: 10 * MINUTE_MS,
  supportEnds: 24 * 60 * MINUTE_MS,
};

/**
 * Reads the details of a region that are older than they may be, with one list
 * request for each part. A part that cannot be read has the value of `before`, and
 * the error.
 */
export async function readDetails(
  api: RegionApi,
  before: RegionDetails,
  options: CallOptions,
): Promise<RegionDetails> {
  const read = async <K extends keyof RegionDetails>(
    key: K,
    work: () => Promise<NonNullable<RegionDetails[K]['value']>>,
  ): Promise<RegionDetails[K]> => {
    const { at, error: failed } = before[key];
    if (at && !failed && Date.now() - Date.parse(at) < MAX_AGE_MS[key])
      return before[key];
    try {
      const value = await work();
      return { value, at: new Date().toISOString() } as RegionDetails[K];
    } catch (error) {
      options.signal?.throwIfAborted();
      const { message } = error as Error;
      const forbidden = hasErrorCode(error, 'UpstreamForbidden');
      return {
        ...(before[key] as Part<unknown>),
        error: message,
        forbidden,
      } as never;
    }
  };
  const [snapshots, windows, secrets, maintenance, supportEnds] =
    await Promise.all([
      read('snapshots', () => readSnapshots(api, {}, options)),
      read('windows', () => readWindows(api, options)),
      read('secrets', () => readSecrets(api, options)),
      read('maintenance', () => readMaintenance(api, options)),
      read('supportEnds', () => readSupportEnds(api, options)),
    ]);
  return { snapshots, windows, secrets, maintenance, supportEnds };
}
