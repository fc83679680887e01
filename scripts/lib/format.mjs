import { requireFrom } from './sources.mjs';

/**
 * Formats text for `npm run lint`; the extension of `file` determines the
 * language. Requires an installation.
 */
export async function formatText(text, file) {
  const prettier = requireFrom('.')('prettier');
  const options = await prettier.resolveConfig(file);
  return prettier.format(text, { ...options, filepath: file });
}
