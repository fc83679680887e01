import type {
  CredentialStore,
  RecordSigner,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  type CredentialReference,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import type { CallOptions, RegionApi } from '../aws';
import { readRecorded, type RecordedInstance, targetOf } from '../record';
import { hasContents, wantedEntry } from './entryOf';
import { readPassword } from '../instance';
import { targetIssues } from './targetIssues';

/** What is known of the entry of a database in the credential store. */
export interface EntryState {
  /** Where applications find it; absent if there is none. */
  reference?: CredentialReference;
  /** Why it could not be written. */
  error?: string;
  /** Whether its password is older than that of AWS. */
  outdated?: boolean;
}

/** The services for one entry. */
export interface EntryServices {
  api: RegionApi;
  signer: RecordSigner;
  store: CredentialStore;
}

/**
 * Writes the entry of a database if it differs: its contents, or the version of its
 * password. Reads the password only in this case.
 *
 * @param version - the current one of the password; undefined if AWS did not report it
 * @throws the error of the store if the entry cannot be read
 */
export async function ensureEntry(
  services: EntryServices,
  ref: string,
  recorded: RecordedInstance,
  version: string | undefined,
  options: CallOptions,
): Promise<EntryState> {
  const { api, store } = services;
  const wanted = wantedEntry(api.config, ref, recorded);
  const existing = await store.read(ref);
  const isOfVersion = version === undefined || existing?.version === version;
  const isCurrent =
    existing && isOfVersion && wanted && hasContents(existing, wanted.contents);
  const reference = existing && (await store.find(ref));
  if (!wanted || isCurrent) return { reference };
  try {
    return { reference: await write(services, ref, recorded, options) };
  } catch (error) {
    options.signal?.throwIfAborted();
    return {
      reference,
      error: (error as Error).message,
      outdated: Boolean(existing) && !isOfVersion,
    };
  }
}

/** Writes the entry of the database as it is now: it can have been changed or removed after it was observed. */
async function write(
  services: EntryServices,
  ref: string,
  { instance: { identifier } }: RecordedInstance,
  options: CallOptions,
): Promise<CredentialReference | undefined> {
  const { api, signer, store } = services;
  const now = await readRecorded(api, identifier, signer, options);
  const wanted = now && wantedEntry(api.config, ref, now);
  if (!wanted) return store.find(ref);
  // The configuration can have changed since the request.
  const issues = targetIssues(api.config, targetOf(now?.record));
  if (issues.length) throw new InvalidFieldsError(issues);
  const password = await readPassword(api, wanted.secret, options);
  return store.write({ ...wanted.contents, ...password }, options);
}
