import {
  databaseChanges,
  databaseOperations,
} from '@pgstage/backstage-plugin-postgres-common';

interface Entry {
  title: string;
  effect: string;
  hidden?: boolean;
}
type Shown<T> = {
  [Id in keyof T as T[Id] extends { hidden: true } ? never : Id]: {
    title: string;
    effect: string;
  };
};

const textsOf = <T extends Record<string, Entry>>(table: T) =>
  Object.fromEntries(
    Object.entries(table)
      .filter(([, { hidden }]) => !hidden)
      .map(([id, { title, effect }]) => [id, { title, effect }]),
  ) as Shown<T>;

/** Title and effect of each operation of the menu, as its table has them. */
export const operations = textsOf({
  ...databaseOperations,
  ...databaseChanges,
});

/** The menu and the section of operations. */
export const operation = {
  menu: 'Actions',
  menuName: 'Actions on {{database}}',
  group: {
    backups: 'Backups',
    instances: 'Instances',
    size: 'Size and version',
    contents: 'Roles, databases, extensions',
    access: 'Ownership and access',
    removal: 'Removal',
  },
  wake: 'Wake up…',
  fenceOrLift: 'Fence or unfence instances…',
  protectionOff: 'Turn off deletion protection…',
  protectionOffEffect: 'Allows the database to be removed.',
  noSetting: 'This setting is not available with {{provider}}.',
  notOffered: 'Not offered by {{provider}} ({{number}})',
  notAvailable: 'Not available: {{reason}}',
  right: {
    ask: 'Only {{owners}} can do this.',
    askFor: 'Only {{owners}} can do this: {{operations}}.',
    or: '{{first}} or {{second}}',
    denied: 'You cannot do this. {{reason}}',
    deniedFor: 'You cannot do this: {{operations}}. {{reason}}',
    permissions: 'Required permissions: {{permissions}}',
  },
  backupStarted: 'Backup of {{database}} started.',
  backupNotStarted: 'The backup could not be started',
} as const;
