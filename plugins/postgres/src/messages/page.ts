/** The frame of the page: what is around the sections. */
export const page = {
  loading: 'Loading the databases of {{entity}}',
  failed: 'The databases of {{entity}} could not be read',
  choice: 'Database ({{number}})',
  choiceOption: '{{name}} ({{provider}}, {{location}})',
  other: {
    title: 'Database {{ref}} is not shown',
    shown:
      'It was removed, is not used by this entity, or has not been read yet. This page shows {{name}}.',
  },
  navigation: 'PostgreSQL',
  section: {
    connect: 'Connect',
    health: 'Health',
    backups: 'Backups',
    operations: 'Operations',
    logs: 'Logs',
  },
  header: {
    updated: 'Updated {{time}}',
    refresh: 'Refresh',
    refreshing: 'Refreshing',
    workingSince: '{{reason}} since {{time}}',
    workingSinceAtLeast: '{{reason}} since at least {{time}}',
    since: '{{reason}}, since {{time}}',
    sinceAtLeast: '{{reason}}, since at least {{time}}',
    version: 'PostgreSQL',
    versionUnknown: 'version unknown',
    provider: 'Provider',
    location: 'Location',
    protection: 'Deletion protection',
  },
  attention: {
    title: 'Needs attention',
    announcement: 'Needs attention: {{causes}}',
    next: 'Next step: {{step}}',
    evidence: 'Evidence',
  },
  notices: {
    title: 'For administrators',
    summary_one: 'For administrators: {{count}} issue at {{location}}',
    summary_other: 'For administrators: {{count}} issues at {{location}}',
  },
  freshness: {
    unreachable: '{{location}} does not respond',
    shown: 'Last known data, as of {{time}}.',
    failing: 'Since {{since}}. Last known data, as of {{time}}.',
    resumes: 'The page updates when Backstage responds again.',
    partial: 'Not up to date: {{parts}}.',
    part: '{{section}} ({{problem}})',
    problem: {
      forbidden: 'Backstage has no access',
      unreachable: 'no connection',
      timeout: 'no response in time',
    },
  },
  gone: {
    title: '{{database}} is no longer shown here',
    text: 'It was removed, or you no longer have access to it. The catalog entity stays until its owner unregisters it.',
    backups:
      'Finished backups are kept according to the retention of {{location}}. The platform team can restore from them.',
    check: 'Show the current databases',
  },
  confirm: {
    title: 'Confirm that {{database}} belongs to {{entities}}',
    text: 'Its owners get full access to the database. Confirm only if this is the entity that was bound, not another one registered under the same name.',
    failed: 'Not confirmed',
    button: 'Confirm {{entities}}',
    done: '{{database}} belongs to {{entities}}.',
  },
  none: {
    locationSilent:
      '{{location}} ({{provider}}) does not respond. Its databases may be missing here.',
    incompleteTitle: 'Backstage has not read every location yet',
    incomplete: 'More databases may appear here.',
    hiddenTitle: 'The database of this entity is not visible to you',
    hidden:
      'This entity represents {{ref}}. The database may have been removed, or the entity that used it is no longer in the catalog or was registered again. Ask the owner of this entity or the platform team, who can bind the database again.',
    title: 'No PostgreSQL database found for this entity',
    notYetTitle: 'No PostgreSQL database found for this entity yet',
    text: 'You see only databases that you have access to. The platform team can bind an existing database to {{entity}}. To get a new one, fill in the form.',
    notOwner:
      'You do not own this entity: ask {{owners}}. Without the permission to create a database for it, your request is denied.',
    platformTeam: 'the platform team',
    create: 'Create a PostgreSQL database',
  },
  databases: {
    location: 'Location',
    locationOf: '{{location}} ({{provider}})',
    state: 'State',
    bind: 'Bind',
    bindButton: 'Bind…',
    bindName: 'Bind {{database}}',
    change: 'Change…',
    changeName: 'Change entities of {{database}}',
    unboundSummary_one:
      'Bind an existing database: {{count}} belongs to no entity',
    unboundSummary_other:
      'Bind an existing database: {{count}} belong to no entity',
    unbound: 'Databases without an entity',
    unboundFirst: 'First {{number}} databases without an entity',
    danglingSummary_one:
      'Confirm entities: {{count}} database has an entity that is missing or may have been replaced',
    danglingSummary_other:
      'Confirm entities: {{count}} databases have an entity that is missing or may have been replaced',
    dangling: 'Databases with unconfirmed entities',
    danglingFirst: 'First {{number}} databases with unconfirmed entities',
    withoutRights: 'Entities without access',
    entities: 'Entities',
    unconfirmed: 'Confirm it, or bind it to another entity.',
    entity: {
      gone: '{{entity}}: not in the catalog',
      replaced: '{{entity}}: replaced by another entity of the same name',
      unconfirmed: '{{entity}}: not confirmed',
    },
    confirmText:
      'After the catalog was rebuilt, every entity has a new uid. Confirm only entities that you know to be the ones that were bound: their owners get full access to these databases.',
    confirmButton_one: 'Confirm the entities of {{count}} database',
    confirmButton_other: 'Confirm the entities of {{count}} databases',
    confirmDone: 'Entities confirmed, except those listed on the page.',
    confirmFailed: '{{ref}} was not confirmed',
    confirmNone: 'Nothing was confirmed',
  },
} as const;
