import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { clusterScenario } from '../../../dev/clusterFixtures';
import { scenarios } from '../../../dev/scenarios';
import { renderTab } from '../../__testUtils__/renderTab';
import { responseError } from '../../__testUtils__/responseError';

const read = async () =>
  userEvent.click(await screen.findByRole('button', { name: 'Read the log' }));

describe('LogsSection', () => {
  it('reads nothing until it is requested, and shows the newest entry first', async () => {
    const { api } = renderTab(clusterScenario(), '/logs');
    await screen.findByRole('button', { name: 'Read the log' });
    expect(api.readLogs).not.toHaveBeenCalled();
    await read();
    const list = await screen.findByRole('list', { name: /^Log of orders-1/ });
    const entries = within(list).getAllByRole('listitem');
    expect(entries.map(({ textContent }) => textContent)).toEqual([
      'unknownInfoinstance-managerReconciled',
      expect.stringMatching(/Errorapp@orders relation "cart".*STATEMENT/s),
      expect.stringMatching(/Infocheckpoint/),
    ]);
    expect(screen.getByText(/^Older entries may exist/)).toBeInTheDocument();
  });

  it('requests what was chosen, and does not show it with another choice', async () => {
    const { api } = renderTab(clusterScenario(), '/logs');
    const level = await screen.findByLabelText('Severity');
    await userEvent.selectOptions(level, 'Errors');
    await userEvent.selectOptions(screen.getByLabelText('Period'), 'Last hour');
    await userEvent.click(
      screen.getByLabelText('Before the last restart of the container'),
    );
    await read();
    const list = await screen.findByRole('list', { name: /^Log of/ });
    const [, request] = api.readLogs.mock.calls[0];
    expect(request).toEqual({
      minLevel: 'error',
      since: expect.any(String),
      previous: true,
    });
    expect(Date.now() - Date.parse(request.since!)).toBeLessThan(3_700_000);
    await userEvent.selectOptions(level, 'All');
    expect(list).not.toBeInTheDocument();
  });

  it('shows why it could not be read', async () => {
    renderTab(
      {
        ...clusterScenario(),
        api: {
          readLogs: async () => {
            throw await responseError(503, {
              name: 'ServiceUnavailableError',
              message: 'it may not get pods/log',
            });
          },
        },
      },
      '/logs',
    );
    await read();
    const notice = await screen.findByText(/^The log could not be read/);
    expect(notice.closest('[role=alert]')).toHaveTextContent(
      'it may not get pods/log',
    );
  });

  it('is not in the navigation if the provider does not offer it', async () => {
    renderTab(scenarios.orders, '/connect');
    await screen.findByRole('link', { name: 'Operations' });
    expect(screen.queryByRole('link', { name: 'Logs' })).toBeNull();
  });
});
