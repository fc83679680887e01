import {
  AddTagsToResourceCommand,
  CreateDBInstanceCommand,
  DescribeDBInstancesCommand,
  type DBInstance,
  ModifyDBInstanceCommand,
  type Tag,
} from '@aws-sdk/client-rds';
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import { mockServices } from '@backstage/backend-test-utils';
import { createRecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import {
  describeProviderConformance,
  describeWithPart,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { startLink } from '../__testUtils__/link';
import { type Moto, startMoto } from '../__testUtils__/moto';
import { RecordingApi } from '../__testUtils__/recordingApi';
import { requestFor } from '../__testUtils__/requests';
import {
  ACCOUNT,
  LOCATION,
  REGION,
  testCredentials,
  testRegion,
} from '../__testUtils__/testRegion';
import { signedTags } from '../__testUtils__/instances';
import { MemoryStore } from '../__testUtils__/MemoryStore';
import { createClients, NewestTimes } from '../aws';
import { instanceFacts } from '../instance';
import { identityOf, isOwnTag, readRecord } from '../record';
import { RdsProvider } from './RdsProvider';

const [older, newer] = ['older', 'newer'].map(id => ({ id, key: `${id} key` }));
const signer = createRecordSigner(async () => [newer, older]);
const before = createRecordSigner(async () => [older, newer]);

const arnOf = (name: string) => `arn:aws:rds:${REGION}:${ACCOUNT}:db:${name}`;

async function find(moto: Moto, name: string): Promise<DBInstance | undefined> {
  const { DBInstances = [] } = await moto.rds.send(
    new DescribeDBInstancesCommand({}),
  );
  return DBInstances.find(
    ({ DBInstanceIdentifier }) => DBInstanceIdentifier === name,
  );
}

async function createOther(moto: Moto, name: string, Tags: Tag[]) {
  await moto.rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: name,
      Engine: 'postgres',
      DBInstanceClass: 'db.t4g.medium',
      AllocatedStorage: 20,
      MasterUsername: 'theirs',
      MasterUserPassword: 'password-of-theirs',
      Tags,
    }),
  );
  return `aws-rds:${LOCATION}/${name}`;
}

/** Returns the state of an instance without the time that moto changes at each call, and without the tags of pgstage. */
async function fingerprint(moto: Moto, name: string): Promise<string> {
  const instance = await find(moto, name);
  return JSON.stringify({
    ...instance,
    LatestRestorableTime: undefined,
    TagList: instance?.TagList?.filter(({ Key }) => !isOwnTag(Key ?? '')),
  });
}

async function passwords({ secrets }: Moto): Promise<string[]> {
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand({}));
  return Promise.all(
    SecretList.map(async ({ ARN, SecretVersionsToStages }) => {
      try {
        const { SecretString } = await secrets.send(
          new GetSecretValueCommand({ SecretId: ARN }),
        );
        return JSON.parse(SecretString!).password;
      } catch (error) {
        expect(error).toBeInstanceOf(ResourceNotFoundException);
        // moto rotates to a version without a value.
        return JSON.stringify(SecretVersionsToStages);
      }
    }),
  );
}

describeWithPart('PGSTAGE_MOTO_SERVER', 'with moto_server', program => {
  describeProviderConformance(
    'provider aws-rds',
    async () => {
      const moto = await startMoto(program);
      const link = await startLink(moto.port);
      const config = testRegion(
        {
          endpoint: link.endpoint,
          network: { vpcId: moto.vpcId, subnetIds: moto.subnetIds },
        },
        {
          managedBy: [{ tag: 'ManagedBy', owner: 'Terraform' }],
          credentialStore: 'memory',
          credentialNamespaces: ['prod/shop'],
          poll: { idleSeconds: 2, changingSeconds: 1 },
        },
      );
      const store = new MemoryStore();
      const apis: RecordingApi[] = [];
      return {
        createProvider: async () => {
          const api = new RecordingApi(
            // moto stands in for AWS: there is no positive claim about an emulator.
            { ...config, endpoint: undefined },
            createClients(config, testCredentials()),
          );
          apis.push(api);
          return new RdsProvider({
            regions: [api],
            signer,
            logger: mockServices.logger.mock(),
            credentialStore: () => store,
          });
        },
        // moto stores the settings of an instance, but runs nothing.
        run: async name => {
          await moto.rds.send(
            new ModifyDBInstanceCommand({
              DBInstanceIdentifier: name,
              MultiAZ: true,
              ApplyImmediately: true,
            }),
          );
        },
        // A reboot changes nothing that moto shows, so the calls are compared.
        trace: async name =>
          JSON.stringify(
            apis
              .flatMap(({ calls }) => calls)
              .filter(
                ({ action, input }) =>
                  /:(Reboot|Start|Stop)DBInstance$/.test(action) &&
                  input.DBInstanceIdentifier === name,
              ),
          ),
        request: name => requestFor(name),
        differs: {
          field: 'storage',
          apply: request => ({ ...request, storage: '30Gi' }),
        },
        change: { size: 'medium', storage: '40Gi' },
        count: async name => ((await find(moto, name)) ? 1 : 0),
        createForeign: name =>
          createOther(moto, name, [{ Key: 'a', Value: 'b' }]),
        createManaged: name =>
          createOther(moto, name, [{ Key: 'ManagedBy', Value: 'terraform' }]),
        fingerprint: name => fingerprint(moto, name),
        passwords: () => passwords(moto),
        cut: () => link.cut(),
        stall: () => link.stall(),
        drift: async name => {
          const { DbiResourceId } = (await find(moto, name))!;
          const read = async () => {
            const instance = instanceFacts((await find(moto, name))!);
            return readRecord(
              { config, recordTimes: new NewestTimes() },
              instance,
              signer,
            );
          };
          const { record } = await read();
          await moto.rds.send(
            new AddTagsToResourceCommand({
              ResourceName: arnOf(name),
              Tags: await signedTags(
                record!,
                identityOf(LOCATION, DbiResourceId!),
                before,
              ),
            }),
          );
          return async () => (await read()).stale === false;
        },
        beyond: {
          size: request => ({ ...request, size: 'huge' }),
          version: request => ({ ...request, version: '9.6' }),
          storage: request => ({ ...request, storage: '2000Gi' }),
          'options.maxStorage': request => ({
            ...request,
            options: { maxStorage: '2000Gi' },
          }),
          'options.credentials.namespace': request => ({
            ...request,
            options: { credentials: { cluster: 'prod', namespace: 'other' } },
          }),
          'options.backupRetentionDays': request => ({
            ...request,
            options: { backupRetentionDays: 3 },
          }),
        },
        optionClasses: [
          {
            options: {
              multiAz: true,
              maxStorage: '100Gi',
              iops: 12_000,
              credentials: { cluster: 'prod', namespace: 'shop' },
            },
            classes: {
              'options.credentials': 'allowed',
              'options.multiAz': 'free',
              'options.maxStorage': 'allowed',
              'options.iops': 'platform',
            },
          },
        ],
        dispose: async () => {
          await link.stop();
          await moto.stop();
        },
      };
    },
    [
      'change',
      'remove',
      'backup',
      'delete-backup',
      'restore',
      'rotate-password',
      'reveal-credentials',
      'restart',
      'switchover',
      'hibernate',
      'reconcile',
      'managed',
      'option-classes',
      'stall',
    ],
  );
});
