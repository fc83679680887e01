import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  defineMessages,
  type Message,
} from '@pgstage/backstage-plugin-postgres-common';
import { screen } from '@testing-library/react';
import { appIn } from '../__testUtils__/appIn';
import { germanTexts } from '../__testUtils__/germanTexts';
import { useMessageText } from './useMessageText';

const message = defineMessages('shop', {
  closed: 'The shop {{name}} is closed.',
  until: '{{what}} It opens at {{time}}.',
  orders_one: '{{count}} order waits.',
  orders_other: '{{count}} orders wait.',
  unknown: 'Nobody knows {{name}}.',
});

const german = germanTexts({
  'shop.closed': 'Der Laden {{name}} ist zu.',
  'shop.until': 'Um {{time}} wird geöffnet. {{what}}',
  'shop.orders_one': '{{count}} Bestellung wartet.',
  'shop.orders_other': '{{count}} Bestellungen warten.',
});

const Text = ({ of }: { of: Message }) => <p>{useMessageText()(of)}</p>;

const show = (of: Message, language: string) =>
  renderInTestApp(<Text of={of} />, appIn(language, german));

const closed = message('closed', { name: 'A' });

// The app stores the language of the user.
beforeEach(() => localStorage.clear());

it.each([
  ['by its id', closed, 'Der Laden A ist zu.'],
  [
    'with the text in it',
    message('until', { what: closed, time: '9:00' }),
    'Um 9:00 wird geöffnet. Der Laden A ist zu.',
  ],
  ['that counts', message('orders', { count: 1 }), '1 Bestellung wartet.'],
  [
    'that counts more',
    message('orders', { count: 2 }),
    '2 Bestellungen warten.',
  ],
  [
    'whose parameter looks like a template',
    message('closed', { name: '{{count}} $t(shop.unknown)' }),
    'Der Laden {{count}} $t(shop.unknown) ist zu.',
  ],
  [
    'that nobody translated, in English',
    message('unknown', { name: '{{name}}' }),
    'Nobody knows {{name}}.',
  ],
])('translates a text of the backend %s', async (_, of, expected) => {
  show(of, 'de');
  expect(await screen.findByText(expected)).toBeInTheDocument();
});

it('shows the original text in English', async () => {
  show(closed, 'en');
  expect(await screen.findByText('The shop A is closed.')).toBeInTheDocument();
});
