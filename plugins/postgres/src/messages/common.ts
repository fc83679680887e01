/** What every part of the tab uses. */
export const common = {
  unknown: 'unknown',
  none: 'none',
  on: 'on',
  off: 'off',
  owner: 'Owner',
  name: 'Name',
  cancel: 'Cancel',
  retry: 'Retry',
  needsPermission: 'You need the permission {{permission}}.',
  needsPermissionBecause: 'You need the permission {{permission}}. {{reason}}',
  state: {
    working: 'Running',
    changing: 'Changing',
    attention: 'Needs attention',
    unknown: 'Unknown',
    pending: 'Waiting',
  },
  /** States of a database that are more specific than `state`. */
  database: {
    accepting: 'Accepting connections',
    hibernated: 'Hibernated',
    fenced: 'Fenced',
  },
  lastKnown: '{{state}} (last known)',
  time: {
    justNow: 'just now',
    ago: '{{duration}} ago',
    in: 'in {{duration}}',
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    since: 'Since {{time}}',
    sinceAtLeast: 'Since at least {{time}}',
    sinceBecause: 'Since {{time}}: {{reason}}',
    sinceAtLeastBecause: 'Since at least {{time}}: {{reason}}',
  },
  lag: {
    both: '{{time}} ({{bytes}})',
    max: 'Max replication lag {{lag}}',
  },
  evidence: {
    login: 'Login tested {{time}}',
    instance: 'Response of PostgreSQL {{time}}',
    readiness: 'Readiness probe of the instance {{time}}',
    archive: 'Listed in the archive {{time}}',
    backup: 'Reported by the backup {{time}}',
    engine: 'Reported by the engine {{time}}',
    request: 'As requested {{time}}',
  },
  copy: {
    button: 'Copy',
    name: 'Copy {{what}}',
    done: 'Copied',
    failed:
      'The browser allows copying only over HTTPS or on localhost. Select the text and copy it.',
    text: '{{what}}, text to copy',
    errorDetails: 'error details',
  },
  error: {
    notConnected:
      'Check your network. If it works, ask the platform team whether Backstage is running.',
    notConnectedWrite:
      'Whether the request was executed is unknown: check the database before you try again. If your network works, ask the platform team whether Backstage is running.',
    noResponseInTime: 'Backstage did not respond within {{seconds}} seconds.',
    withCode: '{{title}} (HTTP {{status}})',
    withRequest: '{{title}} (HTTP {{status}}, request {{request}})',
    input: 'input',
    issue: '{{field}} {{rule}}',
    signIn: 'Sign in again',
    noResponse: 'No response from Backstage',
  },
  host: {
    silent: 'Backstage does not respond',
    signedOut: 'Your session has expired',
    forbidden: 'Backstage denied the request',
    tooMany: 'Too many requests',
    error: 'Backstage returned an error',
  },
  stale: {
    location: 'This data is old: {{location}} does not respond.',
    backstage: 'This data is old: Backstage has not refreshed it.',
  },
  loading: {
    late: 'Still loading…',
  },
} as const;
