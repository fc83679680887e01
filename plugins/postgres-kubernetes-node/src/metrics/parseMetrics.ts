/** One sample of a metric. @public */
export interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number;
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const LABEL =
  /([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,\s*|(?=\}))/y;
const ESCAPED: Record<string, string> = { n: '\n', '"': '"', '\\': '\\' };

/**
 * Returns the samples of each metric in Prometheus' text format (version
 * 0.0.4), by name. Invalid lines are skipped: a new format of one line does not
 * hide the others.
 *
 * @public
 */
export function parseMetrics(text: string): ReadonlyMap<string, Sample[]> {
  const metrics = new Map<string, Sample[]>();
  for (const line of text.split('\n')) {
    const parsed = parseLine(line.trim());
    if (!parsed) continue;
    const known = metrics.get(parsed.name);
    if (known) known.push(parsed.sample);
    else metrics.set(parsed.name, [parsed.sample]);
  }
  return metrics;
}

function parseLine(line: string): { name: string; sample: Sample } | undefined {
  const name = NAME.exec(line)?.[0];
  if (!name) return undefined;
  const { labels, end } = readLabels(line, name.length);
  const [number] = line.slice(end).trim().split(/\s+/);
  const value = toNumber(number);
  return value === undefined ? undefined : { name, sample: { labels, value } };
}

function readLabels(line: string, start: number) {
  const labels: Record<string, string> = {};
  if (line[start] !== '{') return { labels, end: start };
  const label = new RegExp(LABEL);
  label.lastIndex = start + 1;
  let end = start + 1;
  for (let match = label.exec(line); match; match = label.exec(line)) {
    const [, name, value] = match;
    labels[name] = value.replace(
      /\\(.)/g,
      (whole, character) => ESCAPED[character] ?? whole,
    );
    end = label.lastIndex;
  }
  return { labels, end: line[end] === '}' ? end + 1 : line.length };
}

function toNumber(text: string): number | undefined {
  if (/^[+-]?Inf$/.test(text)) return text[0] === '-' ? -Infinity : Infinity;
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? undefined : value;
}
