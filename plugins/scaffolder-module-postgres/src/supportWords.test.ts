import { supportWords } from './supportWords';

it.each([
  ['17', '2029-11-08', 'Supported by the community until 2029-11-08'],
  ['17', '2029-11-09', 'Not supported by the community since 2029-11-08'],
  ['99', '2029-11-09', undefined],
])('tells of version %s on %s', (version, today, words) => {
  expect(supportWords(version, new Date(`${today}T12:00:00Z`))).toBe(words);
});
