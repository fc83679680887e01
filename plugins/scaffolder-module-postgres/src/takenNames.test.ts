import { readTakenNames } from './takenNames';

it('reads all pages, and only the location', async () => {
  const page = (name: string, location: string, nextCursor?: string) => ({
    items: [{ name, location }],
    nextCursor,
  });
  const listDatabases = jest
    .fn()
    .mockResolvedValueOnce(page('a', 'main', 'more'))
    .mockResolvedValueOnce(page('b', 'other'));
  const names = await readTakenNames(
    { listDatabases },
    { provider: 'server', location: 'main' },
  );
  expect([...names]).toEqual(['a']);
  expect(listDatabases).toHaveBeenLastCalledWith(
    { provider: 'server', limit: 500, cursor: 'more' },
    expect.anything(),
  );
});
