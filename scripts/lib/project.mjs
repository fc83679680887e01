import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** What the demo keeps between runs; `npm run reset` removes it. */
export const dataDir = path.resolve(
  root,
  process.env.PGSTAGE_DATA_DIR ?? '.pgstage',
);
