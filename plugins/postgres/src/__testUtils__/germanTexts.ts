import {
  createTranslationMessages,
  createTranslationResource,
} from '@backstage/frontend-plugin-api';
import { postgresBackendTranslationRef } from '../translation';

/** A translation of texts of the backend, by id, that an adopter adds to the app. */
export const germanTexts = (messages: Record<string, string>) =>
  createTranslationResource({
    ref: postgresBackendTranslationRef,
    translations: {
      de: async () => ({
        default: createTranslationMessages({
          ref: postgresBackendTranslationRef,
          messages,
        }),
      }),
    },
  });
