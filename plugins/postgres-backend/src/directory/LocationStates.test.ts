import { LocationStates } from './LocationStates';

describe('LocationStates', () => {
  it('is complete when each location has been read or reported as unreachable', () => {
    const states = new LocationStates();
    expect(states.settled('server', ['a', 'b'])).toBe(false);
    states.markRead('server', 'a');
    states.markRead('other', 'b');
    expect(states.settled('server', ['a', 'b'])).toBe(false);
    states.markUnreachable('server', 'b', 'no route');
    expect(states.settled('server', ['a', 'b'])).toBe(true);
  });

  it('keeps since when a location is unreachable, until it is read', async () => {
    const states = new LocationStates();
    states.markRead('server', 'a');
    states.markUnreachable('server', 'a', 'no route');
    const { since } = states.problems()[0];
    await new Promise(resolve => setTimeout(resolve, 5));
    states.markUnreachable('server', 'a', 'refused');
    expect(states.problems()).toEqual([
      { provider: 'server', location: 'a', since, message: 'refused' },
    ]);
    expect(states.get('server', 'a')?.read).toBe(true);
    states.markRead('server', 'a');
    expect(states.problems()).toEqual([]);
  });

  it('does not know since when a location is unreachable that was never read', () => {
    const states = new LocationStates();
    states.markUnreachable('server', 'a', 'no route');
    states.markUnreachable('server', 'a', 'refused');
    expect(states.problems()).toMatchObject([{ sinceAtLeast: true }]);
    states.markRead('server', 'a');
    states.markUnreachable('server', 'a', 'refused');
    expect(states.problems()[0].sinceAtLeast).toBeUndefined();
  });
});
