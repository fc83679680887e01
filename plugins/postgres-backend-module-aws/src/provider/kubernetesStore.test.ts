import { inspect } from 'node:util';
import {
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  ModifyDBInstanceCommand,
} from '@aws-sdk/client-rds';
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { mockServices } from '@backstage/backend-test-utils';
import {
  type Cluster,
  type ClusterClient,
  Clusters,
  coreKinds,
  KubernetesCredentialStore,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  candidateNames,
  describeWithApiServer,
  killedAfter,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { signer } from '../__testUtils__/instances';
import { type Moto, startMoto } from '../__testUtils__/moto';
import { actor, requestFor } from '../__testUtils__/requests';
import { LOCATION, testApi, testRegion } from '../__testUtils__/testRegion';
import { RdsProvider } from './RdsProvider';

jest.setTimeout(120_000);

const { configMaps, secrets, services } = coreKinds;
const namespaces = {
  group: '',
  version: 'v1',
  plural: 'namespaces',
  kind: 'Namespace',
};
const at = (name: string) => ({ namespace: 'shop', name });
const text = (value: unknown) =>
  Buffer.from(`${value}`, 'base64').toString('utf8');

describeWithPart('PGSTAGE_MOTO_SERVER', 'credentials of RDS', program => {
  describeWithApiServer('in a Kubernetes cluster', ({ server }) => {
    let moto: Moto;
    let admin: ClusterClient;
    let cluster: Cluster;
    let clusters: Clusters;
    const logger = mockServices.logger.mock();

    beforeAll(async () => {
      moto = await startMoto(program);
      admin = server.cluster().client;
      await admin.create(namespaces, { metadata: { name: 'shop' } });
      cluster = server.cluster(
        await server.serviceAccount('store', ['store.yaml']),
      );
      clusters = new Clusters([cluster]);
    });
    afterAll(async () => {
      clusters?.close();
      await moto?.stop();
    });
    beforeEach(() => jest.clearAllMocks());

    /** A provider of a new process. */
    const provider = (all = clusters) => {
      const config = testRegion(
        {
          endpoint: moto.endpoint,
          network: { vpcId: moto.vpcId, subnetIds: moto.subnetIds },
        },
        {
          credentialStore: 'kubernetes',
          credentialNamespaces: ['test/shop', 'test/missing'],
        },
      );
      return new RdsProvider({
        regions: [testApi(config)],
        signer,
        logger,
        credentialStore: () => new KubernetesCredentialStore(all, {}),
      });
    };
    const create = (name: string, namespace = 'shop') =>
      provider().create(
        requestFor(name, {
          options: { credentials: { cluster: 'test', namespace } },
        }),
        { actor },
      );
    const reconcile = () => provider().reconcile({});
    const refOf = (name: string) => `aws-rds:${LOCATION}/${name}`;

    async function instanceOf(name: string) {
      const { DBInstances = [] } = await moto.rds.send(
        new DescribeDBInstancesCommand({}),
      );
      return DBInstances.find(
        ({ DBInstanceIdentifier }) => DBInstanceIdentifier === name,
      );
    }
    /** Returns what a pod that reads the Secret sees. */
    async function login(name: string) {
      const secret = await admin.get(secrets, at(name));
      if (!secret) return undefined;
      const { PGUSER, PGPASSWORD } = secret.data as Record<string, string>;
      return { user: text(PGUSER), password: text(PGPASSWORD) };
    }
    async function passwordOf(name: string): Promise<string> {
      const { MasterUserSecret } = (await instanceOf(name))!;
      const { SecretString } = await moto.secrets.send(
        new GetSecretValueCommand({ SecretId: MasterUserSecret!.SecretArn }),
      );
      return JSON.parse(SecretString!).password;
    }
    /** Stores a new version of the password, as the rotation of AWS does; that of moto stores none. */
    async function rotate(name: string, password: string) {
      const { MasterUserSecret } = (await instanceOf(name))!;
      await moto.secrets.send(
        new PutSecretValueCommand({
          SecretId: MasterUserSecret!.SecretArn,
          SecretString: JSON.stringify({ username: name, password }),
        }),
      );
    }
    async function entriesOf(name: string) {
      const maps = await admin.list(configMaps, { namespace: 'shop' });
      return maps.filter(({ metadata: { annotations } }) =>
        Object.values(annotations ?? {}).includes(refOf(name)),
      );
    }

    it('has the keys of every provider, and follows a rotation', async () => {
      const database = await create('orders');
      await reconcile();
      const { Endpoint } = (await instanceOf('orders'))!;
      expect(
        (await admin.get(configMaps, at('orders-postgres')))?.data,
      ).toEqual({
        PGHOST: 'orders-postgres.shop.svc',
        PGPORT: '5432',
        PGDATABASE: 'orders',
        PGSSLMODE: 'require',
      });
      expect(
        (await admin.get(services, at('orders-postgres')))?.spec,
      ).toMatchObject({ externalName: Endpoint!.Address });
      const first = await passwordOf('orders');
      expect(await login('orders-postgres')).toEqual({
        user: 'orders',
        password: first,
      });
      const unchanged = await admin.get(secrets, at('orders-postgres'));
      await reconcile();
      expect(await admin.get(secrets, at('orders-postgres'))).toEqual(
        unchanged,
      );

      await rotate('orders', 'of-the-rotation');
      await reconcile();
      expect(await login('orders-postgres')).toEqual({
        user: 'orders',
        password: 'of-the-rotation',
      });
      expect(await entriesOf('orders')).toHaveLength(1);
      expect(logger.warn).not.toHaveBeenCalled();
      const { SecretList } = await moto.secrets.send(
        new ListSecretsCommand({}),
      );
      const disclosed = inspect(
        [
          database,
          (await instanceOf('orders'))?.TagList,
          SecretList?.map(({ Tags }) => Tags),
          logger,
        ],
        { depth: null },
      );
      expect(disclosed).not.toContain(first);
      expect(disclosed).not.toContain('of-the-rotation');
    });

    it('is removed with the database, and after a removal in AWS', async () => {
      await create('removed');
      await create('gone');
      await reconcile();
      await provider().remove(refOf('removed'), {}, { actor });
      expect(await login('removed-postgres')).toBeUndefined();
      expect(await entriesOf('removed')).toEqual([]);
      expect(await admin.get(services, at('removed-postgres'))).toBeUndefined();
      await provider().remove(refOf('removed'), {}, { actor });

      await reconcile();
      expect(await login('gone-postgres')).toBeDefined();
      await moto.rds.send(
        new ModifyDBInstanceCommand({
          DBInstanceIdentifier: 'gone',
          DeletionProtection: false,
        }),
      );
      await moto.rds.send(
        new DeleteDBInstanceCommand({
          DBInstanceIdentifier: 'gone',
          SkipFinalSnapshot: true,
        }),
      );
      await reconcile();
      expect(await login('gone-postgres')).toBeUndefined();
      expect(await entriesOf('gone')).toEqual([]);
    });

    it('refuses a namespace that does not exist, and creates neither', async () => {
      await expect(create('nowhere', 'missing')).rejects.toThrow(
        "options.credentials.namespace must exist: cluster 'test' has no namespace 'missing', and Backstage does not create it",
      );
      expect(await instanceOf('nowhere')).toBeUndefined();
      expect(await admin.get(namespaces, { name: 'missing' })).toBeUndefined();
    });

    it('leaves a Secret of another, and refuses the create if no name is free', async () => {
      const data = { mine: 'bWluZQ==' };
      const [name, other] = candidateNames(refOf('taken'));
      await admin.create(secrets, { metadata: at(name), data });
      await create('taken');
      await reconcile();
      expect((await login(other))?.password).toBe(await passwordOf('taken'));
      await provider().remove(refOf('taken'), {}, { actor });
      expect((await admin.get(secrets, at(name)))?.data).toEqual(data);

      const names = candidateNames(refOf('full'));
      for (const each of names)
        await admin.create(secrets, { metadata: at(each), data });
      await expect(create('full')).rejects.toThrow(
        `the names ${names.join(' and ')} are used by other objects`,
      );
      expect(await instanceOf('full')).toBeUndefined();
    });

    it.each([0, 1, 2])(
      'is one entry if its write ends after step %d and is repeated',
      async steps => {
        const name = `killed-${steps}`;
        await create(name);
        const killed = new Clusters([killedAfter(steps)(cluster)]);
        await provider(killed).reconcile({});
        expect(await login(`${name}-postgres`)).toBeUndefined();
        expect(inspect(logger.warn.mock.calls)).toContain('killed');
        await reconcile();
        expect(await entriesOf(name)).toHaveLength(1);
        expect((await login(`${name}-postgres`))?.password).toBe(
          await passwordOf(name),
        );
        // The ConfigMap is written before the Secret, whose version counts.
        await rotate(name, 'newer');
        await provider(new Clusters([killedAfter(steps)(cluster)])).reconcile(
          {},
        );
        await reconcile();
        expect((await login(`${name}-postgres`))?.password).toBe('newer');
        expect(await entriesOf(name)).toHaveLength(1);
      },
    );
  });
});
