import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Returns the files that a file references by a relative path: in imports, exports, mocks. */
function referencesIn(
  file: string,
  text = readFileSync(file, 'utf8'),
): string[] {
  const paths = text.matchAll(
    /(?:\bfrom|\bimport|\b(?:import|require|mock|requireActual|requireMock)\()\s*['"`](\.[^'"`]*)['"`]/g,
  );
  return [...paths].map(([, path]) => join(dirname(file), path));
}

const folders = readdirSync(__dirname, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

/** Code that two providers can use belongs to the base, `postgres-kubernetes-node`. */
it.each(folders)('the provider %s imports nothing from another', folder => {
  const root = join(__dirname, folder);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => join(root, file));
  const outside = files.flatMap(file =>
    referencesIn(file)
      .filter(target => relative(root, target).split(sep)[0] === '..')
      .map(target => [file, target].map(path => relative(__dirname, path))),
  );
  expect(files.length).toBeGreaterThan(0);
  expect(outside).toEqual([]);
});

it('finds every kind of reference to a file', () => {
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
  const found = referencesIn(join('a', 'file.ts'), text);
  const others = 'abcdef'.split('').map(name => join('b', name));
  expect(found).toEqual([...others, join('a', 'own')]);
});

const ROOT = join(__dirname, '..', '..', '..');
const IS_CODE = /\.([cm]?js|tsx?)$/;
const IS_OF_TESTS = /\.test\.|\/__(fixtures|testUtils)__\//;
const IGNORED = ['node_modules', 'dist', 'dist-types', 'coverage'];

/** Returns the code files in a folder of the repository, without tests. */
function codeIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(
    entry => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory())
        return IGNORED.includes(entry.name) ? [] : codeIn(path);
      return IS_CODE.test(path) && !IS_OF_TESTS.test(path) ? [path] : [];
    },
  );
}

const linesOf = (path: string) =>
  readFileSync(join(ROOT, path), 'utf8').split('\n').length - 1;

it('no file is longer than 300 lines', () => {
  const files = ['plugins', 'scripts', 'examples'].flatMap(codeIn);
  const long = files.filter(path => linesOf(path) > 300);
  expect(files.length).toBeGreaterThan(500);
  expect(long).toEqual([]);
});

/** Code that the next provider would have to repeat belongs to the base. */
it('cloudnative-pg is an adapter of at most 8,500 lines', () => {
  const files = codeIn(`${relative(ROOT, __dirname)}/cloudnative-pg`);
  const lines = files.map(linesOf).reduce((sum, count) => sum + count, 0);
  expect(lines).toBeGreaterThan(1_000);
  expect(lines).toBeLessThanOrEqual(8_500);
});
