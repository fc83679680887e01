import { randomBytes } from 'node:crypto';
import {
  coreKinds,
  withPassword,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { labels, type ClusterContext, liveClusters } from '../model';
import { credentialEntryOf } from './credentialEntry';
import {
  appSecretOf,
  isOfAnother,
  noSecret,
  refuseIfKept,
  secretForWriting,
  textsOf,
} from './appSecret';
import { targetOf, type Target } from './target';

/**
 * Gives the application's role a new password, by the Secret from which the
 * operator takes it, and then writes it to the credential store. Repeating
 * after a failure ends with one password in all places. Sessions that are open
 * stay open.
 */
export async function rotatePassword(
  context: ClusterContext,
  ref: string,
  options: OperateOptions,
): Promise<void> {
  const { signal } = options;
  const target = targetOf(context, ref);
  const id = appSecretOf(target.found);
  const { credentials } = target.found.cluster.record;
  // A store that is not there must be known before the old password is gone.
  if (credentials) context.credentialStore();
  const secret = await secretForWriting(context.client, id, signal);
  refuseIfKept(secret);
  // After the Secret, whose resourceVersion is a precondition of the write.
  const { metadata } = await liveClusters.of(target, options);
  if (isOfAnother(secret, metadata)) throw noSecret(id);
  const texts = textsOf(secret);
  // Letters and digits alone need no escape in any of the connection texts.
  const password = randomBytes(24).toString('hex');
  const changed = withPassword(texts, password);
  await context.client.patch(
    coreKinds.secrets,
    id,
    {
      metadata: {
        resourceVersion: secret.metadata.resourceVersion,
        labels: { [labels.reload]: 'true' },
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
  if (credentials) await keep(target, texts.username, password);
}

/** Where an entry is already, there it stays: the application looks for it there. */
async function keep(
  { context, found }: Target,
  user: string,
  password: string,
): Promise<void> {
  const store = context.credentialStore();
  const before = await store.read(found.ref);
  await store.write({
    ...(before ?? credentialEntryOf(found)),
    user,
    password,
  });
}
