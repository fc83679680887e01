/** What dialogs have in common. */
export const dialog = {
  running: 'In progress…',
  failed: 'The request failed',
  started: '{{operation}} ({{database}}): started.',
  heading: '{{operation}}: {{database}}',
  typeName: 'Type {{name}} to confirm',
  whatChanges: 'Changes',
  now: 'Current',
  then: 'New',
  needs: 'Requirements',
  chooseOne: 'Choose one',
  notSet: 'Not set',
  listHelp: 'Separate names with commas or spaces',
  wholeNumber: 'A whole number, at least 1',
  wholeNumberTo: 'A whole number from 1 to {{max}}',
  openConnections_one: '{{count}} connection is open.',
  openConnections_other: '{{count}} connections are open.',
  notWorking: 'The database is not working normally: {{reason}}',
  stateUnknown: 'It is unknown whether the database works: {{reason}}',
  instancesUnknownTitle: 'The instances are currently unknown',
  instancesUnknown:
    'See Health for the reason. The choice appears when they are known.',
  dependants: {
    loading: 'Loading the entities that use the database',
    failed: 'The catalog did not return the entities that use the database',
    none: 'No entity in the catalog uses this database.',
    list: 'Used by:',
    inProduction: 'in production',
  },
  entityRef: {
    problem: 'Kind, namespace and name, for example component:default/orders',
  },
} as const;

/** Labels of instances to choose from. */
export const instance = {
  primary: '{{name}} (primary): {{reason}}',
  primaryOn: '{{name}} (primary, on {{node}}): {{reason}}',
  standby: '{{name}}: {{reason}}',
  standbyOn: '{{name}} (on {{node}}): {{reason}}',
  standbyLag: '{{name}}: {{reason}}, lag {{lag}}',
  standbyLagOn: '{{name}} (on {{node}}): {{reason}}, lag {{lag}}',
} as const;
