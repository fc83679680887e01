/** States of declared roles and databases, and what the operator reports in its own words. */
export const parts = {
  asDeclared: 'as declared',
  droppedAsDeclared: 'dropped, as declared',
  notAppliedYet: 'not applied yet',
  notApplied: 'not applied',
  extensionNotApplied: 'extension {{name}}: not applied',
  extensionReports: 'extension {{name}}: {{reported}}',
  terminating: 'terminating since {{since}}',
  condition: '{{status}} ({{reason}})',
} as const;
