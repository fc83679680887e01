import { aDatabase } from './aDatabase';
import { MemoryProvider } from './MemoryProvider';
import { startPlugin, type StartOptions } from './startPlugin';

export const orders = aDatabase({
  ref: 'memory:main/orders',
  binding: {
    resourceRef: 'resource:default/orders',
    entityRefs: ['component:default/orders'],
    owner: 'group:default/team',
  },
});
const secret = aDatabase({
  ref: 'memory:main/secret',
  binding: {
    resourceRef: 'resource:default/secret',
    entityRefs: ['component:default/secret'],
    owner: 'group:default/others',
  },
});

/** The plugin with a database of the team, one that is hidden, and one that belongs to nobody. */
export const startWithDatabases = async (options: StartOptions = {}) => {
  const provider = new MemoryProvider(
    'memory',
    ['main'],
    [orders, secret, aDatabase({ ref: 'memory:main/loose' })],
  );
  return {
    provider,
    ...(await startPlugin({ providers: [provider], ...options })),
  };
};
