import { yes } from '../claims';
import { withRequested, type RequestStatus } from './requested';

const now = new Date('2026-03-01T12:00:00Z');
const login = yes('usable', 'readiness', now);
const asked = (id: RequestStatus['id'], made?: boolean): RequestStatus => ({
  id,
  title: id,
  made,
  refused: false,
});

it('quotes the operator on what it is to make, and the record on init SQL', () => {
  const at = now.toISOString();
  const missing = asked('init-sql', false);
  expect(withRequested(login, [asked('roles', true), missing], now)).toEqual({
    value: false,
    source: 'request',
    at,
  });
  expect(withRequested(login, [asked('roles', false), missing], now)).toEqual({
    value: false,
    source: 'engine',
    at,
  });
});
