import { mockServices } from '@backstage/backend-test-utils';
import { FakeAws } from '../__testUtils__/fakeAws';
import { signer } from '../__testUtils__/instances';
import { actor, requestFor } from '../__testUtils__/requests';
import { LOCATION, testApi, testRegion } from '../__testUtils__/testRegion';
import { noStore } from '../__testUtils__/MemoryStore';
import { CREATED_TAG } from '../record';
import { RdsProvider } from './RdsProvider';

const ref = `aws-rds:${LOCATION}/orders`;
let fake: FakeAws;
beforeEach(async () => {
  fake = await FakeAws.start();
});
afterEach(() => fake.stop());

const logger = mockServices.logger.mock();

/** A provider of a new process. */
const provider = () =>
  new RdsProvider({
    regions: [testApi(testRegion({ endpoint: fake.endpoint }))],
    signer,
    logger,
    credentialStore: noStore,
  });

const create = () => provider().create(requestFor('orders'), { actor });

/** Returns the resources of the region that a create can add. */
function resources() {
  const region = fake.region();
  return {
    instances: [...region.instances.keys()],
    secrets: region.secrets.size,
    subnetGroups: [...region.subnetGroups.keys()],
    parameterGroups: [...region.parameterGroups.keys()],
    securityGroups: [...region.securityGroups.values()]
      .map(({ GroupName, ingress, egress }) => [
        GroupName,
        ingress.length,
        egress.length,
      ])
      .sort(),
  };
}

/** Makes the security groups so old that no create completes them. */
function ageGroups() {
  const { securityGroups, tags } = fake.region();
  const Value = new Date(Date.now() - 3 * 60 * 60_000).toISOString();
  for (const id of securityGroups.keys())
    tags.get(id)?.forEach(tag => {
      if (tag.Key === CREATED_TAG) Object.assign(tag, { Value });
    });
}

async function callsOfCreate(): Promise<number> {
  await create();
  return fake.calls.count();
}

it('creates each resource once if it is interrupted after any call and repeated', async () => {
  const count = await callsOfCreate();
  fake.clock.settle();
  const complete = resources();
  expect(complete.instances).toEqual(['orders']);
  expect(count).toBeGreaterThan(15);
  for (let n = 1; n < count; n += 1) {
    await fake.stop();
    fake = await FakeAws.start();
    fake.afterCall(n);
    await expect(create()).rejects.toThrow();
    fake.startNewCaller();
    const database = await create();
    expect(database.ref).toBe(ref);
    fake.clock.settle();
    expect([n, resources()]).toEqual([n, complete]);
    await provider().reconcile({});
    expect(resources()).toEqual(complete);
  }
  expect(logger.warn).not.toHaveBeenCalled();
}, 300_000);

it('is removed with a final snapshot, and again', async () => {
  await create();
  fake.clock.settle();
  const now = provider();
  await now.reconcile({});
  await now.change(ref, { storage: '40Gi' }, { actor });
  fake.clock.settle();
  await now.createBackup(ref, {}, { actor });
  fake.clock.settle();
  fake.clock.advance(86_400);
  await now.remove(ref, {}, { actor });
  fake.clock.settle();
  await now.remove(ref, {}, { actor });
  await now.reconcile({});
  // They could be those of another create.
  expect(resources().securityGroups).toHaveLength(3);
  ageGroups();
  await now.remove(ref, {}, { actor });
  const { instances, secrets, securityGroups } = resources();
  expect({ instances, secrets, securityGroups }).toEqual({
    instances: [],
    secrets: 0,
    securityGroups: [['default', 0, 0]],
  });
  expect(fake.region().snapshots.size).toBe(2);
  expect(fake.region().retained.size).toBe(1);
}, 60_000);
