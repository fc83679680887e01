import { isHidden } from './isHidden';

it.each([
  ['backstage_plugin_catalog', ['backstage_plugin_*'], true],
  ['orders', ['backstage_plugin_*', 'orders'], true],
  ['my_backstage_plugin_x', ['backstage_plugin_*'], false],
  ['axb', ['a.b'], false],
  ['a.b(c', ['a.b(*'], true],
  ['a\nb', ['a*'], true],
  ['orders', [], false],
])('matches %j with %j: %s', (name, patterns, hidden) => {
  expect(isHidden(name, patterns)).toBe(hidden);
});
