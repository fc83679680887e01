import { FakeProvider } from '../__testUtils__/FakeProvider';
import { optionScopeOf } from './optionScope';

const provider = new FakeProvider();

it('returns the class with the widest scope, independent of field names', () => {
  provider.classifyOptions = () => ({
    'options.parameters.auto_explain.log_level': 'platform',
    'options.target': 'allowed',
    'options.colour': 'free',
  });
  expect(optionScopeOf(provider, 'main', {})).toEqual({
    optionClass: 'platform',
    platform: ['options.parameters.auto_explain.log_level'],
  });
});

it('compares only with what the request replaces', () => {
  const classify = jest.fn(() => ({}));
  provider.classifyOptions = classify;
  const requested = {
    roles: [{ name: 'reader' }],
    options: { target: 'a', init: null },
  };
  const existing = {
    roles: [{ name: 'writer' }],
    databases: [{ name: 'more' }],
    options: { init: 'x', colour: 'red' },
  };
  expect(optionScopeOf(provider, 'main', requested, existing)).toEqual({
    optionClass: 'free',
    platform: [],
  });
  expect(classify).toHaveBeenCalledWith('main', requested, {
    roles: existing.roles,
    options: { init: 'x' },
  });
});
