/** Rules of the fields of a request. */
export const rules = {
  noExtensions: 'must be omitted: this provider creates no extensions',
  noConnectionLimit: 'must be omitted: this provider sets no connection limit',
  noRoles: 'must be omitted: this provider creates no additional roles',
  noDatabases: 'must be omitted: this provider creates no additional databases',
  versionStays:
    'must stay {{version}}: this provider does not upgrade PostgreSQL',
  primaryStays:
    'must be at least {{minimum}}: instance {{name}} is the primary',
  nameStays: 'must stay {{name}}: a database is not renamed',
} as const;
