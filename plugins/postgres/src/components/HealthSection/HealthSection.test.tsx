import { screen, within } from '@testing-library/react';
import { clusterScenario } from '../../../dev/clusterFixtures';
import { databaseView, health, ok } from '../../../dev/fixtures';
import { message } from '../../../dev/messages';
import { scenarios } from '../../../dev/scenarios';
import { renderTab } from '../../__testUtils__/renderTab';
import { roleText } from './roleText';
import { translate as t } from '../../__testUtils__/translate';

describe('HealthSection', () => {
  it('has one row for each instance, with lag in seconds and bytes', async () => {
    renderTab(undefined, '/health');
    const table = await screen.findByRole('table', { name: /^Instances/ });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(cell => cell.textContent),
    ).toEqual([
      'Instance',
      'Role',
      'State',
      'Replay lag',
      'Timeline',
      'Host',
      'Since',
    ]);
    const [, primary, standby] = within(table).getAllByRole('row');
    expect(primary).toHaveTextContent(/main.*Primary.*accepts writes.*–/);
    expect(standby).toHaveTextContent(
      /Standby, asynchronous.*streaming.*400 ms \(1.2 kB\)/,
    );
    // The evidence, on hover.
    for (const row of [primary, standby])
      expect(
        within(row).getByTitle(/^Response of PostgreSQL \d+ \w+ \d{4}/),
      ).toBeInTheDocument();
  });

  it('shows what is unknown, and what Backstage cannot access', async () => {
    renderTab(scenarios['standby-down'], '/health');
    const row = (
      await screen.findByRole('rowheader', { name: 'main' })
    ).closest('table')!;
    expect(within(row).getAllByRole('row')[2]).toHaveTextContent(
      /not connected.*unknown/,
    );
    expect(screen.getByRole('table', { name: /slots/ })).toHaveTextContent(
      /inactive.*46 MB/,
    );
    expect(
      screen.getByText('Not visible to Backstage: the archiver'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        t('health.needed', {
          needs: 'The role of Backstage needs pg_monitor (GRANT pg_monitor).',
        }),
      ),
    ).toBeInTheDocument();
  });

  it('shows where instances of an operator run, and the dependent objects', async () => {
    renderTab(clusterScenario(), '/health');
    const instances = await screen.findByRole('table', { name: /^Instances/ });
    const [head, primary, standby] = within(instances).getAllByRole('row');
    expect(head).toHaveTextContent(/NodeZoneRestarts/);
    expect(primary).toHaveTextContent(/orders-1.*worker-1.*eu-west-1a.*0/);
    expect(standby).toHaveTextContent(/1.6 ms \(0 B\)/);
    const part = (kind: RegExp, name: RegExp) =>
      within(screen.getByRole('table', { name: kind })).getByRole('row', {
        name,
      });
    expect(part(/^Services/, /orders-rw/)).toHaveTextContent(/UP, 1 endpoint/);
    expect(
      part(/^Services/, /orders-ro/).querySelector('[data-look=attention]'),
    ).toBeInTheDocument();
    expect(part(/^Volumes/, /orders-2/)).toHaveTextContent('20 GB');
    expect(part(/^Certificates/, /server/)).toHaveTextContent(
      /expires in 6 days.*UTC/,
    );
    expect(part(/^Poolers/, /pgbouncer/)).toHaveTextContent(/1 of 2/);
    expect(part(/roles/, /reporting/)).toHaveTextContent(/does not exist/);
    expect(part(/databases/, /reports/)).toHaveTextContent(/not reconciled/);
    expect(
      screen.queryByRole('table', { name: /^Conditions/ }),
    ).not.toBeInTheDocument();
  });

  it('shows a dash, not "unknown", for an unknown time', async () => {
    const { instances, ...rest } = health();
    const [primary, standby] = instances;
    renderTab(
      {
        databases: [databaseView()],
        api: {
          getHealth: async () =>
            ok({
              ...rest,
              instances: [{ ...primary, since: undefined }, standby],
            }),
        },
      },
      '/health',
    );
    const row = await screen.findByRole('row', { name: /Primary/ });
    expect(within(row).getAllByRole('cell').at(-1)).toHaveTextContent(/^–$/);
  });

  it.each([
    ['sync', t('health.standbySync')],
    ['quorum', t('health.standbyQuorum')],
    ['potential', t('health.standbyPotential')],
    ['async', t('health.standbyAsync')],
    [undefined, t('health.standby')],
  ])(
    'shows the replication of a standby with sync state %s',
    (syncState, expected) => {
      const instance = {
        ...{ name: 'a', state: 'unknown' as const },
        reason: message('notConnected'),
      };
      expect(roleText(t, { ...instance, role: 'standby', syncState })).toBe(
        expected,
      );
      expect(roleText(t, { ...instance, role: 'primary' })).toBe('Primary');
    },
  );
});
