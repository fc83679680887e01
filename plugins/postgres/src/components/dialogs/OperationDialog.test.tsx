import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import {
  databaseOperations,
  endpointSchema,
  fenceDatabaseSchema,
  OperationDefinition,
} from '@pgstage/backstage-plugin-postgres-common';
import { clusterHealth, clusterView } from '../../../dev/clusterFixtures';
import { postgresApiRef } from '../../api';
import { operationWatchApiRef } from '../../operations/api';
import { OperationDialog } from './OperationDialog';
import { translate as t } from '../../__testUtils__/translate';

const view = clusterView();
const fullName = 'prod-eu/team-orders/orders';

function open(
  id: 'restart' | 'destroy-instance' | 'rotate-password' | 'rotate-login',
  {
    operations = view.operations,
    ...changes
  }: Partial<OperationDefinition> & {
    operations?: typeof view.operations;
  } = {},
) {
  const definition: OperationDefinition = {
    ...databaseOperations[id],
    ...changes,
  };
  const call = jest.fn().mockResolvedValue(view);
  const change = jest.fn();
  const onDone = jest.fn();
  render(
    <TestApiProvider
      apis={[
        [postgresApiRef, { [definition.call]: call } as never],
        mockApis.alert(),
        mockApis.error(),
        mockApis.translation(),
        [operationWatchApiRef, { change } as never],
      ]}
    >
      <OperationDialog
        id={id}
        definition={definition}
        view={{ ...view, operations }}
        staleness={undefined}
        health={clusterHealth()}
        onDone={onDone}
        onClose={() => {}}
      />
    </TestApiProvider>,
  );
  return { call, change, onDone };
}
const button = (name: string) => screen.getByRole('button', { name });

it('has the inputs of the operation, and sends the values', async () => {
  const { call, change, onDone } = open('restart');
  expect(screen.getByText(t('operations.restart.effect'))).toBeInTheDocument();
  await userEvent.click(screen.getByLabelText(/^orders-2/));
  await userEvent.click(screen.getByLabelText(/Reload the configuration/));
  await userEvent.click(button('Restart or reload'));
  await waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(call).toHaveBeenCalledWith(view.ref, {
    instance: 'orders-2',
    reload: true,
  });
  expect(change).toHaveBeenCalledWith(
    expect.anything(),
    expect.anything(),
    t('watch.operation.other', {
      operation: 'Restart or reload',
      database: 'orders',
    }),
    view,
  );
});

it('sends the overlap of a rotation as a number, and none by default', async () => {
  const { call, onDone } = open('rotate-login');
  await userEvent.type(screen.getByLabelText(/^Minutes of overlap/), '90');
  await userEvent.click(button('Rotate login with an overlap'));
  await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
  expect(call).toHaveBeenCalledWith(view.ref, { overlapMinutes: 90 });
  await userEvent.clear(screen.getByLabelText(/^Minutes of overlap/));
  await userEvent.click(button('Rotate login with an overlap'));
  await waitFor(() => expect(onDone).toHaveBeenCalledTimes(2));
  expect(call).toHaveBeenLastCalledWith(view.ref, {});
});

it('sends no request body if there is none', async () => {
  const { call, onDone } = open('rotate-password');
  await userEvent.click(button('Rotate password'));
  await waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(call).toHaveBeenCalledWith(view.ref);
});

it('requires the name for a destructive operation, and required inputs', async () => {
  const { call } = open('destroy-instance');
  expect(button('Destroy an instance')).toBeDisabled();
  await userEvent.type(screen.getByLabelText(/^Type/), fullName);
  expect(button('Destroy an instance')).toBeDisabled();
  await userEvent.click(screen.getByLabelText(/^orders-3/));
  await userEvent.click(button('Destroy an instance'));
  await waitFor(() =>
    expect(call).toHaveBeenCalledWith(view.ref, { instance: 'orders-3' }),
  );
});

it('shows the preconditions, and waits for them', () => {
  const restart = {
    supported: true as const,
    needs: [
      { what: { id: 'backup', text: 'A backup has finished.' }, met: false },
    ],
  };
  open('restart', { operations: { ...view.operations, restart } });
  expect(screen.getByText(/A backup has finished/)).toBeInTheDocument();
  expect(button('Restart or reload')).toBeDisabled();
});

it('has a list input, and waits for a required one', async () => {
  const { call } = open('restart', {
    input: fenceDatabaseSchema.required({ instances: true }),
  });
  const instances = screen.getByLabelText(/^Instances/);
  await userEvent.type(instances, ' ,');
  expect(button('Restart or reload')).toBeDisabled();
  await userEvent.type(instances, 'a, b c');
  await userEvent.click(button('Restart or reload'));
  await waitFor(() =>
    expect(call).toHaveBeenCalledWith(view.ref, { instances: ['a', 'b', 'c'] }),
  );
});

it('has a choice of a few values', async () => {
  const { call } = open('restart', { input: endpointSchema });
  await userEvent.type(screen.getByLabelText('host'), 'db');
  await userEvent.type(screen.getByLabelText('port'), '5432');
  await userEvent.selectOptions(screen.getByLabelText('purpose'), 'pooler');
  expect(button('Restart or reload')).toBeDisabled();
  await userEvent.selectOptions(screen.getByLabelText('sslMode'), 'require');
  await userEvent.click(button('Restart or reload'));
  await waitFor(() =>
    expect(call).toHaveBeenCalledWith(view.ref, {
      purpose: 'pooler',
      host: 'db',
      port: 5432,
      sslMode: 'require',
    }),
  );
});
