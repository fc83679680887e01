import type { Call } from '../Call';
import { invalidCombination } from '../http/AwsError';
import { manage, rotate, unmanage } from '../secrets/managed';
import type { InstanceRecord } from '../state';
import { checkPasswordSource } from './checks';

/** @throws InvalidParameterCombination - for a change that the management of the password excludes */
export function checkPasswordChange(
  { params }: Call,
  { db }: InstanceRecord,
  now: boolean,
): void {
  checkPasswordSource(params, false);
  const manages = params.flag('ManageMasterUserPassword');
  const password = params.text('MasterUserPassword');
  const managed = db.MasterUserSecret !== undefined;
  if (password && db.ReadReplicaSourceDBInstanceIdentifier) {
    throw invalidCombination(
      'Cannot change master user password on an RDS postgres Read Replica because it uses physical replication',
    );
  }
  // "Password management with Amazon RDS and AWS Secrets Manager", limitations.
  const replicas = db.ReadReplicaDBInstanceIdentifiers!.length > 0;
  if (manages && (replicas || db.ReadReplicaSourceDBInstanceIdentifier)) {
    throw invalidCombination(
      'ManageMasterUserPassword is not supported for a DB instance with read replicas.',
    );
  }
  if (managed && password && manages !== false) {
    throw invalidCombination(
      "You can't specify MasterUserPassword for a DB instance whose password is managed in AWS Secrets Manager.",
    );
  }
  if (managed && manages === false && !password) {
    throw invalidCombination(
      'MasterUserPassword is required to turn off ManageMasterUserPassword.',
    );
  }
  if (params.flag('RotateMasterUserPassword') && !(managed && now)) {
    throw invalidCombination(
      'RotateMasterUserPassword requires a managed password and ApplyImmediately.',
    );
  }
}

/** Starts or ends the management, sets a password, or rotates a managed one. */
export function changePassword(
  { params, region, clock }: Call,
  record: InstanceRecord,
): void {
  const { db } = record;
  const manages = params.flag('ManageMasterUserPassword');
  if (manages && !db.MasterUserSecret) {
    manage(region, clock, record, params.text('MasterUserSecretKmsKeyId'));
  }
  if (manages === false) {
    unmanage(region, record);
  }
  const password = params.text('MasterUserPassword');
  if (password) {
    record.pendingPassword = password;
    db.PendingModifiedValues!.MasterUserPassword = '****';
  }
  const arn = db.MasterUserSecret?.SecretArn;
  const secret = [...region.secrets.values()].find(each => each.arn === arn);
  if (params.flag('RotateMasterUserPassword') && secret) {
    rotate(region, clock, secret);
  }
}
