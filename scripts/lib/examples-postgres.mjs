import { loadSource } from './sources.mjs';

/** Loads examples/postgres as it stands in the sources. Needs an installation. */
export function loadExamplesPostgres() {
  return loadSource('examples/postgres/src/index.ts');
}
