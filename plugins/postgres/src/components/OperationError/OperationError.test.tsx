import { render, screen } from '@testing-library/react';
import { ResponseError } from '@backstage/errors';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { responseError } from '../../__testUtils__/responseError';
import { OperationError } from './OperationError';

const proxy = () =>
  ResponseError.fromResponse(
    new Response('<html>nginx</html>', {
      status: 504,
      statusText: 'Gateway Timeout',
      headers: { 'content-type': 'text/html' },
    }),
  );
const rejected = () =>
  responseError(503, {
    name: 'ServiceUnavailableError',
    message: 'It is full',
  });

it.each([
  [
    'that there was no response',
    async () => new Error('no network'),
    'No response',
  ],
  ['a response of a proxy', proxy, 'No response'],
  ['what was rejected', rejected, 'It was not done'],
])('says %s', async (_, failure, title) => {
  const error = await failure();
  render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <OperationError title="It was not done" error={error} />
    </TestApiProvider>,
  );
  expect(screen.getByText(new RegExp(`^${title}`))).toBeInTheDocument();
  expect(screen.queryAllByText(/^It was not done/)).toHaveLength(
    title === 'It was not done' ? 1 : 0,
  );
});
