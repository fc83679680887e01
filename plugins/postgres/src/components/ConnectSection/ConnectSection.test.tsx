import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderTab } from '../../__testUtils__/renderTab';
import { scenarios } from '../../../dev/scenarios';
import { namedEndpoints } from './namedEndpoints';
import { translate as t } from '../../__testUtils__/translate';

describe('ConnectSection', () => {
  it('opens the choices of the link', async () => {
    renderTab(
      scenarios.orders,
      '/connect?format=jdbc&endpoint=read-only&from=laptop',
    );
    expect(await screen.findByLabelText('JDBC')).toHaveTextContent(
      'jdbc:postgresql://pg-standby.example.com:5432/orders-db?user=orders-db&sslmode=require',
    );
    expect(
      screen.getByRole('region', { name: 'Through a tunnel' }),
    ).toHaveTextContent('Requirements: An account on bastion.example.com');
  });

  it('changes the snippet with the choices, and keeps other valid choices', async () => {
    renderTab(scenarios.kubernetes, '/connect');
    expect(await screen.findByLabelText('Kubernetes env')).toHaveTextContent(
      'secretKeyRef',
    );
    await userEvent.selectOptions(screen.getByLabelText('Format'), 'uri');
    expect(screen.getByLabelText('URI')).toHaveTextContent(
      'pg-main.example.com',
    );
    await userEvent.selectOptions(
      screen.getByLabelText('Endpoint'),
      'read-only',
    );
    expect(screen.getByLabelText('URI')).toHaveTextContent(
      'pg-standby.example.com',
    );
    await userEvent.selectOptions(screen.getByLabelText('From'), 'laptop');
    expect(screen.getByLabelText('URI')).toHaveTextContent(
      'pg-standby.example.com',
    );
    expect(
      within(screen.getByLabelText('Format')).queryByRole('option', {
        name: 'Kubernetes env',
      }),
    ).not.toBeInTheDocument();
  });

  it('copies, and announces it', async () => {
    const user = userEvent.setup();
    renderTab(scenarios.orders, '/connect?format=uri');
    const button = await screen.findByRole('button', { name: 'Copy URI' });
    const write = jest
      .spyOn(navigator.clipboard, 'writeText')
      .mockResolvedValue();
    await user.click(button);
    await waitFor(() =>
      expect(screen.getByText(t('copy.done'))).toHaveAttribute(
        'role',
        'status',
      ),
    );
    expect(write).toHaveBeenCalledWith(
      expect.stringMatching(/^postgresql:\/\/orders-db@/),
    );
  });

  it('shows a text to select if the browser forbids copying', async () => {
    const user = userEvent.setup();
    renderTab(scenarios.orders, '/connect?format=uri');
    const button = await screen.findByRole('button', { name: 'Copy URI' });
    jest
      .spyOn(navigator.clipboard, 'writeText')
      .mockRejectedValue(new Error('insecure'));
    await user.click(button);
    expect(
      await screen.findByRole('textbox', {
        name: t('copy.text', { what: 'URI' }),
      }),
    ).toHaveValue(
      'postgresql://orders-db@pg-main.example.com:5432/orders-db?sslmode=require',
    );
  });

  it('numbers endpoints of one purpose, so that each has a link', () => {
    const endpoint = {
      purpose: 'read-only',
      host: 'a',
      port: 1,
      sslMode: 'require',
    } as const;
    expect(
      namedEndpoints([endpoint, { ...endpoint, host: 'b' }]).map(
        ({ id }) => id,
      ),
    ).toEqual(['read-only', 'read-only-2']);
  });
});
