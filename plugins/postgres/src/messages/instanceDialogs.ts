/** Dialogs that act on instances. */
export const instances = {
  what: 'Action',
  role: { primary: 'primary', standby: 'standby' },
  switchover: {
    title: 'Switch over {{database}}',
    confirm: 'Switch over',
    confirmTo: 'Switch over to {{instance}}',
    done: '{{database}} is switching over to {{instance}}.',
    choice: 'New primary',
    unfitTitle: '{{instance}} cannot take over',
    unfit: 'Current state: {{reason}}.',
    behindTitle: '{{instance}} lags behind by {{bytes}}',
    behind: 'It must catch up first. Writes pause until it has.',
    effectWrites:
      'Writes pause for a few seconds while the new primary is promoted.',
    effectSessions:
      'Sessions on the old primary end. Applications must reconnect; the read-write endpoint then points to the new primary.',
    effectData:
      'The old primary shuts down cleanly first and sends its last changes.',
  },
  promote: {
    title: 'Promote a standby of {{database}}',
    confirm: 'Promote',
    confirmName: 'Promote {{instance}}',
    done: '{{instance}} of {{database}} is being promoted.',
    lagUnknown: 'It is not known how far {{instance}} lags behind',
    loss: 'If the primary cannot send the rest before it stops, changes that this standby has not received are lost.',
    effectWrites:
      'The primary is stopped first. Until the standby is the primary, about a minute, nothing can be written.',
    effectProof:
      'The promotion waits until the old primary is proven to be down: there are never two primaries.',
    effectVolume:
      'The volume of the old primary is deleted, and it is cloned from the new primary.',
    cancels:
      'This cancels a promotion that has not happened: the primary starts again.',
  },
  restart: {
    title: 'Restart or reload {{database}}',
    confirmReload: 'Reload',
    confirmAll: 'Restart all instances',
    confirmOne: 'Restart {{instance}}',
    doneReload: '{{database}} is reloading its configuration.',
    done: '{{name}} is restarting.',
    all: 'Restart all instances, one after the other',
    one: 'Restart only {{instance}} ({{role}})',
    reload: 'Reload the configuration without a restart',
    reloadSessions: 'No session ends.',
    reloadParameters: 'Parameters that require a restart do not change.',
    standbysFirst:
      'Standbys restart first, one at a time, each after the previous one is ready.',
    thenPrimary:
      'Then the primary: writes pause for a few seconds, and a standby may be promoted.',
    onlyInstance:
      'It has one instance: nobody can connect until it has restarted.',
    sessions: 'Every session ends once. Applications must reconnect.',
    down: 'PostgreSQL is not working there now. Sessions that are still open end.',
    standby: 'Only reads on {{instance}} are interrupted. Writes continue.',
    primary:
      'Writes pause for a few seconds. Sessions on it end, and applications must reconnect.',
  },
  hibernate: {
    wakeTitle: 'Wake up {{database}}',
    wake: 'Wake up',
    waking: '{{database}} is waking up.',
    wakeText:
      'Instances start on the volumes that were kept. The database usually accepts connections within a minute or two, with the same data, endpoints and credentials.',
    title: 'Hibernate {{database}}',
    confirm: 'Hibernate',
    done: '{{database}} is being hibernated.',
    effectStop:
      'All instances stop until somebody wakes the database up. Nobody can connect.',
    effectVolumes: 'Volumes and data are kept and still incur costs.',
    effectBackups: 'No backups are taken and no WAL is archived.',
    effectWake: 'Waking up usually takes a minute or two.',
    inProduction: 'Hibernate even though it is used in production',
    unknownUse: 'Hibernate even though it is unknown who uses it',
  },
  fence: {
    title: 'Fence instances of {{database}}',
    confirm: { fence: 'Fence', lift: 'Unfence' },
    confirmNames: {
      fence: 'Fence {{instances}}',
      lift: 'Unfence {{instances}}',
    },
    fenced: 'PostgreSQL is stopping on {{instances}}.',
    lifted: 'PostgreSQL is starting on {{instances}}.',
    chooseLift: 'Unfence instances',
    chooseFence: 'Fence more instances',
    liftText: 'PostgreSQL starts on these instances, and standbys catch up.',
    text: 'PostgreSQL stops on these instances and stays stopped, so that their files can be inspected. Their volumes are kept.',
    primaryTitle: '{{instance}} is the primary: writes fail',
    primary: 'No standby is promoted while it is fenced.',
  },
  destroy: {
    title: 'Destroy an instance of {{database}}',
    confirm: 'Destroy',
    confirmName: 'Destroy {{instance}}',
    done: '{{instance}} is being destroyed and replaced.',
    choice: 'Standby to destroy',
    effectVolume: 'Its volume and its copy of the data are deleted.',
    effectReads: 'Reads on it end. Writes continue.',
    effectNew:
      'A new standby copies the data from the primary. To have fewer instances, change their number instead.',
    lastTitle: 'It is the only standby',
    last: 'Until the new one has copied the data, there is no failover if the primary fails.',
  },
  scale: {
    title: 'Change the number of instances of {{database}}',
    confirm: 'Change',
    confirmTo: 'Change to {{number}}',
    done_one: '{{database}} is being scaled to {{count}} instance.',
    done_other: '{{database}} is being scaled to {{count}} instances.',
    help: 'A whole number from 1 to {{max}}, including the primary',
    more: 'Each new standby copies the data from the primary. Sessions are not interrupted.',
    fewerNames:
      'These instances are deleted with their volumes: {{instances}}. The primary stays. Reads on them end.',
    fewer:
      'Standbys are deleted with their volumes. The primary stays. Reads on them end.',
    lastTitle: 'No standby remains',
    last: 'There is no failover if the primary fails.',
  },
} as const;
