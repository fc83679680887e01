import {
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBMajorEngineVersionsCommand,
  DescribeDBSnapshotsCommand,
  DescribePendingMaintenanceActionsCommand,
  type DBSnapshot,
} from '@aws-sdk/client-rds';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { hasErrorCode } from '@pgstage/backstage-plugin-postgres-common';
import { allPages, type CallOptions, type RegionApi } from '../aws';
import { CREATED_TAG } from '../record';
import type {
  MaintenanceAction,
  Part,
  RegionDetails,
  SecretFacts,
  SnapshotFacts,
} from './RegionDetails';

const PAGE = { MaxRecords: 100 };

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

/** Reads snapshots, of one instance or of all PostgreSQL instances of the region, also those of AWS Backup. */
export async function readSnapshots(
  api: RegionApi,
  of: { identifier?: string },
  options: CallOptions,
): Promise<SnapshotFacts[]> {
  const read = (SnapshotType?: string) =>
    allPages(
      Marker =>
        api.call(
          'rds',
          new DescribeDBSnapshotsCommand({
            ...PAGE,
            Marker,
            SnapshotType,
            ...(of.identifier
              ? { DBInstanceIdentifier: of.identifier }
              : { Filters: [{ Name: 'engine', Values: ['postgres'] }] }),
          }),
          options,
        ),
      ({ Marker }) => Marker,
    );
  // Without a type, AWS returns manual and automated snapshots.
  const pages = await Promise.all([read(), read('awsbackup')]);
  return pages
    .flat()
    .flatMap(({ DBSnapshots = [] }) => DBSnapshots.map(snapshotFacts));
}

/** Converts a snapshot of the SDK. */
export function snapshotFacts(snapshot: DBSnapshot): SnapshotFacts {
  const created =
    snapshot.OriginalSnapshotCreateTime ?? snapshot.SnapshotCreateTime;
  // AWS reports no time before a snapshot is finished.
  const requested = snapshot.TagList?.find(({ Key }) => Key === CREATED_TAG);
  return {
    id: snapshot.DBSnapshotIdentifier ?? '',
    arn: snapshot.DBSnapshotArn ?? '',
    resourceId: snapshot.DbiResourceId,
    instanceCreatedAt: snapshot.InstanceCreateTime?.toISOString(),
    type: snapshot.SnapshotType ?? '',
    status: snapshot.Status ?? '',
    createdAt: created?.toISOString() ?? requested?.Value,
    percent: snapshot.PercentProgress,
    sizeBytes: snapshot.FullSnapshotSizeInBytes,
  };
}

async function readWindows(api: RegionApi, options: CallOptions) {
  const pages = await allPages(
    Marker =>
      api.call(
        'rds',
        new DescribeDBInstanceAutomatedBackupsCommand({ ...PAGE, Marker }),
        options,
      ),
    ({ Marker }) => Marker,
  );
  return new Map(
    pages
      .flatMap(page => page.DBInstanceAutomatedBackups ?? [])
      .flatMap(({ DBInstanceArn, RestoreWindow, Status }) => {
        const from = RestoreWindow?.EarliestTime?.toISOString();
        const to = RestoreWindow?.LatestTime?.toISOString();
        // Backups of a deleted instance have the ARN of a new one with the same name.
        return DBInstanceArn && from && to && Status === 'active'
          ? [[DBInstanceArn, { from, to }] as const]
          : [];
      }),
  );
}

/** Reads the rotation of all passwords that Amazon RDS manages, by ARN of the secret. */
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
          lastRotatedAt: secret.LastRotatedDate?.toISOString(),
        };
        return ARN ? [[ARN, facts] as const] : [];
      }),
  );
}

async function readMaintenance(api: RegionApi, options: CallOptions) {
  const pages = await allPages(
    Marker =>
      api.call(
        'rds',
        new DescribePendingMaintenanceActionsCommand({ ...PAGE, Marker }),
        options,
      ),
    ({ Marker }) => Marker,
  );
  return new Map<string, MaintenanceAction[]>(
    pages
      .flatMap(page => page.PendingMaintenanceActions ?? [])
      .flatMap(({ ResourceIdentifier, PendingMaintenanceActionDetails = [] }) =>
        ResourceIdentifier
          ? [
              [
                ResourceIdentifier,
                PendingMaintenanceActionDetails.map(one => ({
                  action: one.Action ?? '',
                  description: one.Description,
                  appliedAfter: (
                    one.CurrentApplyDate ??
                    one.AutoAppliedAfterDate ??
                    one.ForcedApplyDate
                  )?.toISOString(),
                })),
              ] as const,
            ]
          : [],
      ),
  );
}

async function readSupportEnds(api: RegionApi, options: CallOptions) {
  const pages = await allPages(
    Marker =>
      api.call(
        'rds',
        new DescribeDBMajorEngineVersionsCommand({
          ...PAGE,
          Engine: 'postgres',
          Marker,
        }),
        options,
      ),
    ({ Marker }) => Marker,
  );
  return new Map(
    pages
      .flatMap(({ DBMajorEngineVersions = [] }) => DBMajorEngineVersions)
      .flatMap(({ MajorEngineVersion, SupportedEngineLifecycles = [] }) => {
        const end = SupportedEngineLifecycles.find(
          ({ LifecycleSupportName }) =>
            LifecycleSupportName === 'open-source-rds-standard-support',
        )?.LifecycleSupportEndDate?.toISOString();
        return MajorEngineVersion && end
          ? [[MajorEngineVersion, end] as const]
          : [];
      }),
  );
}
