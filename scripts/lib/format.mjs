import { requireFrom } from './sources.mjs';

/** A page as `npm run lint` wants it, at the place `file`. Needs an installation. */
export async function formatMarkdown(text, file) {
  const prettier = requireFrom('.')('prettier');
  const options = await prettier.resolveConfig(file);
  return prettier.format(text, { ...options, parser: 'markdown' });
}
