import {
  Backups,
  DatabaseOperation,
  DatabaseSpec,
  DatabaseView,
  Member,
  ProviderDescription,
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
  | 'upgrade'
  | 'remove-member'
  | 'roles'
  | 'databases'
  | 'rotate-password'
  | 'connection-limit'
  | 'extensions'
  | 'binding'
  | 'protection'
  | 'remove';

/** What an action is about: the headings of the operations. */
export type ActionGroup =
  | 'backups'
  | 'members'
  | 'size'
  | 'contents'
  | 'access'
  | 'removal';

/** What decides about actions, as far as it is known. */
export interface ActionFacts {
  view: DatabaseView;
  staleness: Staleness;
  provider?: ProviderDescription;
  members?: Member[];
  backups?: Pick<Backups, 'methods'>;
}

/** An action before it is judged. */
export interface ActionDefinition {
  id: ActionId;
  title: (view: DatabaseView) => string;
  group: ActionGroup;
  /** What it does to those who use the database, one sentence. */
  effect: string;
  /** It destroys data. */
  danger?: boolean;
  operation: DatabaseOperation;
  field?: keyof DatabaseSpec;
  /** Key of the provider's own options. */
  option?: string;
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

const noMethod = ({ backups }: ActionFacts) => {
  const methods = backups?.methods ?? [];
  return !methods.length || methods.some(({ supported }) => supported)
    ? undefined
    : methods.map(({ title, reason }) => `${title}: ${reason}`).join(' ');
};

const first =
  (...obstacles: NonNullable<ActionDefinition['obstacle']>[]) =>
  (facts: ActionFacts) =>
    obstacles.map(obstacle => obstacle(facts)).find(Boolean);

/** In the order of the menu. */
export const definitions: ActionDefinition[] = [
  {
    id: 'backup',
    title: () => 'Back up now',
    group: 'backups',
    effect: 'Starts a backup at once; sessions are not disturbed.',
    operation: 'backup',
    obstacle: first(asleep, noMethod),
  },
  {
    id: 'restore',
    title: () => 'Restore to a new database…',
    group: 'backups',
    effect:
      'Makes a new database from a backup or a moment; this one stays as it is.',
    operation: 'restore',
  },
  {
    id: 'switchover',
    title: () => 'Switch over…',
    group: 'members',
    effect:
      'Another member becomes the primary; nobody can write for some seconds.',
    operation: 'switchover',
    obstacle: first(asleep, busy, alone),
  },
  {
    id: 'restart',
    title: () => 'Restart or reload…',
    group: 'members',
    effect: 'Each session ends once with a restart, none with a reload.',
    operation: 'restart',
    obstacle: first(asleep, busy),
  },
  {
    id: 'hibernate',
    title: ({ hibernated }) => (hibernated ? 'Wake…' : 'Hibernate…'),
    group: 'members',
    effect: 'Stops or starts everything; the data is kept.',
    operation: 'hibernate',
  },
  {
    id: 'fence',
    title: ({ fenced }) =>
      fenced?.length ? 'Fence members, or lift it…' : 'Fence members…',
    group: 'members',
    effect:
      'Stops PostgreSQL on chosen members, for an inspection of their files.',
    operation: 'fence',
    obstacle: asleep,
  },
  {
    id: 'scale',
    title: () => 'Change the number of members…',
    group: 'members',
    effect: 'Adds standbys, or takes some away with their volumes.',
    operation: 'change',
    field: 'instances',
    obstacle: asleep,
  },
  {
    id: 'storage',
    title: () => 'Grow the storage…',
    group: 'size',
    effect: 'Every member gets a larger volume; a volume cannot be shrunk.',
    operation: 'change',
    field: 'storage',
    obstacle: asleep,
  },
  {
    id: 'upgrade',
    title: () => 'Upgrade PostgreSQL…',
    group: 'size',
    effect:
      'A minor version ends each session once; a major one stops the database for minutes.',
    operation: 'change',
    field: 'version',
    // Not busy: an upgrade that hangs is taken back by the version of before.
    obstacle: asleep,
  },
  {
    id: 'remove-member',
    title: () => 'Destroy a member…',
    group: 'members',
    effect:
      'Destroys a standby with its volume; a new one is made in its place.',
    danger: true,
    operation: 'remove-member',
    obstacle: first(asleep, busy, alone),
  },
  {
    id: 'roles',
    title: () => 'Add or drop roles…',
    group: 'contents',
    effect: 'Further roles beside the owner; sessions are not disturbed.',
    operation: 'change',
    option: 'roles',
    obstacle: asleep,
  },
  {
    id: 'databases',
    title: () => 'Add or drop databases…',
    group: 'contents',
    effect:
      'Further databases in the same server; dropping one deletes its data.',
    operation: 'change',
    option: 'databases',
    obstacle: asleep,
  },
  {
    id: 'rotate-password',
    title: () => 'Rotate password…',
    group: 'access',
    effect:
      'Logins with the old password fail from then on; open sessions stay.',
    operation: 'rotate-password',
  },
  {
    id: 'connection-limit',
    title: () => 'Change connection limit…',
    group: 'size',
    effect: 'How many sessions the role may hold; open ones stay.',
    operation: 'change',
    field: 'connectionLimit',
  },
  {
    id: 'extensions',
    title: () => 'Add extensions…',
    group: 'contents',
    effect: 'Creates them in the database; sessions are not disturbed.',
    operation: 'change',
    field: 'extensions',
  },
  {
    id: 'binding',
    title: () => 'Change entities and owner…',
    group: 'access',
    effect: 'Who sees the database in the catalog, and who answers for it.',
    operation: 'bind',
  },
  {
    id: 'protection',
    title: ({ spec }) =>
      spec.protected ? 'Switch protection off…' : 'Switch protection on…',
    group: 'access',
    effect: 'Protection keeps the database from being removed.',
    operation: 'change',
    field: 'protected',
  },
  {
    id: 'remove',
    title: () => 'Remove…',
    group: 'removal',
    effect: 'Deletes the database with its data, for good.',
    danger: true,
    operation: 'remove',
    obstacle: ({ view }) =>
      view.spec.protected
        ? 'Protection is on. Switch it off first.'
        : undefined,
  },
];
