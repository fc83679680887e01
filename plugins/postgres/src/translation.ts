import {
  createTranslationRef,
  TranslationFunction,
  TranslationRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { backups, recovery } from './messages/backups';
import { changes } from './messages/changeDialogs';
import { common } from './messages/common';
import { connect } from './messages/connect';
import { dialog, instance } from './messages/dialogs';
import { formats } from './messages/formats';
import { health } from './messages/health';
import { instances } from './messages/instanceDialogs';
import { lifecycle } from './messages/lifecycleDialogs';
import { operation, operations } from './messages/operations';
import { page } from './messages/page';
import { section } from './messages/section';
import { tiles } from './messages/tiles';
import { watch } from './messages/watch';

/**
 * Every text of the tab that is not the backend's, in English. An app
 * translates it by a `createTranslationResource` for this ref.
 *
 * @public
 */
export const postgresTranslationRef = createTranslationRef({
  id: 'postgres',
  messages: {
    ...common,
    page,
    tiles,
    section,
    connect,
    formats,
    health,
    backups,
    recovery,
    operation,
    operations,
    dialog,
    instance,
    instances,
    changes,
    lifecycle,
    watch,
  },
});

type MessagesOf<Ref> = Ref extends TranslationRef<string, infer Messages>
  ? Messages
  : never;

/** Gives the message of a key in the reader's language. */
export type Translate = TranslationFunction<
  MessagesOf<typeof postgresTranslationRef>
>;

/** The messages of the tab, anew with another language. */
export function useTranslate(): Translate {
  return useTranslationRef(postgresTranslationRef).t;
}
