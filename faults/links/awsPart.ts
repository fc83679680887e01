import {
  DescribeDBInstancesCommand,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { startMoto } from '../../plugins/postgres-backend-module-aws/src/__testUtils__/moto';
import {
  ACCOUNT,
  LOCATION,
  REGION,
} from '../../plugins/postgres-backend-module-aws/src/__testUtils__/testRegion';
import { recordValues } from '../../plugins/postgres-backend-module-aws/src/record/tags';
import type { Databases, EngineState } from './Link';
import type { Part, PartConfig } from './Part';

const SECRET_KEY = 'the-secret-key-of-the-faults-suite';

/** An emulator of AWS, whose instances run no PostgreSQL. */
export interface AwsPart extends Part {
  databases: Databases;
  /** @param port - of the link to the endpoint */
  configOf(port: number): PartConfig;
}

/** @param program - path of `moto_server` */
export async function startAws(program: string): Promise<AwsPart> {
  const moto = await startMoto(program);
  return {
    port: moto.port,
    databases: {
      place: { provider: 'aws-rds', location: LOCATION },
      fields: { size: 'small', storage: '20Gi' },
      isReady: ({ status }) => status.state !== 'changing',
      change: { storage: '40Gi' },
      changed: 40,
      complete: ['instance'],
      // Of the default of `poll.idleSeconds`, with its jitter.
      pollMs: 70_000,
      // Two polls, and the timeout of a round.
      staleAfterMs: 260_000,
      read: name => readInstance(moto.rds, name),
    },
    configOf: port => ({
      providers: {
        'aws-rds': {
          accounts: [
            {
              accountId: ACCOUNT,
              regions: [
                {
                  region: REGION,
                  network: { vpcId: moto.vpcId, subnetIds: moto.subnetIds },
                  endpoint: `http://127.0.0.1:${port}`,
                },
              ],
            },
          ],
        },
      },
    }),
    secrets: async () => [SECRET_KEY],
    stop: () => moto.stop(),
  };
}

/** Credentials of AWS, which Backstage reads from a section of their own. */
export const awsConfig = {
  accounts: [
    {
      accountId: ACCOUNT,
      accessKeyId: 'faults',
      secretAccessKey: SECRET_KEY,
    },
  ],
};

async function readInstance(
  rds: RDSClient,
  name: string,
): Promise<EngineState> {
  const { DBInstances = [] } = await rds.send(
    new DescribeDBInstancesCommand({}),
  );
  const found = DBInstances.filter(
    ({ DBInstanceIdentifier }) => DBInstanceIdentifier === name,
  );
  const [instance] = found;
  const tags = Object.fromEntries(
    (instance?.TagList ?? []).map(({ Key = '', Value = '' }) => [Key, Value]),
  );
  const values = recordValues(tags);
  const record =
    values && JSON.parse(Buffer.from(values.join(''), 'base64url').toString());
  return {
    parts: found.map(() => 'instance'),
    entityRefs: record?.binding.entityRefs,
    changed: instance?.AllocatedStorage,
  };
}
