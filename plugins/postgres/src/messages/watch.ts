/** Notifications about operations that ended, on any page. */
export const watch = {
  over: '{{operation}}: finished. {{reason}}.',
  attention:
    '{{operation}}: finished, but {{database}} needs attention. {{reason}}.',
  backupFinished: 'Backup of {{database}}: finished.',
  backupFailed: 'Backup of {{database}}: failed. {{reason}}',
  noReason: 'No reason was given.',
  removing: 'Removing {{database}}…',
  removed: '{{database}} was removed.',
  operation: {
    restart: 'Restart of {{name}}',
    switchover: 'Switchover of {{database}} to {{instance}}',
    promote: 'Promotion of {{instance}} of {{database}}',
    unfence: 'Unfencing of {{instances}}',
    wake: 'Wake-up of {{database}}',
    hibernate: 'Hibernation of {{database}}',
    replace: 'Replacement of {{instance}}',
    scale_one: 'Scaling of {{database}} to {{count}} instance',
    scale_other: 'Scaling of {{database}} to {{count}} instances',
    storage: 'Storage expansion of {{database}} to {{size}}',
    upgrade: 'Upgrade of {{database}} to {{version}}',
    restore: 'Restore of {{database}} to {{target}}',
    other: '{{operation}} ({{database}})',
  },
} as const;
