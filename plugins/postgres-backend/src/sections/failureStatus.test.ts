import { NotImplementedError } from '@backstage/errors';
import {
  UpstreamError,
  UpstreamForbiddenError,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import { failureStatus } from './failureStatus';

it('recognizes errors of a provider with its own copy of the package', () => {
  jest.isolateModules(() => {
    const copy = jest.requireActual<
      typeof import('@pgstage/backstage-plugin-postgres-common')
    >('@pgstage/backstage-plugin-postgres-common');
    const error = new copy.UpstreamForbiddenError('server', 'no', 'Grant.');
    expect(error).not.toBeInstanceOf(UpstreamForbiddenError);
    expect(failureStatus(error)).toBe('forbidden');
  });
});

it.each([
  [new UpstreamForbiddenError('server', 'no', 'Grant.'), 'forbidden'],
  [new UpstreamTimeoutError('server', 'silence', 'Wait.'), 'timeout'],
  [new DOMException('aborted', 'AbortError'), 'timeout'],
  [new DOMException('too late', 'TimeoutError'), 'timeout'],
  [new NotImplementedError('no'), 'unsupported'],
  [new UpstreamError('server', 'down', 'Start.'), 'unreachable'],
  [new TypeError('x is not a function'), 'unreachable'],
  ['text', 'unreachable'],
])('%s ends in %s', (error, status) => {
  expect(failureStatus(error)).toBe(status);
});
