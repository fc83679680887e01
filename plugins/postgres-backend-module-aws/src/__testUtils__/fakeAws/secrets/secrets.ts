import { randomUUID } from 'crypto';
import type { Handler } from '../Call';
import { AwsError } from '../http/AwsError';
import type { Params } from '../http/Params';
import type { Region, SecretRecord } from '../state';
import {
  epoch,
  invalidParameter,
  invalidRequest,
  ownSecret,
  secretOf,
  usableSecret,
} from './find';

function tagsOf(params: Params) {
  return params.list('Tags').map(tag => ({
    Key: tag.text('Key'),
    Value: tag.text('Value'),
  }));
}

export const createSecret: Handler = ({ params, region, clock }) => {
  const name = params.text('Name') ?? '';
  const existing = region.secrets.get(name);
  if (existing?.deletedAt) {
    throw invalidRequest(
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  const id = params.text('ClientRequestToken') ?? randomUUID();
  const value = params.text('SecretString');
  if (existing) {
    const repeated = existing.versions[0];
    if (repeated?.id !== id || repeated.value !== value) {
      throw new AwsError(
        'ResourceExistsException',
        `The operation failed because the secret ${name} already exists.`,
      );
    }
    return { ARN: existing.arn, Name: name, VersionId: id };
  }
  const arn = region.arn(
    'secretsmanager',
    `secret:${name}-${region.unique(6)}`,
  );
  region.secrets.set(name, {
    arn,
    name,
    description: params.text('Description'),
    kmsKeyId: params.text('KmsKeyId'),
    versions: value
      ? [{ id, value, stages: ['AWSCURRENT'], created: clock.now() }]
      : [],
  });
  region.tags.set(arn, tagsOf(params));
  return { ARN: arn, Name: name, VersionId: value && id };
};

function described(region: Region, secret: SecretRecord) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    OwningService: secret.owningService,
    RotationEnabled: secret.rotationRules !== undefined,
    RotationRules: secret.rotationRules,
    LastRotatedDate: epoch(secret.lastRotated),
    NextRotationDate: epoch(secret.nextRotation),
    DeletedDate: epoch(secret.deletedAt),
    Tags: region.tags.get(secret.arn),
  };
}

function stagesOf({ versions }: SecretRecord) {
  return Object.fromEntries(
    versions
      .filter(({ stages }) => stages.length > 0)
      .map(({ id, stages }) => [id, stages]),
  );
}

export const describeSecret: Handler = ({ params, region }) => {
  const secret = secretOf(params, region);
  return { ...described(region, secret), VersionIdsToStages: stagesOf(secret) };
};

/** "ListSecrets" (Secrets Manager API Reference): up to 100 a page; without those that are marked for deletion. */
export const listSecrets: Handler = ({ params, region }) => {
  const size = params.number('MaxResults') ?? 100;
  const start = Number(params.text('NextToken') ?? 0);
  const filters = params.list('Filters').map(filter => {
    const key = filter.text('Key');
    if (key !== 'owning-service' && key !== 'name') {
      throw invalidParameter(
        `The fake of AWS does not support the filter ${key}`,
      );
    }
    return { key, values: filter.texts('Values') ?? [] };
  });
  const matching = [...region.secrets.values()].filter(
    secret =>
      !secret.deletedAt &&
      filters.every(({ key, values }) => {
        const field = key === 'name' ? secret.name : secret.owningService;
        return values.some(value => field?.startsWith(value));
      }),
  );
  const end = start + size;
  return {
    SecretList: matching.slice(start, end).map(secret => ({
      ...described(region, secret),
      SecretVersionsToStages: stagesOf(secret),
    })),
    NextToken: end < matching.length ? String(end) : undefined,
  };
};

/** "DeleteSecret" (Secrets Manager API Reference): after 7 to 30 days, default 30, or immediately. */
export const deleteSecret: Handler = ({ params, region, clock }) => {
  const secret = ownSecret(params, region);
  const days = params.number('RecoveryWindowInDays');
  const force = params.flag('ForceDeleteWithoutRecovery') ?? false;
  if ((force && days !== undefined) || (days ?? 7) < 7 || (days ?? 7) > 30) {
    throw invalidParameter(
      'RecoveryWindowInDays must be 7 to 30, and not with ForceDeleteWithoutRecovery.',
    );
  }
  const after = force ? 0 : (days ?? 30) * 86_400;
  secret.deletedAt = new Date(clock.now().getTime() + after * 1000);
  const remove = () => {
    if (secret.deletedAt) {
      region.secrets.delete(secret.name);
      region.tags.delete(secret.arn);
    }
  };
  if (force) {
    remove();
  } else {
    clock.after(after, remove);
  }
  return {
    ARN: secret.arn,
    Name: secret.name,
    DeletionDate: epoch(secret.deletedAt),
  };
};

export const restoreSecret: Handler = ({ params, region }) => {
  const secret = secretOf(params, region);
  secret.deletedAt = undefined;
  return { ARN: secret.arn, Name: secret.name };
};

export const tagSecret: Handler = ({ params, region }) => {
  const { arn } = usableSecret(params, region);
  const tags = tagsOf(params);
  const keys = new Set(tags.map(({ Key }) => Key));
  const others = (region.tags.get(arn) ?? []).filter(
    ({ Key }) => !keys.has(Key),
  );
  region.tags.set(arn, [...others, ...tags]);
  return {};
};
