import { useCallback } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Message } from '@pgstage/backstage-plugin-postgres-common';
import { postgresBackendTranslationRef } from '../translation';

/** Which texts a provider has is known when they come, not to the types. */
type Translation = (key: string, options: Record<string, unknown>) => string;

/** Returns a function that gives a text of the backend in the reader's language, or in English. */
export function useMessageText(): (message: Message) => string {
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
