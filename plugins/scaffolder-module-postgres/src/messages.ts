/** Messages of the form fields. */
export const messages = {
  chooseLocation: 'Choose a location first',
  locationOfProvider: '{{location}} ({{provider}})',
  location: {
    title: 'Location',
    help: 'Where the database runs',
    loading: 'Loading locations…',
    failed: 'The locations could not be read: {{reason}}',
    none: 'No location is available for new databases.',
    noneNext: 'Ask the platform team to configure a provider.',
    notOffered: '{{location}} is not offered. Choose another location.',
    unreachable: '{{location}} does not respond: {{reason}}',
    unreachableOption: 'Does not respond: {{reason}}',
    noReason: 'no reason given',
  },
  name: {
    title: 'Name',
    help: 'Name of the database.',
    rule: 'The name {{rule}}.',
    unchecked:
      'The name is checked when the database is created. It cannot be checked now: {{reason}}',
    taken:
      'is already used by a database at this location. Choose another name.',
    entry: 'entry {{number}} {{problem}}',
  },
  quota: '{{owner}} uses {{amounts}}.',
  quotaAmount: '{{used}} of {{limit}}',
  extensions: {
    title: 'Extensions',
    help: 'Created in the database. None is required.',
    loading: 'Loading extensions…',
    failed: 'The extensions could not be read: {{reason}}',
    notOffered: 'This location does not offer {{extensions}}.',
    none: 'This location offers no extensions',
    names:
      'Names separated by commas, for example pg_trgm, vector. The image of the location must provide the extensions. None is required.',
  },
  version: {
    label: 'PostgreSQL {{version}}',
    supported: 'Community support until {{date}}',
    unsupported: 'Community support ended on {{date}}',
    loading: 'Loading versions…',
    failed: 'The versions could not be read: {{reason}}',
    notOffered: 'This location does not offer version {{choice}}.',
    none: 'This location offers no choice of versions',
  },
  size: {
    loading: 'Loading sizes…',
    failed: 'The sizes could not be read: {{reason}}',
    notOffered: 'This location does not offer size {{choice}}.',
    none: 'This location offers no choice of sizes',
  },
  backupTarget: {
    loading: 'Loading backup targets…',
    failed: 'The backup targets could not be read: {{reason}}',
    notOffered: 'This location does not offer backup target {{choice}}.',
    none: 'This location offers no choice of backup targets',
  },
  settings: {
    loading: 'Loading the settings of this location…',
    failed: 'The settings of this location could not be read: {{reason}}',
    dropped_one:
      'Removed because {{location}} does not offer this setting: {{settings}}.',
    dropped_other:
      'Removed because {{location}} does not offer these settings: {{settings}}.',
    droppedValue: '{{setting}} {{value}}',
    advanced: 'Advanced options',
    version: 'Version',
    size: 'Size',
    instances: 'Instances',
    instancesHelp:
      'The primary and its standbys. With a standby, the database survives the failure of a node. Leave empty for the default.',
    storage: 'Storage',
    storageHelp:
      "Size of each instance's volume, for example 20Gi. It can grow later but never shrink. Leave empty for the default.",
    extensions: 'Extensions',
    connectionLimit: 'Connection limit',
    connectionLimitHelp:
      'Maximum number of connections of the application. Leave empty for the default of the location.',
    connectionLimitMax:
      'Maximum number of connections of the application, at most {{max}}. Leave empty for the default of the location.',
    protected: 'Deletion protection',
    protectedHelp:
      'The database cannot be removed until protection is turned off.',
    database: 'Name inside PostgreSQL',
    databaseHelp: 'Leave empty to use the name of the database.',
    databases: 'Further databases',
    databasesHelp: 'On the same server, in addition to the first.',
    databasesName: 'Name',
    databasesOwnerHelp: 'Leave empty for the owner role of the database.',
    user: 'Owner role',
    userHelp:
      'The login of the application. Leave empty to use the name of the database. Its password is generated.',
  },
  preview: {
    help: 'Before the review, Backstage checks that the database can be created. Nothing is written yet.',
    unnamed: 'A database',
    text: '{{name}}: {{facts}}',
    entity: 'entity: {{entity}}',
    owner: 'owner: {{owner}}',
    location: 'location: {{location}}',
    issue: '{{field}} {{rule}}',
  },
} as const;
