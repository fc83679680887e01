import { postgresTranslationRef } from '../translation';

/** Returns the English messages by key, as an app shows them. */
export function defaultMessages(): Record<string, string> {
  // Part of the ref, but not of its public type.
  const ref = postgresTranslationRef as unknown as {
    getDefaultMessages(): Record<string, string>;
  };
  return ref.getDefaultMessages();
}
