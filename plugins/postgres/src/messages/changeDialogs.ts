/** Dialogs that change what a database is, has, or belongs to. */
export const changes = {
  storage: {
    title: 'Expand the storage of {{database}}',
    confirm: 'Expand',
    confirmTo: 'Expand to {{size}}',
    done: 'The volumes of {{database}} are being expanded to {{size}}.',
    label: "Size of each instance's volume",
    help: 'With unit, for example 20Gi',
    problem: 'A size with unit, for example 20Gi',
    smaller: 'Must be more than {{size}}: a volume cannot shrink',
    volume: 'Volume',
    warningTitle: 'This cannot be undone',
    warning:
      'A volume cannot shrink. Every instance gets a volume of this size.',
    text: 'Sessions continue where volumes can be expanded while they are in use. Where they cannot, the database reports it and is not changed.',
  },
  connectionLimit: {
    title: 'Change the connection limit of {{database}}',
    confirm: 'Change limit',
    done: 'The connection limit of {{database}} is now {{limit}}.',
    label: 'Connection limit',
    current: 'Current limit: {{limit}}.',
    currentUsed: 'Current limit: {{limit}}, {{used}} in use.',
    noLimit: 'none',
    text: 'Open sessions stay open, even above a lower limit. New ones are rejected while the limit is reached. You can change it back at any time.',
  },
  upgrade: {
    title: 'Upgrade PostgreSQL of {{database}}',
    confirm: 'Upgrade',
    confirmTo: 'Upgrade to {{version}}',
    done: '{{database}} is being upgraded to {{version}}.',
    loading: 'Loading the versions that {{location}} offers',
    noneFor:
      'Current version: {{version}}. {{location}} offers no newer version.',
    none: '{{location}} offers no newer version.',
    to: 'Version',
    kind: {
      minor: 'PostgreSQL {{version}} (minor)',
      major: 'PostgreSQL {{version}} (major)',
    },
    ownImage: 'Custom image',
    image: 'Image',
    imageVersion: 'Major version of the image',
    imageVersionHelp:
      'The upgrade is rejected if the image has another major version.',
    imageBack: 'At least version {{version}}: PostgreSQL cannot be downgraded',
    row: 'PostgreSQL',
    majorTitle: 'The database is not available during the upgrade',
    majorText:
      'All instances stop until pg_upgrade has finished. This takes minutes, longer with many tables.',
    needs: 'Requirements:',
    noWayBack:
      'A finished upgrade can only be reverted by a restore to a new database. Take a backup first.',
    noWayBackFrom:
      'A finished upgrade can only be reverted by a restore to a new database; the last good backup is from {{time}}. Take a new one first.',
    standbys:
      'Standbys are then copied again from the primary. There is no failover until they are ready.',
    backups:
      'Earlier backups cannot be rolled forward past the upgrade. Take a backup and run ANALYZE right after the upgrade.',
    extensions:
      'The new version must have every extension in use. If the upgrade fails, the data is not changed: select the old version here again.',
    minorStandbys: 'Standbys restart first, one at a time, with the new image.',
    minorPrimary:
      'Then the primary: writes pause for a few seconds, and a standby may be promoted.',
    minorSessions: 'Every session ends once. Applications must reconnect.',
    minorData: 'The data files are not changed.',
  },
  name: {
    taken: '{{name}} already exists',
    addNone: 'Leave empty to add none',
    list: 'Names separated by commas. The image must provide the extensions.',
  },
  roles: {
    title: 'Add or drop roles of {{database}}',
    confirm: 'Change roles',
    done: 'Roles of {{database}} are being changed. See Health for the progress.',
    text: 'The owner {{owner}} stays. The operator creates and maintains further roles as declared.',
    textNoOwner:
      'The owner stays. The operator creates and maintains further roles as declared.',
    none: 'There are no further roles.',
    list: 'Drop roles',
    drop: 'Drop {{role}}',
    dropTitle: 'Logins of dropped roles fail',
    dropText:
      'A role that still owns objects cannot be dropped: it stays, and Health shows the reason. Open sessions continue until they end.',
    add: 'Role to add',
    login: 'Can log in',
    createdb: 'Can create databases',
    groups: 'Member of',
    groupsHelp: 'Roles separated by commas, for example pg_read_all_data',
    secret: 'Secret with the password',
    secretHelp:
      'Of type kubernetes.io/basic-auth, in the namespace of the database. Without it the role has no password and can only log in with a certificate.',
    attribute: {
      login: 'can log in',
      noLogin: 'cannot log in',
      createdb: 'can create databases',
      groups: 'member of {{groups}}',
    },
  },
  databases: {
    title: 'Add or drop databases of {{database}}',
    confirm: 'Change databases',
    done: 'Databases of {{database}} are being changed. See Health for the progress.',
    text: 'The database {{name}} stays. Further databases share its instances, connections and backups.',
    none: 'There are no further databases.',
    list: 'Drop databases',
    drop: 'Drop {{database}}',
    dropTitle: 'All data in {{databases}} is deleted',
    dropText:
      'Only a restore of the whole server to a new database brings it back. Open sessions may prevent the drop: Health shows it.',
    add: 'Database to add',
    extensions: 'Extensions',
    attribute: {
      owner: 'owned by {{owner}}',
      extensions: 'extensions {{extensions}}',
    },
    itself: 'the user of the database',
  },
  /** A declared role or database with its attributes. */
  declared: '{{name}}: {{attributes}}',
  declaredProblem: '{{name}}: {{attributes}}; {{reason}}',
  summary: {
    drop: 'Drop {{dropped}}',
    add: 'Add {{added}}',
    both: 'Drop {{dropped}} and add {{added}}',
  },
  extensions: {
    title: 'Add extensions to {{database}}',
    confirm: 'Add extensions',
    confirmNames: 'Add {{extensions}}',
    done: '{{extensions}} requested for {{database}}.',
    text: 'Sessions are not interrupted. Existing extensions cannot be removed here.',
    loading: 'Loading the extensions that {{location}} offers',
    none: '{{location}} offers no extensions.',
    list: 'Extensions',
    add: 'Extensions to add',
  },
  protection: {
    titleOn: 'Turn on deletion protection of {{database}}',
    titleOff: 'Turn off deletion protection of {{database}}',
    confirmOn: 'Turn on',
    confirmOff: 'Turn off',
    doneOn: 'Deletion protection of {{database}} is on.',
    doneOff: 'Deletion protection of {{database}} is off.',
    textOn:
      'The database cannot be removed until protection is turned off. Connections are not interrupted.',
    textOff:
      'Whoever has the permission can then remove the database. Connections are not interrupted.',
  },
} as const;
