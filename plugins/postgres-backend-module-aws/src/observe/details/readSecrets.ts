import {
  ListSecretsCommand,
  type SecretListEntry,
} from '@aws-sdk/client-secrets-manager';
import { allPages, type CallOptions, type RegionApi } from '../../aws';
import type { SecretFacts } from '../RegionDetails';

/** Reads the rotation and the current version of all passwords that Amazon RDS manages, by ARN of the secret. */
export async function readSecrets(api: RegionApi, options: CallOptions) {
  const pages = await allPages(
    NextToken =>
      api.call(
        'secrets',
        new ListSecretsCommand({
          Filters: [{ Key: 'owning-service', Values: ['rds'] }],
          MaxResults: 100,
          NextToken,
        }),
        options,
      ),
    ({ NextToken }) => NextToken,
  );
  return new Map<string, SecretFacts>(
    pages
      .flatMap(({ SecretList = [] }) => SecretList)
      .flatMap(secret => {
        const { ARN, RotationRules: rules } = secret;
        const days = rules?.AutomaticallyAfterDays;
        const rotation =
          rules?.ScheduleExpression ??
          (days ? `rate(${days} days)` : undefined);
        const facts = {
          rotation,
          nextRotationAt: secret.NextRotationDate?.toISOString(),
          version: currentVersion(secret),
        };
        return ARN ? [[ARN, facts] as const] : [];
      }),
  );
}

function currentVersion({
  SecretVersionsToStages = {},
}: SecretListEntry): string | undefined {
  return Object.keys(SecretVersionsToStages).find(id =>
    SecretVersionsToStages[id].includes('AWSCURRENT'),
  );
}
