import type {
  Database,
  ListDatabases,
} from '@pgstage/backstage-plugin-postgres-common';
import { aDatabase } from '../__testUtils__/aDatabase';
import { matches, paginate } from './listDatabases';

const binding = {
  resourceRef: 'resource:default/a',
  entityRefs: [],
  owner: 'group:default/Team',
};
const a = aDatabase({ ref: 'memory:main/a', binding });
const loose = aDatabase({
  ref: 'server:main/loose',
  status: { ...a.status, state: 'attention' },
});

describe('matches', () => {
  it.each<[ListDatabases, Database[]]>([
    [{}, [a, loose]],
    [{ unbound: true }, [loose]],
    [{ unbound: false }, [a]],
    [{ owner: 'group:default/team' }, [a]],
    [{ provider: 'server' }, [loose]],
    [{ state: 'attention' }, [loose]],
    [{ state: 'working', provider: 'server' }, []],
  ])('%j', (filter, expected) => {
    expect([a, loose].filter(matches(filter))).toEqual(expected);
  });
});

describe('paginate', () => {
  const all = ['c', 'a', 'b'].map(name =>
    aDatabase({ ref: `memory:main/${name}` }),
  );
  all.push(aDatabase({ ref: 'memory:other/a' }));
  const refs = ({ page }: ReturnType<typeof paginate>) =>
    page.map(({ ref }) => ref);

  it('iterates in the order of names, then refs', () => {
    const first = paginate(all, { limit: 3 });
    expect(refs(first)).toEqual([
      'memory:main/a',
      'memory:other/a',
      'memory:main/b',
    ]);
    const second = paginate(all, { limit: 3, cursor: first.nextCursor });
    expect(refs(second)).toEqual(['memory:main/c']);
    expect(second.nextCursor).toBeUndefined();
  });

  it('continues after a database that was removed in the meantime', () => {
    const { nextCursor } = paginate(all, { limit: 1 });
    expect(
      refs(
        paginate(
          all.filter(d => d.ref !== 'memory:main/a'),
          { cursor: nextCursor },
        ),
      ),
    ).toEqual(['memory:other/a', 'memory:main/b', 'memory:main/c']);
  });

  it('rejects an invalid cursor', () => {
    expect(() => paginate(all, { cursor: 'x' })).toThrow(/^cursor must be/);
  });
});
