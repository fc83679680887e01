import fs from 'node:fs/promises';

/** What failed, for the end of a run; empty where nothing did. */
export async function summarizeFailed(file) {
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n').filter(Boolean);
  return lines.length ? ['Failed:', ...lines].join('\n  ') : '';
}
