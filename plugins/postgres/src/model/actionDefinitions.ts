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

/** What a person can start: an operation, or a part of `change`. */
export type ActionId = DatabaseOperation | DatabaseChange;

/** An action before it is judged. */
export interface ActionDefinition {
  id: ActionId;
  title: string;
  group: OperationGroup;
  /** What it does to those who use the database, one sentence. */
  effect: string;
  /** It destroys data. */
  danger?: boolean;
  operation: DatabaseOperation;
  /** Where it is a part of `change`. */
  change?: { id: DatabaseChange } & ChangeDefinition;
}

/** Headings, in the order of the page. */
export const groupTitles: Record<OperationGroup, string> = {
  backups: 'Backups',
  members: 'Members',
  size: 'Size and version',
  contents: 'Roles, databases, extensions',
  access: 'Ownership and access',
  removal: 'Removal',
};

const operations = Object.entries(databaseOperations) as Array<
  [DatabaseOperation, OperationDefinition]
>;
const changes = Object.entries(databaseChanges) as Array<
  [DatabaseChange, ChangeDefinition]
>;
const all: ActionDefinition[] = [
  ...operations
    .filter(([, { hidden }]) => !hidden)
    .map(([id, definition]) => ({ ...definition, id, operation: id })),
  ...changes.map(([id, definition]) => ({
    ...definition,
    id,
    operation: 'change' as const,
    change: { id, ...definition },
  })),
];

/** In the order of the menu: what destroys data comes last in its group. */
export const definitions: ActionDefinition[] = (
  Object.keys(groupTitles) as OperationGroup[]
).flatMap(group => {
  const own = all.filter(definition => definition.group === group);
  return [
    ...own.filter(({ danger }) => !danger),
    ...own.filter(({ danger }) => danger),
  ];
});

/** What the title is where something is taken back. */
const back: Partial<
  Record<ActionId, (view: DatabaseView) => string | false | undefined>
> = {
  hibernate: ({ hibernated }) => hibernated && 'Wake…',
  fence: ({ fenced = [] }) => fenced.length > 0 && 'Fence members, or lift it…',
  protection: ({ spec }) => spec.protected && 'Switch protection off…',
};

export function titleOf(
  { id, title }: ActionDefinition,
  view: DatabaseView,
): string {
  return back[id]?.(view) || title;
}
