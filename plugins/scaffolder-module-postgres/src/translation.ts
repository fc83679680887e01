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
 * The form fields' own texts, in English. An app translates them by a
 * `createTranslationResource` for this ref. Texts of the backend, and names of
 * request fields in errors, are not among them.
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

/** Gives the message of a key in the reader's language. */
export type Translate = TranslationFunction<
  MessagesOf<typeof scaffolderPostgresTranslationRef>
>;

/** The messages of the fields, anew with another language. */
export function useTranslate(): Translate {
  return useTranslationRef(scaffolderPostgresTranslationRef).t;
}

/** The messages for a validator, which is no component; its field has loaded them. */
export function translateBy(apiHolder: ApiHolder): Translate {
  const snapshot = apiHolder
    .get(translationApiRef)
    ?.getTranslation(scaffolderPostgresTranslationRef);
  if (!snapshot?.ready) throw new Error('The messages are not loaded');
  return snapshot.t;
}
