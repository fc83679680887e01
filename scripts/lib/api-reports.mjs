import { run } from './run.mjs';

/** Packages with test utilities: what those take from the main entry counts as forgotten there. */
const WITH_WARNINGS = [
  'plugins/postgres-node',
  'plugins/postgres-kubernetes-node',
];

const OMITTED = [
  // What has no TSDoc says it by its name.
  'ae-undocumented',
  // Within the repository our packages are imported as sources.
  'ae-wrong-input-file-type',
];

/**
 * Writes what each package exports into its `report.api.md`, from the
 * declarations in `dist-types`; with `check`, fails where that would change one.
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
