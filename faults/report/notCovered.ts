/** What this suite does not show yet. */
export const NOT_COVERED = [
  'API server: a page tells a watch on which nothing arrives after 150 s, and a round lasts 20 s. So nobody has measured here when such an outage is told.',
  'AWS: a page tells an outage with the next read, up to a minute later, or two minutes more if the read hangs. No round lasts until then, so its pages are only checked for data older than 260 s.',
  'API server and AWS: no PostgreSQL runs there, so no login as the application is tried.',
  'Histories of two replicas: only the link to the PostgreSQL server breaks.',
  'The provider `statefulset`, standbys of a PostgreSQL server, and credential stores other than `file` have no round.',
];
