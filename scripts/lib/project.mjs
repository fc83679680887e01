import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the repository. */
export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** Data of the demo; `npm run reset` removes it. */
export const dataDir = path.resolve(
  root,
  process.env.PGSTAGE_DATA_DIR ?? '.pgstage',
);
