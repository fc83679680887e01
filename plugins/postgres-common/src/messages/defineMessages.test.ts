import { defineMessages } from './defineMessages';
import { messageSchema } from './Message';

const message = defineMessages('shop', {
  closed: 'The shop is closed.',
  moved: 'The shop moved from {{from}} to {{to}}. {{to}} is open.',
  orders_one: '{{count}} order waits in {{city}}.',
  orders_other: '{{count}} orders wait in {{city}}.',
});

it('returns a text with its id and parameters', () => {
  expect(message('closed')).toEqual({
    id: 'shop.closed',
    text: 'The shop is closed.',
  });
  expect(message('moved', { from: 'Oslo', to: 'Rome' })).toEqual({
    id: 'shop.moved',
    params: { from: 'Oslo', to: 'Rome' },
    text: 'The shop moved from Oslo to Rome. Rome is open.',
  });
});

it('selects the plural form for the count', () => {
  const orders = (count: number) => message('orders', { count, city: 'Rome' });
  expect([0, 1, 2].map(count => orders(count).text)).toEqual([
    '0 orders wait in Rome.',
    '1 order waits in Rome.',
    '2 orders wait in Rome.',
  ]);
  expect(orders(1).id).toBe('shop.orders');
});

it('needs no singular form', () => {
  const sheep = defineMessages('farm', { sheep_other: '{{count}} sheep' });
  expect(sheep('sheep', { count: 1 }).text).toBe('1 sheep');
});

it('accepts another message as a parameter', () => {
  const where = message('closed');
  expect(message('moved', { from: 'Oslo', to: where })).toEqual({
    id: 'shop.moved',
    params: { from: 'Oslo', to: where },
    text: 'The shop moved from Oslo to The shop is closed.. The shop is closed. is open.',
  });
});

it('does not interpret parameters', () => {
  expect(message('moved', { from: '$&', to: '{{from}}' }).text).toBe(
    'The shop moved from $& to {{from}}. {{from}} is open.',
  );
});

it('makes parameters printable, and cuts long ones', () => {
  const hostile = 'a\r\n\t<script>{{to}}\u001b[31m\u202e';
  const { params, text } = message('moved', { from: hostile, to: 'Rome' });
  expect(params?.from).toBe('a\n <script>{{to}}\\u001b[31m\\u202e');
  expect(text).toBe(
    `The shop moved from ${params?.from} to Rome. Rome is open.`,
  );
  const long = message('moved', {
    from: '\0'.repeat(1e6),
    to: '🐘'.repeat(1e6),
  });
  expect(messageSchema.parse(long)).toEqual(long);
  expect(long.text.length).toBeLessThan(31_000);
});

it('does not compile with an unknown key, or without its parameters', () => {
  // @ts-expect-error unknown key
  expect(() => message('opened')).toThrow();
  // @ts-expect-error from and to are missing
  message('moved');
  // @ts-expect-error to is missing
  message('moved', { from: 'Oslo' });
  // @ts-expect-error a count is a number
  message('orders', { count: '2', city: 'Rome' });
  // @ts-expect-error the text has no parameters
  message('closed', { at: 'noon' });
});
