import { randomUUID } from 'crypto';
import type { InstanceRecord, Region, SecretRecord } from '../state';
import type { StatusClock } from '../StatusClock';
import { seconds } from '../rds/durations';

function randomPassword(): string {
  return randomUUID().replace(/-/g, '');
}

/** A managed secret holds user and password only ("Password management with Amazon RDS and AWS Secrets Manager"). */
function secretValue({ db, masterPassword }: InstanceRecord): string {
  return JSON.stringify({
    username: db.MasterUsername,
    password: masterPassword,
  });
}

/** RDS creates the secret, names it `rds!db-…`, and rotates it every seven days. */
export function manage(
  region: Region,
  clock: StatusClock,
  record: InstanceRecord,
  kmsKeyId?: string,
): void {
  const name = `rds!db-${randomUUID()}`;
  const arn = region.arn(
    'secretsmanager',
    `secret:${name}-${region.unique(6)}`,
  );
  record.masterPassword = randomPassword();
  region.secrets.set(name, {
    arn,
    name,
    owningService: 'rds',
    kmsKeyId,
    versions: [
      {
        id: randomUUID(),
        value: secretValue(record),
        stages: ['AWSCURRENT'],
        created: clock.now(),
      },
    ],
    rotationRules: { AutomaticallyAfterDays: 7 },
    nextRotation: new Date(clock.now().getTime() + 7 * 86_400_000),
  });
  region.tags.set(arn, [
    { Key: 'aws:secretsmanager:owningService', Value: 'rds' },
    { Key: 'aws:rds:primaryDBInstanceArn', Value: record.db.DBInstanceArn },
  ]);
  record.db.MasterUserSecret = {
    SecretArn: arn,
    SecretStatus: 'creating',
    KmsKeyId: kmsKeyId,
  };
  clock.after(seconds.rotate, () => setStatus(record, arn, 'active'));
}

/** The secret is deleted with the management ("ModifyDBInstance", parameter ManageMasterUserPassword) and with the instance. */
export function unmanage(region: Region, record: InstanceRecord): void {
  const arn = record.db.MasterUserSecret?.SecretArn;
  record.db.MasterUserSecret = undefined;
  for (const [name, secret] of region.secrets) {
    if (secret.arn === arn) {
      region.secrets.delete(name);
      region.tags.delete(secret.arn);
    }
  }
}

/** Rotates the password of an instance: the status is `rotating`, then a new version is `AWSCURRENT`. */
export function rotate(
  region: Region,
  clock: StatusClock,
  secret: SecretRecord,
): void {
  const record = [...region.instances.values()].find(
    ({ db }) => db.MasterUserSecret?.SecretArn === secret.arn,
  );
  if (!record) {
    return;
  }
  setStatus(record, secret.arn, 'rotating');
  clock.after(seconds.rotate, () => {
    record.masterPassword = randomPassword();
    for (const version of secret.versions) {
      version.stages = version.stages.includes('AWSCURRENT')
        ? ['AWSPREVIOUS']
        : [];
    }
    secret.versions.push({
      id: randomUUID(),
      value: secretValue(record),
      stages: ['AWSCURRENT'],
      created: clock.now(),
    });
    secret.lastRotated = clock.now();
    setStatus(record, secret.arn, 'active');
  });
}

function setStatus(record: InstanceRecord, arn: string, status: string): void {
  if (record.db.MasterUserSecret?.SecretArn === arn) {
    record.db.MasterUserSecret.SecretStatus = status;
  }
}
