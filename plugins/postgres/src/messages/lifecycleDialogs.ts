/** Dialogs about who has a database, its password, copies of it, and its end. */
export const lifecycle = {
  adopt: {
    title: 'Bind {{database}} to {{entity}}',
    confirm: 'Bind',
    done: '{{database}} now belongs to {{entity}}.',
    record:
      'The owner is recorded on the database itself. Nothing else changes: no restart, and the password stays the same.',
    rights:
      'The owner can then operate the database here, as far as the provider supports it: back it up, change it, remove it.',
    ownerHelp:
      'Group or user responsible for it. Leave empty for the owner of {{entity}}.',
  },
  bind: {
    title: 'Entities and owner of {{database}}',
    confirm: 'Save',
    done: 'Entities and owner of {{database}} saved.',
    text: 'Saved on the database itself. Sessions and credentials are not affected.',
    remove: 'Remove {{entity}}',
    noneTitle: 'No component will show the database',
    none: 'It keeps running, and its owner finds it at its Resource in the catalog.',
    add: 'Entity to add',
    addHelp: 'For example component:default/billing. Leave empty to add none.',
    known: 'Already uses the database',
    ownerHelp: 'Group or user responsible for it, who may change it',
  },
  rotate: {
    title: 'Rotate the password of {{database}}',
    confirm: 'Rotate password',
    done: '{{database}} has a new password. It may take a few seconds until the database accepts it.',
    interrupted: 'The rotation may be interrupted. It can be repeated.',
    generated: 'A new password is generated. Nobody sees it.',
    replaces:
      'It replaces the password in {{entry}} (credential store {{store}}).',
    replacesUnknown: 'It replaces the password in the credential store.',
    sessions:
      'Open sessions stay open. New logins with the old password fail, on some databases after a few seconds.',
    applications:
      'Applications must read the credentials again, usually by a restart.',
    applicationsOf:
      'Applications must read the credentials again, usually by a restart: {{entities}}.',
    overlap:
      'To let applications change over without interruption, use “Rotate login with an overlap” instead. If an overlap runs, this rotation ends it.',
    final: 'This cannot be undone.',
  },
  restore: {
    title: 'Restore {{database}} to a new database',
    confirm: 'Restore to {{name}}',
    done: '{{database}} is being restored to {{name}}. Follow it on the PostgreSQL tab of {{entity}}.',
    nothingTitle: 'No restorable backup is known',
    nothing: 'See Backups for the reason.',
    nameHelp: 'Name of the new database, created next to {{database}}',
    sameName: 'Choose another name: this database is not changed',
    nameRule: 'The name {{rule}}',
    entity: 'Entity',
    entityHelp:
      'The entity that the new database belongs to. You must be one of its owners.',
    unchanged: '{{database}} is not changed.',
    data: 'The new database has the same data: whoever can log in to it can read it. It has its own password and backups.',
    applications: 'Applications use it only when you point them to it.',
    what: 'Restore from',
    pointInTime: 'A point in time',
    moment: 'Point in time (UTC)',
    backup: 'Backup {{id}}, {{time}}',
    backupCannot: 'Backup {{id}}, {{time}}, cannot be restored',
    backupMaybe: 'Backup {{id}}, {{time}}, may not be restorable',
    range: 'From {{from}} to {{to}}.',
    unproven: 'It is unknown whether the archive is complete up to then.',
    gaps: 'Changes in between may be missing from the archive.',
    earlierUnknown:
      'Earlier points in time, since {{time}}, may fail: it is unknown whether the archive is complete.',
    laterUnknown:
      'Later points in time may fail: it is unknown how far the archive reaches, at most to {{time}}.',
    selected: 'Selected: {{time}}.',
  },
  deleteBackup: {
    title: 'Delete a backup of {{database}}',
    confirm: 'Delete backup',
    choice: 'Backup',
    final: 'The backup is permanently deleted. The database is not changed.',
    lastTitle: 'No other finished backup is listed',
    last: 'If no other backup contains the data, it cannot be recovered once the database is lost.',
    nothing: 'No backup can be deleted here',
    done: 'Backup {{backup}} is deleted.',
  },
  remove: {
    title: 'Remove {{database}}',
    inProduction: 'Remove even though it is used in production',
    unknownUse: 'Remove even though it is unknown who uses it',
    force:
      'End open sessions and remove it anyway (requires the permission {{permission}})',
    removes: 'This cannot be undone. It permanently removes:',
    data: 'the database {{name}} with all its data',
    others: 'further databases with their data: {{databases}}',
    roles_one: 'its role {{roles}}',
    roles_other: 'its roles {{roles}}',
    credentials: 'its credentials {{entry}} in the credential store {{store}}',
    takeBackup:
      'The last good backup is from {{time}}. Only a newer one contains later changes.',
    kept: 'Finished backups are kept according to the retention of {{location}}.',
    keptSince:
      'Finished backups are kept according to the retention of {{location}}; the last good one is from {{time}}.',
    entitiesKept: 'The catalog entities that use it are kept.',
    noBackup: 'No backup contains this database: the data cannot be recovered.',
    backupUnknown: 'It is unknown whether a backup contains this database.',
  },
} as const;
