import { ResponseError } from '@backstage/errors';

/** What went wrong, as the backend said it. */
export const toWords = (error: Error) =>
  error instanceof ResponseError ? error.body.error.message : error.message;

/** A field of a request or of a form, as a person reads it: `extensions.0` is "Extensions". */
export function wordsOf(field: string): string {
  const words = field
    .split('.')
    .filter(part => part !== 'options' && !/^\d+$/.test(part))
    .join(' ')
    .replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
