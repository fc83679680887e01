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

/** What the backend would say to a request: which fields break a rule, or why it refuses the whole. */
export interface Refusal {
  issues: FieldIssue[];
  /** Where no field is to blame. */
  message?: string;
  /** Something else has the name. */
  isTaken?: boolean;
}

/** Answers that asking again will not change. An engine that does not answer now may do so when the task runs. */
const REFUSALS = [400, 403, 404, 409, 501];

type Said = ResponseError & {
  body: { error: { issues?: FieldIssue[]; quota?: object; system?: string } };
};

/** Asks the backend to check a request without writing anything; nothing where it would do it, or cannot say now. */
export async function findRefusal(
  api: DryRunApi,
  request: CreateDatabase,
  { manifests }: { manifests?: boolean } = {},
): Promise<Refusal | undefined> {
  try {
    if (manifests) await api.renderManifests(request);
    else await api.createDatabase({ ...request, dryRun: true });
    return undefined;
  } catch (error) {
    if (!(error instanceof ResponseError)) return undefined;
    if (!REFUSALS.includes(error.statusCode)) return undefined;
    const { issues, quota, system } = (error as Said).body.error;
    return issues?.length
      ? { issues }
      : {
          issues: [],
          message: errorMessage(error),
          isTaken: error.statusCode === 409 && !quota && !system,
        };
  }
}
