import { mockServices } from '@backstage/backend-test-utils';
import { aDatabase } from '../__testUtils__/aDatabase';
import { DatabaseDirectory } from './DatabaseDirectory';
import { publishEvents, toEvents } from './publishEvents';

const ref = 'memory:main/a';
const loose = aDatabase({ ref });
const binding = {
  resourceRef: 'resource:default/a',
  entityRefs: [],
  owner: 'group:default/t',
};
const bound = { ...loose, binding };

describe('toEvents', () => {
  it('publishes a created, a changed and a removed database', () => {
    const changed = { type: 'changed', ref, resourceRef: 'resource:default/a' };
    expect(toEvents({ after: bound })).toEqual([changed]);
    expect(toEvents({ before: loose, after: bound })).toEqual([changed]);
    expect(toEvents({ before: bound })).toEqual([
      { ...changed, type: 'removed' },
    ]);
  });

  it('publishes names only', () => {
    for (const event of [
      ...toEvents({ before: loose, after: bound }),
      ...toEvents({ before: bound }),
    ])
      expect(Object.keys(event)).toEqual(['type', 'ref', 'resourceRef']);
  });

  it('publishes the previous Resource, too', () => {
    const renamed = {
      ...bound,
      binding: { ...binding, resourceRef: 'resource:default/b' },
    };
    expect(toEvents({ before: bound, after: renamed })).toEqual([
      { type: 'removed', ref, resourceRef: 'resource:default/a' },
      { type: 'changed', ref, resourceRef: 'resource:default/b' },
    ]);
  });
});

it('continues if events cannot be published, and logs it', async () => {
  const logger = mockServices.logger.mock();
  const directory = new DatabaseDirectory(mockServices.logger.mock());
  const events = {
    publish: jest.fn().mockRejectedValue(new Error('bus is full')),
    subscribe: jest.fn(),
  };
  publishEvents(directory, 'me', { events, logger });
  directory.connectionFor('memory').upsert(bound);
  await new Promise(setImmediate);
  expect(events.publish).toHaveBeenCalledWith({
    topic: 'postgres.databases',
    eventPayload: {
      type: 'changed',
      ref,
      resourceRef: 'resource:default/a',
      replica: 'me',
    },
  });
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('bus is full'),
  );
});

it('publishes many databases with limited concurrency', async () => {
  const logger = mockServices.logger.mock();
  const directory = new DatabaseDirectory(mockServices.logger.mock());
  const answers: Array<() => void> = [];
  const events = {
    publish: jest.fn(() => new Promise<void>(done => answers.push(done))),
    subscribe: jest.fn(),
  };
  publishEvents(directory, 'me', { events, logger });
  directory.connectionFor('memory').replaceAll(
    'main',
    Array.from({ length: 50 }, (_, i) =>
      aDatabase({ ref: `memory:main/${i}` }),
    ),
  );
  let published = 0;
  while (published < 50) {
    await new Promise(setImmediate);
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.length).toBeLessThan(10);
    published += answers.length;
    answers.splice(0).forEach(done => done());
  }
  expect(events.publish).toHaveBeenCalledTimes(50);
});
