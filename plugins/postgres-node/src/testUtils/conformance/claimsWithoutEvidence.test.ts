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

it('finds each green that rests on what does not suffice', () => {
  const evidence = { source: 'engine', at } as const;
  const window = { from: at, to: at, evidence };
  expect(
    claimsWithoutEvidence(
      sources,
      {
        usable: { value: true, ...evidence },
        safe: { value: true, ...evidence },
        summary: { recoveryWindow: window },
        archiving: { state: 'working', reason: '', evidence },
        instances: [
          {
            name: 'a',
            role: 'primary',
            state: 'working',
            reason: '',
            evidence,
          },
        ],
      },
      now,
    ),
  ).toEqual(
    ['usable', 'safe', 'recoveryWindow', 'archiving', 'instance'].map(
      kind => `${kind} rests on 'engine', which does not suffice`,
    ),
  );
});

it('finds what nobody can have seen yet, and looks past what is not green', () => {
  const later = '2026-11-26T10:05:00Z';
  expect(
    claimsWithoutEvidence(
      sources,
      {
        usable: { value: true, source: 'login', at: later },
        safe: { value: false, source: 'request', at: later },
        archiving: { state: 'unknown', reason: '' },
      },
      now,
    ),
  ).toEqual([`usable was seen at ${later}, which has not come yet`]);
  expect(
    claimsWithoutEvidence(
      sources,
      { usable: { value: true, source: 'login', at } },
      now,
    ),
  ).toEqual([]);
});
