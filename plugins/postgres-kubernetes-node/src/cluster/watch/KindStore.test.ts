import { KindStore } from './KindStore';

const object = (name: string, version: number, owner = 'a', uid = name) => ({
  namespace: 'ns',
  name,
  uid,
  resourceVersion: `${version}`,
  value: { owner },
});

describe('KindStore', () => {
  const create = () =>
    new KindStore<{ owner: string }>(({ owner }) => ({ owner: [owner] }));
  const names = (store: ReturnType<typeof create>, owner: string) =>
    store.by('owner', owner).map(({ name }) => name);

  it('keeps its indexes consistent', () => {
    const store = create();
    store.set(object('x', 1));
    store.set(object('y', 1));
    expect(names(store, 'a')).toEqual(['x', 'y']);
    expect(store.set(object('x', 2, 'b'))).toEqual(object('x', 1));
    expect(names(store, 'a')).toEqual(['y']);
    expect(names(store, 'b')).toEqual(['x']);
    expect(store.delete({ namespace: 'ns', name: 'x' })).toEqual(
      object('x', 2, 'b'),
    );
    expect(store.delete({ namespace: 'ns', name: 'x' })).toBeUndefined();
    expect(names(store, 'b')).toEqual([]);
    expect(store.by('unknown', 'a')).toEqual([]);
  });

  it('returns the differences when it is replaced', () => {
    const store = create();
    ['same', 'changed', 'reborn', 'gone'].forEach(name =>
      store.set(object(name, 1)),
    );
    const next = [
      object('same', 1),
      object('changed', 2, 'b'),
      object('reborn', 1, 'a', 'another'),
      object('new', 1),
    ];
    expect(store.replaceAll(next)).toEqual([
      [object('changed', 1), next[1]],
      [object('reborn', 1), next[2]],
      [undefined, next[3]],
      [object('gone', 1), undefined],
    ]);
    expect(store.size).toBe(4);
    expect(names(store, 'a').sort()).toEqual(['new', 'reborn', 'same']);
    expect(names(store, 'b')).toEqual(['changed']);
  });
});
