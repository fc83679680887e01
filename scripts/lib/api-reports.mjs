import { run } from './run.mjs';

/**
 * Packages with test utilities: their imports from the main entry are reported
 * as forgotten exports.
 */
const WITH_WARNINGS = [
  'plugins/postgres-node',
  'plugins/postgres-kubernetes-node',
];

const OMITTED = [
  // Names without TSDoc are self-explanatory.
  'ae-undocumented',
  // Within the repository, pgstage packages are imported as sources.
  'ae-wrong-input-file-type',
];

/**
 * Writes the API report of each package to its `report.api.md`, from the
 * declarations in `dist-types`; with `check`, fails if one would change.
 */
export function apiReports({ check = false } = {}) {
  return run('backstage-repo-tools', [
    'api-reports',
    ...(check ? ['--ci'] : []),
    ...['--omit-messages', OMITTED.join()],
    ...['--allow-warnings', WITH_WARNINGS.join()],
    ...['--exclude', 'examples/*'],
  ]);
}
