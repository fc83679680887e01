import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../messages';
import type { SenderFacts, ServerFacts } from './serverFacts';
import type { StandbyFacts } from './standbyFacts';
import { senderHealth, standbyHealth } from './standbyHealth';
import type { StandbyProbe } from './StandbyProbe';

const now = new Date('2026-01-01T01:00:00Z');
const server = { seesStats: true, now } as ServerFacts;
const withoutStats = { seesStats: false } as ServerFacts;
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
const failingSince = new Date('2026-01-01T00:00:00Z');
const since = failingSince.toISOString();
const error = 'it cannot be reached';

it.each<[StandbyProbe, SenderFacts | undefined, object]>([
  [
    { facts },
    streaming,
    {
      state: 'working',
      reason: message('streaming'),
      evidence: { source: 'instance', at: now.toISOString() },
    },
  ],
  [
    { facts: { ...facts, inRecovery: false } },
    streaming,
    {
      state: 'attention',
      reason: message('promoted'),
      problem: 'promoted',
    },
  ],
  [
    { facts: { ...facts, paused: true } },
    streaming,
    { state: 'attention', reason: message('replayPaused'), problem: 'paused' },
  ],
  [
    { facts },
    undefined,
    {
      state: 'attention',
      reason: message('notStreaming'),
      problem: 'not-streaming',
    },
  ],
  [
    { facts: { ...facts, seesStats: false } },
    undefined,
    { state: 'unknown', reason: message('statsForbidden') },
  ],
  [{}, undefined, { state: 'unknown', reason: message('notQueried') }],
  [
    { error, failingSince, lastFacts: facts },
    undefined,
    {
      state: 'attention',
      reason: message('notConnected', { error }),
      problem: 'disconnected',
      since,
    },
  ],
  // Without an earlier response.
  [
    { error, failingSince },
    streaming,
    {
      state: 'unknown',
      reason: message('unresponsive', { error }),
      problem: 'unresponsive',
      since,
      sinceAtLeast: true,
    },
  ],
])('assesses %j with sender %j as %j', (probe, sender, expected) => {
  expect(standbyHealth(probe, sender, server)).toEqual(expected);
});

it.each<[Partial<SenderFacts>, ServerFacts, object]>([
  [
    { replayBytes: 7, replaySeconds: 301 },
    server,
    {
      state: 'attention',
      reason: message('lagging', { minutes: 5 }),
      problem: 'lagging',
    },
  ],
  [
    { state: 'catchup' },
    server,
    { state: 'changing', reason: message('catchingUp') },
  ],
  [
    { state: 'startup' },
    server,
    {
      state: 'changing',
      reason: providerMessage('verbatim', { text: 'startup' }),
    },
  ],
  [
    { state: undefined },
    server,
    { state: 'changing', reason: message('connecting') },
  ],
  [
    { state: undefined },
    withoutStats,
    { state: 'unknown', reason: message('senderStatsForbidden') },
  ],
])('assesses the sender %j', (changed, primary, expected) => {
  expect(senderHealth({ ...streaming, ...changed }, primary)).toEqual(expected);
});
