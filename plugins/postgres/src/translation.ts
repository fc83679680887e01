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
import { logs } from './messages/logs';
import { operation, operations } from './messages/operations';
import { page } from './messages/page';
import { section } from './messages/section';
import { tiles } from './messages/tiles';
import { watch } from './messages/watch';

/**
 * Messages of the tab, in English. An app translates them with a
 * `createTranslationResource` for this ref. Texts of the common package, such
 * as labels of generic fields, are not included.
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
    logs,
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

/**
 * Texts of the backend, by the ids of their messages, such as
 * `kubernetes.primaryNotReady`. They are in English until an app translates
 * them with a `createTranslationResource` for this ref.
 *
 * @public
 */
export const postgresBackendTranslationRef = createTranslationRef({
  id: 'postgres.backend',
  messages: {} as Record<string, string>,
});

type MessagesOf<Ref> = Ref extends TranslationRef<string, infer Messages>
  ? Messages
  : never;

/** Returns the message of a key in the language of the user. */
export type Translate = TranslationFunction<
  MessagesOf<typeof postgresTranslationRef>
>;

/** Returns the messages of the tab; updated when the language changes. */
export function useTranslate(): Translate {
  return useTranslationRef(postgresTranslationRef).t;
}
