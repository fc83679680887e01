import { run } from './run.mjs';

/** Checks all types, and writes declarations to `dist-types`. */
export function declareTypes() {
  return run('tsc', [
    ...['--incremental', 'false'],
    ...['--declaration', '--emitDeclarationOnly'],
  ]);
}
