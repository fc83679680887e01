import { quotaText } from './quotaText';
import { translate as t } from './__testUtils__/translate';

it('shows the usage of each quota', () => {
  const owner = 'group:default/team';
  expect(quotaText(t, { owner, quotas: [] }, owner)).toBeUndefined();
  expect(
    quotaText(
      t,
      {
        owner,
        quotas: [
          { resource: 'databases', used: 3, limit: 10 },
          { resource: 'storage', used: 30 * 2 ** 30, limit: 500 * 2 ** 30 },
        ],
      },
      'Team Orders',
    ),
  ).toBe('Team Orders uses 3 of 10 databases, 30 of 500 Gi of storage.');
});
