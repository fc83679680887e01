import type { ApiHolder } from '@backstage/core-plugin-api';
import {
  createTranslationRef,
  translationApiRef,
  useTranslationRef,
  type TranslationFunction,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/**
 * Messages of the form fields, in English. An app translates them with a
 * `createTranslationResource` for this ref. Texts of the backend, and names of
 * request fields in errors, are not included.
 *
 * @public
 */
export const scaffolderPostgresTranslationRef = createTranslationRef({
  id: 'scaffolder-postgres',
  messages,
});

type MessagesOf<Ref> = Ref extends TranslationRef<string, infer Messages>
  ? Messages
  : never;

/** Returns the message of a key in the language of the user. */
export type Translate = TranslationFunction<
  MessagesOf<typeof scaffolderPostgresTranslationRef>
>;

/** Returns the messages of the fields; updated when the language changes. */
export function useTranslate(): Translate {
  return useTranslationRef(scaffolderPostgresTranslationRef).t;
}

/** Returns the messages for a validator, which is not a component; its field has loaded them. */
export function translateBy(apiHolder: ApiHolder): Translate {
  const snapshot = apiHolder
    .get(translationApiRef)
    ?.getTranslation(scaffolderPostgresTranslationRef);
  if (!snapshot?.ready) throw new Error('The messages are not loaded');
  return snapshot.t;
}
