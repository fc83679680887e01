import { message } from './__testUtils__/messages';
import { claimsWithoutEvidence } from './claimsWithoutEvidence';

const sources = {
  usable: ['login'],
  safe: ['archive'],
  recoveryWindow: ['archive'],
  archiving: ['instance'],
  instance: ['instance'],
} as const;
const at = '2026-11-26T10:00:00Z';
const now = Date.parse(at);

it('finds each positive claim with an insufficient source', () => {
  const evidence = { source: 'engine', at } as const;
  const window = { from: at, to: at, evidence };
  expect(
    claimsWithoutEvidence(
      sources,
      {
        usable: { value: true, ...evidence },
        safe: { value: true, ...evidence },
        summary: { recoveryWindow: window },
        archiving: { state: 'working', reason: message('archives'), evidence },
        instances: [
          {
            name: 'a',
            role: 'primary',
            state: 'working',
            reason: message('archives'),
            evidence,
          },
        ],
      },
      now,
    ),
  ).toEqual(
    ['usable', 'safe', 'recoveryWindow', 'archiving', 'instance'].map(
      kind => `${kind} has the insufficient source 'engine'`,
    ),
  );
});

it('finds an observation time in the future, and ignores claims that are not positive', () => {
  const later = '2026-11-26T10:05:00Z';
  expect(
    claimsWithoutEvidence(
      sources,
      {
        usable: { value: true, source: 'login', at: later },
        safe: { value: false, source: 'request', at: later },
        archiving: { state: 'unknown', reason: message('archives') },
      },
      now,
    ),
  ).toEqual([`usable has an observation time in the future: ${later}`]);
  expect(
    claimsWithoutEvidence(
      sources,
      { usable: { value: true, source: 'login', at } },
      now,
    ),
  ).toEqual([]);
});
