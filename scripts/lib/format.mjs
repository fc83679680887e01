import { requireFrom } from './sources.mjs';

/** Text as `npm run lint` wants it, at the place `file`, whose name tells the language. Needs an installation. */
export async function formatText(text, file) {
  const prettier = requireFrom('.')('prettier');
  const options = await prettier.resolveConfig(file);
  return prettier.format(text, { ...options, filepath: file });
}
