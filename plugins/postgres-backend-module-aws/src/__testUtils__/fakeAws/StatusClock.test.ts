import { StatusClock } from './StatusClock';

it('runs due tasks in order, and tasks that they add', () => {
  const clock = new StatusClock(new Date(0));
  const seen: string[] = [];
  const note = (text: string) => () =>
    seen.push(`${text} ${clock.now().getTime() / 1000}`);
  clock.after(20, note('second'));
  clock.after(10, () => {
    note('first')();
    clock.after(5, note('added'));
  });
  clock.advance(9);
  expect(seen).toEqual([]);
  clock.advance(21);
  expect(seen).toEqual(['first 10', 'added 15', 'second 20']);
  expect(clock.now()).toEqual(new Date(30_000));
});

it('settles without tasks that are due much later', () => {
  const clock = new StatusClock(new Date(0));
  let runs = 0;
  clock.after(3_000, () => {
    runs += 1;
  });
  clock.after(7 * 86_400, () => {
    runs += 1;
  });
  clock.settle();
  expect(runs).toBe(1);
  clock.advance(8 * 86_400);
  expect(runs).toBe(2);
});
