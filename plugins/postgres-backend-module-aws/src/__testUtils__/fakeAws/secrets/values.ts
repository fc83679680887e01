import { randomBytes, randomUUID } from 'crypto';
import type { Handler } from '../Call';
import { AwsError } from '../http/AwsError';
import type { SecretRecord } from '../state';
import { epoch, invalidParameter, ownSecret, usableSecret } from './find';

/** A label is at one version at most; the version that loses AWSCURRENT gets AWSPREVIOUS ("PutSecretValue", Secrets Manager API Reference). */
export function moveStage(
  secret: SecretRecord,
  stage: string,
  to: string | undefined,
): void {
  const from = secret.versions.find(({ stages }) => stages.includes(stage));
  if (from && from.id !== to) {
    from.stages = from.stages.filter(each => each !== stage);
    if (stage === 'AWSCURRENT') {
      moveStage(secret, 'AWSPREVIOUS', from.id);
    }
  }
  const target = secret.versions.find(({ id }) => id === to);
  if (target && !target.stages.includes(stage)) {
    target.stages.push(stage);
  }
}

export const getSecretValue: Handler = ({ params, region }) => {
  const secret = usableSecret(params, region);
  const id = params.text('VersionId');
  const stage = params.text('VersionStage');
  const wanted = stage ?? (id ? undefined : 'AWSCURRENT');
  const version = secret.versions.find(
    each =>
      (!id || each.id === id) && (!wanted || each.stages.includes(wanted)),
  );
  if (!version) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for staging label: ${wanted}`,
    );
  }
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    SecretString: version.value,
    VersionStages: version.stages,
    CreatedDate: epoch(version.created),
  };
};

export const putSecretValue: Handler = ({ params, region, clock }) => {
  const secret = ownSecret(params, region);
  const id = params.text('ClientRequestToken') ?? randomUUID();
  const value = params.text('SecretString') ?? '';
  const stages = params.texts('VersionStages') ?? ['AWSCURRENT'];
  const existing = secret.versions.find(version => version.id === id);
  if (existing && existing.value !== value) {
    throw new AwsError(
      'ResourceExistsException',
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of the secret.`,
    );
  }
  if (!existing) {
    secret.versions.push({ id, value, stages: [], created: clock.now() });
    stages.forEach(stage => moveStage(secret, stage, id));
    // "PutSecretValue": the first value is current, regardless of its labels.
    if (!secret.versions.some(each => each.stages.includes('AWSCURRENT'))) {
      moveStage(secret, 'AWSCURRENT', id);
    }
  }
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: id,
    VersionStages: secret.versions.find(version => version.id === id)!.stages,
  };
};

export const updateSecretVersionStage: Handler = ({ params, region }) => {
  const secret = ownSecret(params, region);
  const stage = params.text('VersionStage') ?? '';
  const to = params.text('MoveToVersionId');
  const from = params.text('RemoveFromVersionId');
  const holder = secret.versions.find(({ stages }) => stages.includes(stage));
  if (holder && holder.id !== to && holder.id !== from) {
    throw invalidParameter(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  }
  moveStage(secret, stage, to);
  return { ARN: secret.arn, Name: secret.name };
};

export const getRandomPassword: Handler = ({ params }) => {
  const length = params.number('PasswordLength') ?? 32;
  // Hexadecimal digits satisfy every exclusion that a request can name.
  params.flag('ExcludePunctuation');
  params.text('ExcludeCharacters');
  params.flag('IncludeSpace');
  params.flag('RequireEachIncludedType');
  return {
    RandomPassword: randomBytes(length).toString('hex').slice(0, length),
  };
};
