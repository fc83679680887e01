/**
 * Summarizes the suites that were skipped because of missing variables in one
 * line; undefined without any. The input lines start with the name of the
 * variable.
 */
export function summarizeSkipped(text) {
  const lines = text.split('\n').filter(line => line.trim());
  if (lines.length === 0) {
    return undefined;
  }
  const variables = new Set(lines.map(line => line.match(/^\w+/)[0]));
  const suites = lines.length === 1 ? '1 suite' : `${lines.length} suites`;
  return `Skipped ${suites}, because these variables are not set: ${[
    ...variables,
  ]
    .sort()
    .join(', ')}.`;
}
