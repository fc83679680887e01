import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Files that a file names by a relative path: in imports, exports, mocks. */
function namedIn(file: string, text = readFileSync(file, 'utf8')): string[] {
  const paths = text.matchAll(
    /(?:\bfrom|\bimport|\b(?:import|require|mock|requireActual|requireMock)\()\s*['"`](\.[^'"`]*)['"`]/g,
  );
  return [...paths].map(([, path]) => join(dirname(file), path));
}

const folders = readdirSync(__dirname, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

/** What two providers could use belongs to the base, `postgres-kubernetes-node`. */
it.each(folders)('the provider %s imports nothing of another', folder => {
  const root = join(__dirname, folder);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => join(root, file));
  const outside = files.flatMap(file =>
    namedIn(file)
      .filter(target => relative(root, target).split(sep)[0] === '..')
      .map(target => [file, target].map(path => relative(__dirname, path))),
  );
  expect(files.length).toBeGreaterThan(0);
  expect(outside).toEqual([]);
});

it('sees every way to name a file', () => {
  const text = `
    import { a } from '../b/a';
    import type {
      B,
    } from "../b/b";
    import '../b/c';
    export * from '../b/d';
    const e = await import('../b/e');
    jest.mock('../b/f');
    import { own } from './own';
    import { far } from '@pgstage/far';
  `;
  const found = namedIn(join('a', 'file.ts'), text);
  const others = 'abcdef'.split('').map(name => join('b', name));
  expect(found).toEqual([...others, join('a', 'own')]);
});
