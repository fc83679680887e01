import { DatabaseList } from '@pgstage/backstage-plugin-postgres-common';
import { claimed, databaseView } from '../../dev/fixtures';
import { keepUnreadLocations, without } from './keepUnreadLocations';

const list = (...names: string[]): DatabaseList => ({
  items: names.map(name => ({
    ...databaseView(),
    ...{ name, ref: `server:main/${name}`, location: 'main' },
  })),
  totalItems: names.length,
  problems: [],
  complete: true,
});
const namesOf = ({ items }: DatabaseList) => items.map(({ name }) => name);
const problem = (location: string, sinceAtLeast?: boolean) => ({
  problems: [
    {
      provider: 'server',
      location,
      since: '2030-01-01T00:00:00Z',
      sinceAtLeast,
      message: '',
    },
  ],
});

const before = list('a', 'b');

describe('keepUnreadLocations', () => {
  it.each([
    ['whose location nobody has read yet', { complete: false }],
    ['whose location has not responded yet', problem('main', true)],
    ['whose provider could not start', problem('*')],
  ])('keeps a database %s', (_, response) => {
    const result = keepUnreadLocations({ ...list('a'), ...response }, before);
    expect(namesOf(result)).toEqual(['a', 'b']);
    expect(result.totalItems).toBe(2);
  });

  it.each([
    ['is gone', {}],
    ['is gone while another location does not respond', problem('other', true)],
    ['was gone before its location fell silent', problem('main')],
    [
      'is gone while another location was not read yet',
      { ...problem('main'), complete: false },
    ],
  ])('drops one that %s', (_, response) => {
    const result = keepUnreadLocations({ ...list('a'), ...response }, before);
    expect(namesOf(result)).toEqual(['a']);
  });

  it('uses the current data of a database', () => {
    const response = { ...list('a'), complete: false };
    response.items[0].safe = claimed(false);
    expect(keepUnreadLocations(response, before).items[0].safe.value).toBe(
      false,
    );
    expect(namesOf(keepUnreadLocations(list('a'), undefined))).toEqual(['a']);
  });

  it('drops a database that no longer exists', () => {
    const known = without(before, 'server:main/b');
    expect(known.totalItems).toBe(1);
    const result = keepUnreadLocations(
      { ...list('a'), complete: false },
      known,
    );
    expect(namesOf(result)).toEqual(['a']);
  });
});
