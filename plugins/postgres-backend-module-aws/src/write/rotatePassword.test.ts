import { FakeAws } from '../__testUtils__/fakeAws';
import { signer } from '../__testUtils__/instances';
import { actor, requestFor } from '../__testUtils__/requests';
import { testApi, testRegion } from '../__testUtils__/testRegion';
import { refOf } from '../observe';
import { checkSpec } from './checkSpec';
import { createDatabase } from './createDatabase';
import { rotatePassword } from './rotatePassword';
import type { WriteTarget } from './WriteTarget';

let fake: FakeAws;
let target: WriteTarget;
beforeEach(async () => {
  fake = await FakeAws.start();
  const config = testRegion({ endpoint: fake.endpoint });
  const api = testApi(config);
  target = { ref: refOf(config.id, 'orders'), name: 'orders', api, signer };
  const request = requestFor('orders');
  const spec = checkSpec(config, 'orders', request);
  await createDatabase(target, { request, spec }, { actor });
  fake.clock.settle();
  await createDatabase(target, { request, spec }, { actor });
});
afterEach(() => fake.stop());

const instance = () => fake.region().instances.get('orders')!;
const rotations = () => fake.calls.count('RotateSecret');

it('replaces the password, and keeps the schedule and pending changes', async () => {
  const [secret] = fake.region().secrets.values();
  const { rotationRules } = secret;
  const before = instance().masterPassword;
  instance().db.PendingModifiedValues = { DBInstanceClass: 'db.m7g.large' };
  await rotatePassword(target);
  expect(instance().db.MasterUserSecret?.SecretStatus).toBe('rotating');
  fake.clock.settle();
  expect(instance().masterPassword).not.toBe(before);
  expect(secret.versions).toHaveLength(2);
  expect(secret.rotationRules).toBe(rotationRules);
  expect(instance().db).toMatchObject({
    DBInstanceClass: 'db.t4g.medium',
    PendingModifiedValues: { DBInstanceClass: 'db.m7g.large' },
  });
});

it('rotates once if it is repeated during the rotation, or the response is lost', async () => {
  await rotatePassword(target);
  await rotatePassword(target);
  expect(rotations()).toBe(1);
  fake.clock.settle();
  const [secret] = fake.region().secrets.values();
  expect(secret.versions).toHaveLength(2);
  fake.faults.add({ kind: 'lost', action: 'RotateSecret' });
  await rotatePassword(target);
  expect(instance().db.MasterUserSecret?.SecretStatus).toBe('rotating');
});

it.each([
  [
    'a password that AWS does not manage',
    { MasterUserSecret: undefined },
    'AWS does not manage',
  ],
  [
    'a secret that cannot be rotated',
    { MasterUserSecret: { SecretArn: 'arn', SecretStatus: 'impaired' } },
    "'impaired'",
  ],
  ['a stopped instance', { DBInstanceStatus: 'stopped' }, 'Stopped'],
])('refuses %s', async (_, db, expected) => {
  Object.assign(instance().db, db);
  await expect(rotatePassword(target)).rejects.toMatchObject({
    name: 'ConflictError',
    message: expect.stringContaining(expected),
  });
  expect(rotations()).toBe(0);
});
