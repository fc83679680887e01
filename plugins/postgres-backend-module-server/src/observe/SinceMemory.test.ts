import { SinceMemory } from './SinceMemory';

const at = (minutes: number) => new Date(Date.UTC(2030, 0, 1, 10, minutes));
const time = (minutes: number) => at(minutes).toISOString();

describe('SinceMemory', () => {
  it('knows no more than "at least" of what it finds', () => {
    const memory = new SinceMemory();
    const found = { since: time(30), sinceAtLeast: true };
    expect(memory.of('a', 'full', at(30))).toEqual(found);
    memory.endRound(at(30));
    expect(memory.of('a', 'full', at(40))).toEqual(found);
  });

  it('believes the server in what it finds, so that a restart changes nothing', () => {
    expect(
      new SinceMemory().of('a', 'working', at(30), { told: time(0) }),
    ).toEqual({
      since: time(0),
    });
  });

  it('believes itself in what it saw begin, but for what came between two looks', () => {
    const memory = new SinceMemory();
    memory.of('a', 'attention', at(30));
    memory.endRound(at(30));
    expect(memory.of('a', 'working', at(31), { told: time(0) })).toEqual({
      since: time(31),
    });
    memory.endRound(at(31));
    expect(memory.of('a', 'working anew', at(41), { told: time(35) })).toEqual({
      since: time(35),
    });
  });

  it('counts what it did not know at first as not looked at', () => {
    const memory = new SinceMemory();
    memory.of('a', 'not tried yet', at(30), { unknown: true });
    memory.endRound(at(30));
    expect(memory.of('a', 'working', at(31), { told: time(0) })).toEqual({
      since: time(0),
    });
  });
});
