import { yes } from '../claims';
import { message } from '../messages';
import { withRequested, type RequestStatus } from './requested';

const now = new Date('2026-03-01T12:00:00Z');
const login = yes('usable', 'readiness', now);
const statusOf = (
  id: RequestStatus['id'],
  created?: boolean,
): RequestStatus => ({
  id,
  title: message('initSql'),
  created,
  refused: false,
});

it('names the operator as the source for its objects, and the record for init SQL', () => {
  const at = now.toISOString();
  const missing = statusOf('init-sql', false);
  expect(withRequested(login, [statusOf('roles', true), missing], now)).toEqual(
    {
      value: false,
      source: 'request',
      at,
    },
  );
  expect(
    withRequested(login, [statusOf('roles', false), missing], now),
  ).toEqual({
    value: false,
    source: 'engine',
    at,
  });
});
