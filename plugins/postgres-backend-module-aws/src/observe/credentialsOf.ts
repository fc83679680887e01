import type { CredentialReference } from '@pgstage/backstage-plugin-postgres-common';
import type { EntryState } from '../credentials';
import type { InstanceFacts } from '../instance';

/** Returns where an application finds user and password: in the credential store, otherwise in the secret of AWS. */
export function credentialsOf(
  { secret }: Pick<InstanceFacts, 'secret'>,
  entry: EntryState | undefined,
): CredentialReference | undefined {
  return (
    entry?.reference ??
    (secret && { store: 'aws-secrets-manager', secretRef: secret.arn })
  );
}
