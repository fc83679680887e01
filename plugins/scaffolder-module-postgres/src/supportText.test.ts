import { supportText } from './supportText';
import { translate as t } from './__testUtils__/translate';

it.each([
  ['17', '2029-11-08', t('version.supported', { date: '2029-11-08' })],
  ['17', '2029-11-09', t('version.unsupported', { date: '2029-11-08' })],
  ['99', '2029-11-09', undefined],
])('describes version %s on %s', (version, today, text) => {
  expect(supportText(t, version, new Date(`${today}T12:00:00Z`))).toBe(text);
});
