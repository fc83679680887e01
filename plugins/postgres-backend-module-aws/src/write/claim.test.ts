import {
  AddTagsToResourceCommand,
  CreateDBInstanceCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-rds';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { signer } from '../__testUtils__/instances';
import { type Moto, startMoto } from '../__testUtils__/moto';
import { testApi, testRegion } from '../__testUtils__/testRegion';
import { withClaim } from './claim';
import type { WriteTarget } from './WriteTarget';

jest.setTimeout(180_000);

describeWithPart('PGSTAGE_MOTO_SERVER', 'with moto_server', program => {
  let moto: Moto;
  let arn: string;
  beforeAll(async () => {
    moto = await startMoto(program);
    const { DBInstance } = await moto.rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: 'claimed',
        Engine: 'postgres',
        DBInstanceClass: 'db.t4g.medium',
        AllocatedStorage: 20,
        MasterUsername: 'owner',
        ManageMasterUserPassword: true,
      }),
    );
    arn = DBInstance!.DBInstanceArn!;
  });
  afterAll(() => moto?.stop());

  /** Returns a writer of another replica of Backstage. */
  const writer = (): WriteTarget => ({
    ref: 'ref',
    name: 'claimed',
    api: testApi(testRegion({ endpoint: moto.endpoint })),
    signer,
  });
  const tags = async () => {
    const { TagList = [] } = await moto.rds.send(
      new ListTagsForResourceCommand({ ResourceName: arn }),
    );
    return TagList.map(({ Key }) => Key);
  };

  it('allows one writer at a time, and removes all claims', async () => {
    let writing = 0;
    let most = 0;
    let done = 0;
    await Promise.all(
      [1, 2, 3].map(() =>
        withClaim(writer(), arn, async () => {
          writing += 1;
          most = Math.max(most, writing);
          await new Promise(resolve => setTimeout(resolve, 50));
          writing -= 1;
          done += 1;
          return [];
        }),
      ),
    );
    expect({ most, done }).toEqual({ most: 1, done: 3 });
    expect(await tags()).toEqual([]);
  });

  it('removes its claim if the work fails, and the tags that the work returns', async () => {
    const failing = withClaim(writer(), arn, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await tags()).toEqual([]);
    await moto.rds.send(
      new AddTagsToResourceCommand({
        ResourceName: arn,
        Tags: [{ Key: 'surplus', Value: '' }],
      }),
    );
    await withClaim(writer(), arn, async () => ['surplus']);
    expect(await tags()).toEqual([]);
  });

  it.each([
    ['is outdated', new Date(Date.now() - 60_000).toISOString()],
    ['is far in the future', new Date(Date.now() + 600_000).toISOString()],
    ['has no time', 'now'],
  ])('ignores and removes a claim that %s', async (_, Value) => {
    await moto.rds.send(
      new AddTagsToResourceCommand({
        ResourceName: arn,
        Tags: [{ Key: 'pgstage:claim.left', Value }],
      }),
    );
    const done = jest.fn(async () => []);
    await withClaim(writer(), arn, done);
    expect(done).toHaveBeenCalledTimes(1);
    expect(await tags()).toEqual([]);
  });
});
