/** What this suite does not show yet. */
export const NOT_COVERED = [
  'API server: a watch on which nothing arrives ends after 150 s, and a round lasts 20 s. When a page shows such an outage is not measured.',
  'AWS: a page shows an outage after the next read, up to a minute later, or two minutes more if the read hangs. No round lasts that long, so its pages are only checked for data older than 260 s.',
  'API server and AWS: no PostgreSQL runs there, so no login as the application is tried.',
  'Histories of two replicas: only the link to the PostgreSQL server breaks.',
  'The provider `statefulset`, standbys of a PostgreSQL server, and credential stores other than `file` have no round.',
];
