import { communitySupportEnds } from './communitySupport';

it.each([
  ['14', '2026-11-12'],
  ['18', '2030-11-14'],
  ['17.5', '2029-11-08'],
  ['13', undefined],
  ['toString', undefined],
])('the support of version %s ends on %s', (version, date) => {
  expect(communitySupportEnds(version)).toBe(date);
});
