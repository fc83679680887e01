import { ResponseError } from '@backstage/errors';
import type {
  CreateDatabase,
  FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';
import type { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import { errorMessage } from './errorMessage';

export type DryRunApi = Pick<
  typeof postgresApiRef.T,
  'createDatabase' | 'renderManifests'
>;

/** A rejected request: the invalid fields, or why the whole request is rejected. */
export interface Rejection {
  issues: FieldIssue[];
  /** Set if the problem is not about a field. */
  message?: string;
  /** The name is in use. */
  isTaken?: boolean;
}

/**
 * Statuses that a retry will not change. An engine that does not respond now
 * may respond when the task runs.
 */
const REJECTIONS = [400, 403, 404, 409, 501];

type DetailedError = ResponseError & {
  body: { error: { issues?: FieldIssue[]; quota?: object; system?: string } };
};

/**
 * Requests a check from the backend, which writes nothing. Returns undefined if
 * the request is valid, or cannot be checked now.
 */
export async function findRejection(
  api: DryRunApi,
  request: CreateDatabase,
  { manifests }: { manifests?: boolean } = {},
): Promise<Rejection | undefined> {
  try {
    if (manifests) await api.renderManifests(request);
    else await api.createDatabase({ ...request, dryRun: true });
    return undefined;
  } catch (error) {
    if (!(error instanceof ResponseError)) return undefined;
    if (!REJECTIONS.includes(error.statusCode)) return undefined;
    const { issues, quota, system } = (error as DetailedError).body.error;
    return issues?.length
      ? { issues }
      : {
          issues: [],
          message: errorMessage(error),
          isTaken: error.statusCode === 409 && !quota && !system,
        };
  }
}
