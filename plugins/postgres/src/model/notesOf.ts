import type {
  DatabaseView,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
import { ActionId, definitions } from './actionDefinitions';

/** Returns what the provider notes about an action that it supports, for its dialog. */
export function notesOf(
  { operations, changes }: DatabaseView,
  action: ActionId,
): Message[] {
  const { operation, change } = definitions.find(({ id }) => id === action)!;
  const whole = operations[operation];
  const part = change && changes?.[change.id];
  return [whole, part].flatMap(support =>
    support?.supported && support.reason ? [support.reason] : [],
  );
}
