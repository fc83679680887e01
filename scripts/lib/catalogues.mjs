import fs from 'node:fs';
import path from 'node:path';
import { root } from './project.mjs';
import { loadSource } from './sources.mjs';

const plugins = path.join(root, 'plugins');

/** TypeScript of the packages without tests; the paths are relative to `plugins`. */
export const sources = fs
  .readdirSync(plugins, { recursive: true })
  .filter(
    file =>
      /^[^/]+\/src\/.*\.ts$/.test(file) &&
      !/\.test\.ts$|node_modules|__(testUtils|fixtures)__/.test(file),
  )
  .sort();

export const read = file => fs.readFileSync(path.join(plugins, file), 'utf8');

/** Folders of the message catalogues of the backend; each defines one. */
export const catalogues = sources
  .filter(file => /\/messages\/index\.ts$/.test(file))
  .filter(file => read(file).includes('defineMessages('))
  .map(file => path.dirname(file));

/** Returns each text of a catalogue with its key; a key can occur twice. */
export const textsOf = folder =>
  sources
    .filter(
      file => path.dirname(file) === folder && !file.endsWith('/index.ts'),
    )
    .flatMap(file => Object.values(loadSource(`plugins/${file}`)))
    .flatMap(Object.entries);

/** Returns the function of a catalogue that returns its messages. */
export const messageOf = folder =>
  loadSource(`plugins/${folder}/index.ts`).message;
