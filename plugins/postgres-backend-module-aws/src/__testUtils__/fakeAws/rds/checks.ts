import type { DBInstance } from '@aws-sdk/client-rds';
import { invalidCombination, invalidValue } from '../http/AwsError';
import type { Params } from '../http/Params';

const identifier = /^(?!.*--)[a-z][a-z0-9-]{0,62}(?<!-)$/i;

/** "Naming constraints in Amazon RDS". */
export function checkIdentifier(name: string, value: string): void {
  if (!identifier.test(value)) {
    throw invalidValue(
      `The parameter ${name} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
    );
  }
}

/** Names of the database and of its first user: "CreateDBInstance", parameters DBName and MasterUsername (PostgreSQL). */
export function checkNames(dbName?: string, user?: string): void {
  if (dbName && !/^[a-z][a-z0-9_]{0,62}$/i.test(dbName)) {
    throw invalidValue(
      'DBName must begin with a letter and contain only alphanumeric characters.',
    );
  }
  if (!user || !/^[a-z][a-z0-9_]{0,15}$/i.test(user)) {
    throw invalidValue(
      'The parameter MasterUsername is not a valid identifier.',
    );
  }
  if (/^(admin|rdsadmin|pg_.*)$/i.test(user)) {
    throw invalidValue(
      `MasterUsername ${user} cannot be used as it is a reserved word used by the engine`,
    );
  }
}

/** "CreateDBInstance", parameter MasterUserPassword. */
export function checkPassword(password: string): void {
  if (!/^[\x21-\x7e]{8,128}$/.test(password) || /[/"@]/.test(password)) {
    throw invalidValue(
      "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
    );
  }
}

/**
 * "Amazon RDS DB instance storage": gp3 below 400 GiB of PostgreSQL has fixed
 * IOPS and throughput, which a request must not name.
 */
export function checkStorage(db: Partial<DBInstance>): void {
  const { AllocatedStorage = 0, StorageType, Iops, StorageThroughput } = db;
  const least = /^io/.test(StorageType ?? '') ? 100 : 20;
  if (AllocatedStorage < least || AllocatedStorage > 65_536) {
    throw invalidValue(
      `Invalid storage size for engine name postgres and storage type ${StorageType}: ${AllocatedStorage}`,
    );
  }
  const named = Iops !== undefined || StorageThroughput !== undefined;
  if (named && StorageType === 'gp3' && AllocatedStorage < 400) {
    throw invalidCombination(
      "You can't specify IOPS or storage throughput for engine postgres and a storage size less than 400.",
    );
  }
}

/** Exclusions that "CreateDBInstance" and "ModifyDBInstance" state at their parameters. */
export function checkCombinations(db: Partial<DBInstance>): void {
  const interval = db.MonitoringInterval ?? 0;
  if (![0, 1, 5, 10, 15, 30, 60].includes(interval)) {
    throw invalidValue(`Invalid monitoring interval: ${interval}`);
  }
  if (interval !== 0 && !db.MonitoringRoleArn) {
    throw invalidCombination(
      'A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.',
    );
  }
  const retention = db.BackupRetentionPeriod ?? 0;
  if (retention < 0 || retention > 35) {
    throw invalidValue(
      `Invalid backup retention period: ${retention}. Must be between 0 and 35.`,
    );
  }
  if (db.DatabaseInsightsMode === 'advanced') {
    const kept = db.PerformanceInsightsRetentionPeriod ?? 0;
    if (!db.PerformanceInsightsEnabled || kept < 465) {
      throw invalidCombination(
        'Database Insights advanced requires Performance Insights with a retention of at least 465 days.',
      );
    }
  }
}

/** "Password management with Amazon RDS and AWS Secrets Manager". */
export function checkPasswordSource(params: Params, required: boolean): void {
  const managed = params.flag('ManageMasterUserPassword') === true;
  const own = params.text('MasterUserPassword');
  if (managed && own) {
    throw invalidCombination(
      "You can't specify MasterUserPassword when ManageMasterUserPassword is enabled.",
    );
  }
  if (!managed && params.has('MasterUserSecretKmsKeyId')) {
    throw invalidCombination(
      'MasterUserSecretKmsKeyId is valid only with ManageMasterUserPassword.',
    );
  }
  if (required && !managed && !own) {
    throw invalidValue(
      'The parameter MasterUserPassword must be provided and must not be blank.',
    );
  }
  if (own) {
    checkPassword(own);
  }
}
