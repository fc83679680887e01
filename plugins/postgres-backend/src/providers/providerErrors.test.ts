import { ConflictError, InputError } from '@backstage/errors';
import {
  DifferencesError,
  UpstreamError,
} from '@pgstage/backstage-plugin-postgres-common';
import { callProvider, toPublicError } from './providerErrors';

describe('toPublicError', () => {
  it.each([
    new InputError('name must be short'),
    new ConflictError('exists'),
    new DifferencesError('exists', []),
    new UpstreamError('server', 'down', 'Start.'),
  ])('lets through %s', error => {
    expect(toPublicError('memory', error)).toBe(error);
  });

  it.each([
    new Error('canary'),
    Object.assign(new InputError('canary'), { statusCode: 418 }),
    Object.assign(new TypeError('canary\n    second line of it: canary'), {
      config: 'canary',
    }),
    'canary',
    undefined,
  ])('does not reveal the message of %s', error => {
    const shown = toPublicError('memory', error);
    expect(JSON.stringify([shown, shown.message, shown.stack])).not.toContain(
      'canary',
    );
    expect(shown.message).toContain("Provider 'memory'");
    expect(shown).not.toHaveProperty('statusCode');
  });
});

it('passes results on', async () => {
  expect(await callProvider('memory', async () => 1)).toBe(1);
});
