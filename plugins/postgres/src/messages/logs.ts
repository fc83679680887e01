/** The section with the logs of instances. */
export const logs = {
  intro:
    'The newest entries of the log of an instance. Entries can contain statements with data; every use is audited.',
  instance: 'Instance',
  instanceOption: '{{name}} ({{role}})',
  primary: 'The primary',
  level: 'Severity',
  levels: {
    all: 'All',
    warning: 'Warnings and errors',
    error: 'Errors',
  },
  since: 'Period',
  periods: {
    all: 'All that is kept',
    hour: 'Last hour',
    day: 'Last 24 hours',
  },
  previous: 'Before the last restart of the container',
  read: 'Read the log',
  reading: 'Reading the log',
  failed: 'The log could not be read',
  title: 'Log of {{instance}}, newest first',
  asOf: 'As of {{time}}',
  none: 'No entry matches.',
  older:
    'Older entries may exist. Choose a higher severity to find older ones.',
  levelOf: {
    debug: 'Debug',
    info: 'Info',
    warning: 'Warning',
    error: 'Error',
    fatal: 'Fatal',
  },
} as const;
