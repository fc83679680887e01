/** What a section says where it has nothing, or nothing new. */
export const section = {
  forbidden: 'Backstage has no access to this data. For the platform team:',
  unreachable: 'No connection',
  timeout: 'No answer in time',
  unsupported: 'Not offered by this provider',
  asOf: 'As of {{time}}',
  lastKnown: 'Last known, as of {{time}}',
} as const;
