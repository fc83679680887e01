import type { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresProvider } from '../../contract/PostgresProvider';
import { coverageProblems, everyPart } from './coverage';

const description = {
  operations: {
    backup: { supported: true },
    restart: { supported: false, reason: 'it is shared' },
  },
  fields: ['instances'],
} as unknown as ProviderDescription;
const provider = {
  render: async () => ({ files: {} }),
} as Partial<PostgresProvider> as PostgresProvider;
/** What it truly does not offer, or nobody can stage. */
const notOffered = everyPart.filter(
  part => !['backup', 'scale', 'render'].includes(part),
);

it('is content where what is offered runs, and the rest is named', () => {
  expect(coverageProblems(provider, description, notOffered)).toEqual([]);
});

it('fails a provider that offers what does not run', () => {
  expect(
    coverageProblems(provider, description, [
      ...notOffered,
      'backup',
      'scale',
      'render',
    ]),
  ).toEqual([
    'backup is offered, and its suite is left out as not offered',
    'scale is offered, and its suite is left out as not offered',
    'render is offered, and its suite is left out as not offered',
  ]);
});

it('fails a provider whose missing parts are not named', () => {
  const named = notOffered.filter(
    part => !['restart', 'reconcile', 'fence'].includes(part),
  );
  expect(coverageProblems(provider, description, named)).toEqual([
    'restart is not offered: name it among what is not',
    'fence is not offered: name it among what is not',
    'reconcile is not offered: name it among what is not',
  ]);
});
