import { aDatabase } from './aDatabase';
import { FakeProvider } from './FakeProvider';
import { bindingOf, startPlugin, type StartOptions } from './startPlugin';

export const orders = aDatabase({
  ref: 'memory:main/orders',
  binding: bindingOf(
    'orders',
    ['component:default/orders'],
    'group:default/team',
  ),
});
const secret = aDatabase({
  ref: 'memory:main/secret',
  binding: bindingOf(
    'secret',
    ['component:default/secret'],
    'group:default/others',
  ),
});

/** Starts the plugin with a database of the team, a hidden one and an unbound one. */
export const startWithDatabases = async (options: StartOptions = {}) => {
  const provider = new FakeProvider(
    'memory',
    ['main'],
    [orders, secret, aDatabase({ ref: 'memory:main/loose' })],
  );
  return {
    provider,
    ...(await startPlugin({ providers: [provider], ...options })),
  };
};
