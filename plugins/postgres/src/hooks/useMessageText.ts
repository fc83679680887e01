import { useCallback } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Message } from '@pgstage/backstage-plugin-postgres-common';
import { postgresBackendTranslationRef } from '../translation';

/** Returns a text of the backend in the language of the user. */
export type TextOf = (message: Message) => string;

/** The texts of a provider are known only at runtime, not to the types. */
type Translation = (key: string, options: Record<string, unknown>) => string;

/** Returns a function that translates a text of the backend, with English as the fallback. */
export function useMessageText(): TextOf {
  const { t } = useTranslationRef(postgresBackendTranslationRef);
  return useCallback(
    function textOf({ id, params = {}, text }: Message): string {
      const values = Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'object' ? textOf(value) : value,
      ]);
      const translated = (t as Translation)(id, {
        ...Object.fromEntries(values),
        defaultValue: '',
      });
      return translated || text;
    },
    [t],
  );
}
