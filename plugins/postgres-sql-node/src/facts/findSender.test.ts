import { findSender } from './findSender';
import type { SenderFacts } from './serverFacts';
import type { StandbyFacts } from './standbyFacts';

const sender = (pid: number, applicationName: string): SenderFacts => ({
  pid,
  applicationName,
});
const senders = [sender(1, 'walreceiver'), sender(2, 'b'), sender(3, 's1')];
const slots = [
  { name: 'slot_b', type: 'physical' as const, active: true, pid: 2 },
];
const facts = (changed: Partial<StandbyFacts>): StandbyFacts => ({
  inRecovery: true,
  startedAt: new Date(),
  paused: false,
  seesStats: true,
  ...changed,
});
const pidOf = (...args: Parameters<typeof findSender>) =>
  findSender(...args)?.pid;

it.each<[string, Partial<StandbyFacts>, number]>([
  ['slot', { slotName: 'slot_b', applicationName: 'walreceiver' }, 2],
  ['application_name', { applicationName: 'walreceiver' }, 1],
  ['configured name', {}, 3],
])('is found by its %s', (_, standby, pid) => {
  const actual = pidOf(senders, 's1', { facts: facts(standby) }, { slots });
  expect(actual).toBe(pid);
});

it('is found by the last facts of a standby that does not respond', () => {
  const lastFacts = facts({ applicationName: 'b' });
  expect(pidOf(senders, 's9', { lastFacts }, { slots })).toBe(2);
});

it('is assumed only for a single sender and a standby without the right to read its own', () => {
  const one = senders.slice(0, 1);
  const hidden = { facts: facts({ seesStats: false }) };
  expect(pidOf(one, 's9', hidden, { slots })).toBe(1);
  expect(pidOf(senders, 's9', hidden, { slots })).toBeUndefined();
  expect(pidOf(one, 's9', { facts: facts({}) }, { slots })).toBeUndefined();
});
