import {
  DatabaseOperation,
  DatabaseSpec,
  DatabaseView,
  Member,
} from '@pgstage/backstage-plugin-postgres-common';
import { Staleness } from './availability';

/** What a person can start from the menu. */
export type ActionId =
  | 'backup'
  | 'restore'
  | 'switchover'
  | 'restart'
  | 'hibernate'
  | 'fence'
  | 'scale'
  | 'storage'
  | 'remove-member'
  | 'rotate-password'
  | 'connection-limit'
  | 'extensions'
  | 'protection'
  | 'remove';

/** What decides about actions, as far as it is known. */
export interface ActionFacts {
  view: DatabaseView;
  staleness: Staleness;
  /** Fields of the spec that the provider honours. */
  fields?: readonly string[];
  members?: Member[];
}

/** An action before it is judged. */
export interface ActionDefinition {
  id: ActionId;
  title: (view: DatabaseView) => string;
  operation: DatabaseOperation;
  field?: keyof DatabaseSpec;
  /** What stands against it just now, in words. */
  obstacle?: (facts: ActionFacts) => string | undefined;
}

const asleep = ({ view }: ActionFacts) =>
  view.hibernated ? 'It hibernates. Wake it first.' : undefined;

// A second one on top of a change that is under way meets members that come and go.
const busy = ({ view: { status } }: ActionFacts) =>
  status.state === 'changing'
    ? `A change is under way: ${status.reason}. Possible again when it has ended.`
    : undefined;

const alone = ({ members }: ActionFacts) =>
  members && !members.some(({ role }) => role === 'standby')
    ? 'There is no standby. Add a member first.'
    : undefined;

const first =
  (...obstacles: NonNullable<ActionDefinition['obstacle']>[]) =>
  (facts: ActionFacts) =>
    obstacles.map(obstacle => obstacle(facts)).find(Boolean);

/** In the order of the menu. */
export const definitions: ActionDefinition[] = [
  {
    id: 'backup',
    title: () => 'Back up now',
    operation: 'backup',
    obstacle: asleep,
  },
  {
    id: 'restore',
    title: () => 'Restore to a new database…',
    operation: 'restore',
  },
  {
    id: 'switchover',
    title: () => 'Switch over…',
    operation: 'switchover',
    obstacle: first(asleep, busy, alone),
  },
  {
    id: 'restart',
    title: () => 'Restart or reload…',
    operation: 'restart',
    obstacle: first(asleep, busy),
  },
  {
    id: 'hibernate',
    title: ({ hibernated }) => (hibernated ? 'Wake…' : 'Hibernate…'),
    operation: 'hibernate',
  },
  {
    id: 'fence',
    title: ({ fenced }) =>
      fenced?.length ? 'Fence members, or lift it…' : 'Fence members…',
    operation: 'fence',
    obstacle: asleep,
  },
  {
    id: 'scale',
    title: () => 'Change the number of members…',
    operation: 'change',
    field: 'instances',
    obstacle: asleep,
  },
  {
    id: 'storage',
    title: () => 'Grow the storage…',
    operation: 'change',
    field: 'storage',
    obstacle: asleep,
  },
  {
    id: 'remove-member',
    title: () => 'Destroy a member…',
    operation: 'remove-member',
    obstacle: first(asleep, busy, alone),
  },
  {
    id: 'rotate-password',
    title: () => 'Rotate password…',
    operation: 'rotate-password',
  },
  {
    id: 'connection-limit',
    title: () => 'Change connection limit…',
    operation: 'change',
    field: 'connectionLimit',
  },
  {
    id: 'extensions',
    title: () => 'Add extensions…',
    operation: 'change',
    field: 'extensions',
  },
  {
    id: 'protection',
    title: ({ spec }) =>
      spec.protected ? 'Switch protection off…' : 'Switch protection on…',
    operation: 'change',
    field: 'protected',
  },
  {
    id: 'remove',
    title: () => 'Remove…',
    operation: 'remove',
    obstacle: ({ view }) =>
      view.spec.protected
        ? 'Protection is on. Switch it off first.'
        : undefined,
  },
];
