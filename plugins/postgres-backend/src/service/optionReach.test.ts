import { MemoryProvider } from '../__testUtils__/MemoryProvider';
import { reachOf } from './optionReach';

const provider = new MemoryProvider();

it('takes the furthest-reaching class, whatever a field is called', () => {
  provider.classifyOptions = () => ({
    'options.parameters.auto_explain.log_level': 'platform',
    'options.target': 'allowed',
    'options.colour': 'free',
  });
  expect(reachOf(provider, 'main', {})).toEqual({
    optionClass: 'platform',
    platform: ['options.parameters.auto_explain.log_level'],
  });
});

it('compares with what the request replaces, and nothing else', () => {
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
  expect(reachOf(provider, 'main', requested, existing)).toEqual({
    optionClass: 'free',
    platform: [],
  });
  expect(classify).toHaveBeenCalledWith('main', requested, {
    roles: existing.roles,
    options: { init: 'x' },
  });
});
