/** The section Connect. Texts of its formats are in `formats.ts`. */
export const connect = {
  notUsable: {
    unknown: 'It is unknown whether the database accepts connections',
    notYet: 'The database does not accept connections yet',
    notNow: 'The database does not accept connections at the moment',
    text: 'These parameters work once the database accepts connections. {{reason}}.',
  },
  from: 'From',
  clientLocation: {
    application: 'an application',
    'other-namespace': 'another namespace',
    laptop: 'my laptop',
  },
  endpoint: 'Endpoint',
  format: 'Format',
  noEndpoint: 'This database has no endpoint yet.',
  forwarded:
    'Uses the port-forward below. Keep it running while you are connected.',
  caFile: 'CA certificate, to be saved as {{file}}:',
  caCertificate: 'CA certificate',
  needs: 'Requirements: {{need}}',
  needsList: 'Requirements:',
  note: 'Note: {{note}}',
  notesList: 'Notes:',
} as const;
