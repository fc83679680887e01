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
  ['name', { applicationName: 'walreceiver' }, 1],
  ['name here', {}, 3],
])('is known by its %s', (_, seen, pid) => {
  const found = pidOf(senders, 's1', { facts: facts(seen) }, { slots });
  expect(found).toBe(pid);
});

it('is known by what a standby said before it fell silent', () => {
  const lastFacts = facts({ applicationName: 'b' });
  expect(pidOf(senders, 's9', { lastFacts }, { slots })).toBe(2);
});

it('is guessed only where one is left and the standby may not tell', () => {
  const one = senders.slice(0, 1);
  const hidden = { facts: facts({ seesStats: false }) };
  expect(pidOf(one, 's9', hidden, { slots })).toBe(1);
  expect(pidOf(senders, 's9', hidden, { slots })).toBeUndefined();
  expect(pidOf(one, 's9', { facts: facts({}) }, { slots })).toBeUndefined();
});
