import { loadSource } from './sources.mjs';

/** Loads examples/postgres from its sources. Requires an installation. */
export function loadExamplesPostgres() {
  return loadSource('examples/postgres/src/index.ts');
}
