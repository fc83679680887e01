import {
  ChangeDefinition,
  DatabaseChange,
  databaseChanges,
  DatabaseOperation,
  databaseOperations,
  DatabaseView,
  OperationDefinition,
  OperationGroup,
} from '@pgstage/backstage-plugin-postgres-common';
import type { operations as operationTexts } from '../messages/operations';
import type { Translate } from '../translation';

/** An action of the user: an operation, or a part of `change`. */
export type ActionId = keyof typeof operationTexts;
/** An operation of the menu. */
export type ShownOperation = ActionId & DatabaseOperation;

/** An action before its availability is determined. */
export interface ActionDefinition {
  id: ActionId;
  group: OperationGroup;
  /** It destroys data. */
  danger?: boolean;
  operation: DatabaseOperation;
  /** Set if it is a part of `change`. */
  change?: { id: DatabaseChange } & ChangeDefinition;
}

/** In the order on the page. */
export const groups: OperationGroup[] = [
  'backups',
  'instances',
  'size',
  'contents',
  'access',
  'removal',
];

const operations = Object.entries<OperationDefinition>(
  databaseOperations,
).filter(([, { hidden }]) => !hidden) as Array<
  [ShownOperation, OperationDefinition]
>;
const changes = Object.entries(databaseChanges) as Array<
  [DatabaseChange, ChangeDefinition]
>;
const all: ActionDefinition[] = [
  ...operations.map(([id, definition]) => ({
    ...definition,
    id,
    operation: id,
  })),
  ...changes.map(([id, definition]) => ({
    ...definition,
    id,
    operation: 'change' as const,
    change: { id, ...definition },
  })),
];

/** In the order of the menu: actions that destroy data are the last of their group. */
export const definitions: ActionDefinition[] = groups.flatMap(group => {
  const own = all.filter(definition => definition.group === group);
  return [
    ...own.filter(({ danger }) => !danger),
    ...own.filter(({ danger }) => danger),
  ];
});

/** Returns the title of the reverse action if the database is already in that state. */
export function titleOf(
  t: Translate,
  id: ActionId,
  { hibernated, fenced = [], spec }: DatabaseView,
): string {
  if (id === 'hibernate' && hibernated) return t('operation.wake');
  if (id === 'fence' && fenced.length) return t('operation.fenceOrLift');
  if (id === 'protection' && spec.protected)
    return t('operation.protectionOff');
  return t(`operations.${id}.title`);
}

/** Returns the effect of the action that `titleOf` names. */
export function effectOf(
  t: Translate,
  id: ActionId,
  { spec }: DatabaseView,
): string {
  return id === 'protection' && spec.protected
    ? t('operation.protectionOffEffect')
    : t(`operations.${id}.effect`);
}
