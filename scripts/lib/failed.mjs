import fs from 'node:fs/promises';

/** Summarizes the failed tests for the end of a run; empty without failures. */
export async function summarizeFailed(file) {
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n').filter(Boolean);
  return lines.length ? ['Failed:', ...lines].join('\n  ') : '';
}
