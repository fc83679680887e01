import type { SenderFacts, ServerFacts } from './serverFacts';
import type { StandbyFacts } from './standbyFacts';
import { senderHealth, standbyHealth } from './standbyHealth';
import type { StandbyProbe } from './StandbyProbe';

const now = new Date('2026-01-01T01:00:00Z');
const server = { seesStats: true, now } as ServerFacts;
const blind = { seesStats: false } as ServerFacts;
const streaming: SenderFacts = {
  pid: 1,
  applicationName: 's1',
  state: 'streaming',
  replayBytes: 0,
};
const facts: StandbyFacts = {
  inRecovery: true,
  startedAt: new Date(),
  paused: false,
  seesStats: true,
};
const silentSince = new Date('2026-01-01T00:00:00Z');
const since = silentSince.toISOString();
const error = 'it cannot be reached';

it.each<[StandbyProbe, SenderFacts | undefined, object]>([
  [
    { facts },
    streaming,
    {
      state: 'working',
      reason: 'streaming',
      evidence: { source: 'instance', at: now.toISOString() },
    },
  ],
  [
    { facts: { ...facts, inRecovery: false } },
    streaming,
    {
      state: 'attention',
      reason: expect.stringContaining('is no standby'),
      problem: 'promoted',
    },
  ],
  [
    { facts: { ...facts, paused: true } },
    streaming,
    { state: 'attention', reason: 'replay is paused', problem: 'paused' },
  ],
  [
    { facts },
    undefined,
    {
      state: 'attention',
      reason: expect.stringContaining('does not stream'),
      problem: 'not-streaming',
    },
  ],
  [
    { facts: { ...facts, seesStats: false } },
    undefined,
    { state: 'unknown', reason: expect.stringContaining('pg_monitor') },
  ],
  [{}, undefined, { state: 'unknown', reason: 'not asked yet' }],
  [
    { error, silentSince, lastFacts: facts },
    undefined,
    {
      state: 'attention',
      reason: `not connected: ${error}`,
      problem: 'disconnected',
      since,
    },
  ],
  // It has not answered this Backstage before.
  [
    { error, silentSince },
    streaming,
    {
      state: 'unknown',
      reason: `streaming, but does not respond: ${error}`,
      problem: 'silent',
      since,
      sinceAtLeast: true,
    },
  ],
])('of %j with sender %j is %j', (probe, sender, expected) => {
  expect(standbyHealth(probe, sender, server)).toEqual(expected);
});

it.each<[Partial<SenderFacts>, ServerFacts, object]>([
  [
    { replayBytes: 7, replaySeconds: 301 },
    server,
    { state: 'attention', reason: 'streaming, 5 min behind', problem: 'late' },
  ],
  [{ state: 'catchup' }, server, { state: 'changing', reason: 'catching up' }],
  [{ state: undefined }, server, { state: 'changing', reason: 'connecting' }],
  [
    { state: undefined },
    blind,
    { state: 'unknown', reason: expect.stringContaining('pg_monitor') },
  ],
])('of %j, as the primary sees it, is told', (changed, seenBy, expected) => {
  expect(senderHealth({ ...streaming, ...changed }, seenBy)).toEqual(expected);
});
