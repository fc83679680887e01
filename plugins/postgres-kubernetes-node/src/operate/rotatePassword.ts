import { randomBytes } from 'node:crypto';
import type { CredentialEntry } from '@pgstage/backstage-plugin-postgres-node';
import { coreKinds, type ObjectId } from '../cluster';
import type { ProviderContext } from '../model/ProviderContext';
import type { Snapshot } from '../model/Snapshot';
import type { LiveObjects, LiveDatabase } from '../write/LiveObjects';
import {
  isOfAnother,
  noSecret,
  checkSecretIsWritable,
  secretForWriting,
  textsOf,
} from './secret';
import { withPassword } from './secretTexts';
import type { OperateOptions } from './preconditions';

/** Where the login of a database is stored. @public */
export interface CredentialSource {
  /** Secret of type `kubernetes.io/basic-auth`. */
  secret: ObjectId;
  /** What the credential entry contains besides role and password. */
  entry: Omit<CredentialEntry, 'user' | 'password'>;
  /** Labels of the Secret with which the operator reads the password from it. */
  labels?: Record<string, string>;
}

/**
 * Sets a new password for the application's role in the Secret that the
 * operator reads, and then writes it to the credential store. A repeat after a
 * failure ends with the same password everywhere. Open sessions stay open.
 *
 * @public
 */
export async function rotatePassword<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
>(
  objects: LiveObjects<TSnapshot, Context>,
  target: LiveDatabase<TSnapshot, Context>,
  { secret: id, entry, labels }: CredentialSource,
  options: OperateOptions,
): Promise<void> {
  const { signal } = options;
  const { context, snapshot } = target;
  const { resource } = objects.model.kinds.clusters;
  const { credentials } = snapshot.cluster.record;
  // A missing store must be detected before the old password is replaced.
  if (credentials) context.credentialStore();
  const secret = await secretForWriting(context.client, id, signal);
  checkSecretIsWritable(secret, resource);
  // After the Secret, whose resourceVersion is a precondition of the write.
  const { metadata } = await objects.of(target, options);
  if (isOfAnother(secret, resource, metadata)) throw noSecret(id);
  const texts = textsOf(secret);
  // Only letters and digits: they need no escape in any of the connection
  // strings.
  const password = randomBytes(24).toString('hex');
  const changed = withPassword(texts, password);
  await context.client.patch(
    coreKinds.secrets,
    id,
    {
      metadata: {
        resourceVersion: secret.metadata.resourceVersion,
        ...(labels && { labels }),
      },
      data: Object.fromEntries(
        Object.entries(changed).map(([key, text]) => [
          key,
          Buffer.from(text).toString('base64'),
        ]),
      ),
    },
    { signal },
  );
  if (!credentials) return;
  // An existing entry stays where it is: the application reads it there.
  const store = context.credentialStore();
  const before = await store.read(snapshot.ref);
  await store.write(
    { ...(before ?? entry), user: texts.username, password },
    { signal },
  );
}
