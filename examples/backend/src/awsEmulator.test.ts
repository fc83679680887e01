import {
  freePort,
  describeWithPart,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';
// Only tests of this repository start an emulator.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { startMoto } from '../../../plugins/postgres-backend-module-aws/src/__testUtils__/moto';
import { prepareAwsEmulator } from './awsEmulator';

describeWithPart('PGSTAGE_MOTO_SERVER', 'an emulator of AWS', program => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  beforeAll(async () => {
    moto = await startMoto(program);
  });
  afterAll(() => moto?.stop());

  it('has one network, however often it is prepared', async () => {
    const first = await prepareAwsEmulator(moto.endpoint);
    expect(first).toMatchObject({
      aws: { accounts: [{ accountId: '123456789012' }] },
      'postgres.providers.aws-rds': {
        accounts: [
          {
            accountId: '123456789012',
            regions: [
              {
                endpoint: moto.endpoint,
                network: {
                  vpcId: expect.stringMatching(/^vpc-/),
                  subnetIds: [
                    expect.stringMatching(/^subnet-/),
                    expect.stringMatching(/^subnet-/),
                  ],
                  applicationSecurityGroups: [expect.stringMatching(/^sg-/)],
                },
              },
            ],
          },
        ],
      },
    });
    expect(await prepareAwsEmulator(moto.endpoint)).toEqual(first);
  });
});

it('says what to do if nothing listens', async () => {
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  await expect(prepareAwsEmulator(endpoint)).rejects.toThrow(
    new RegExp(
      `at ${endpoint} said: .*ECONNREFUSED.*Start it.*PGSTAGE_AWS_ENDPOINT`,
    ),
  );
});
