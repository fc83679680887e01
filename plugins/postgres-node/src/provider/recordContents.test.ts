import { recordContents } from './recordContents';

it('returns the owner and the entities', () => {
  const owner = 'group:default/shop';
  const text = (entityRefs: string[]) =>
    recordContents({ owner, entityRefs } as never).text;
  expect(text(['component:default/a', 'component:default/b'])).toBe(
    'The record names the owner group:default/shop and the entities component:default/a, component:default/b.',
  );
  expect(text([])).toBe(
    'The record names the owner group:default/shop and no entity.',
  );
});
