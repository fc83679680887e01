import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { invalidMessages } from './invalidMessages';

const message = defineMessages('shop', {
  closed: 'The shop {{name}} is closed.',
  reason: 'The order waits: {{reason}}',
});
const closed = (name: string) => message('closed', { name });

it('accepts the messages of a catalogue, whatever their parameters contain', () => {
  expect(
    invalidMessages({
      status: { state: 'attention', reason: closed('{{ x }}') },
      steps: [
        { id: 'open', title: message('reason', { reason: closed('{{x}}') }) },
      ],
      sizes: [{ id: 'small', title: 'Small {{' }],
      usable: null,
    }),
  ).toEqual([]);
});

it('finds a text that is not from a catalogue', () => {
  const reason = { id: 'closed', text: 'Closed' };
  expect(invalidMessages({ operations: { backup: { reason } } })).toEqual([
    "the message 'closed' (Closed) has no id of the form <catalogue>.<key>",
  ]);
  expect(
    invalidMessages([{ reason: { id: 'The shop. Closed', text: 'Closed' } }]),
  ).toHaveLength(1);
});

it('finds a message without a text', () => {
  expect(invalidMessages([{ id: 'shop.closed', text: ' ' }])).toEqual([
    "the message 'shop.closed' ( ) has no text",
  ]);
});

it('finds a parameter that is not replaced, also in a nested message', () => {
  const text = 'The shop {{name}} is closed.';
  const nested = message('reason', { reason: { id: 'shop.closed', text } });
  const problem = `the message 'shop.closed' (${text}) has a parameter that is not replaced`;
  expect(invalidMessages({ id: 'shop.closed', text })).toEqual([problem]);
  expect(invalidMessages({ reason: nested })).toEqual([problem]);
});
