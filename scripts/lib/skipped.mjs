/**
 * One line on the suites that were skipped for want of a real part, or
 * undefined where none was. Takes lines that begin with the variable's name.
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
