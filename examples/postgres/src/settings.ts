/** PostgreSQL settings by name. */
export type Settings = Record<string, string>;

/** The text of a postgresql.conf. */
export function renderSettings(settings: Settings): string {
  // In this file a backslash escapes and a quote is doubled.
  const quote = (value: string) =>
    `'${value.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`;
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = ${quote(value)}\n`,
  );
  return `# Written at each start: changes here are lost.\n${lines.join('')}`;
}

/** A libpq connection string. */
export function renderConninfo(parameters: Record<string, string>): string {
  return Object.entries(parameters)
    .map(([key, value]) => `${key}='${value.replace(/[\\']/g, '\\$&')}'`)
    .join(' ');
}

/**
 * A command that PostgreSQL's archiver runs for each finished WAL segment. A
 * segment appears in the archive whole or not at all, and one that is already
 * there is fine if it is the same and an error if it is not: after a crash
 * PostgreSQL hands out the last segment again.
 */
export function renderArchiveCommand(archiveDir: string): string {
  // PostgreSQL replaces %p and %f before the shell reads the line.
  const quoted = archiveDir.replace(/%/g, '%%').replace(/'/g, `'\\''`);
  const file = `'${quoted}'/%f`;
  return `if test -f ${file}; then cmp -s %p ${file}; else cp %p ${file}.part && mv ${file}.part ${file}; fi`;
}

/** What both servers need to be the same. Sized for a laptop that also runs Backstage. */
export function commonSettings(options: {
  port: number;
  fsync: boolean;
  tls?: { certFile: string; keyFile: string };
}): Settings {
  const { port, fsync, tls } = options;
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    // No Unix socket: a deep data folder exceeds the 107 bytes of its path.
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    log_line_prefix: '%m [%p] ',
    max_connections: '200',
    shared_buffers: '32MB',
    io_method: 'sync',
    jit: 'off',
    wal_level: 'replica',
    max_wal_senders: '10',
    max_replication_slots: '10',
    min_wal_size: '32MB',
    max_wal_size: '256MB',
    // A standby that stays away must not fill the disk: past this it is cloned again.
    max_slot_wal_keep_size: '512MB',
    // After a start PostgreSQL thinks of archive_timeout only when this is over.
    checkpoint_timeout: '30s',
    hot_standby: 'on',
    // Lag is what the demo shows: report it each second instead of every ten.
    wal_receiver_status_interval: '1s',
    wal_retrieve_retry_interval: '500ms',
    ...(tls && {
      ssl: 'on',
      ssl_cert_file: tls.certFile,
      ssl_key_file: tls.keyFile,
    }),
    ...(!fsync && { fsync: 'off', full_page_writes: 'off' }),
  };
}

/** What makes the recovery window grow while one watches. */
export function archiveSettings(archiveDir: string): Settings {
  return {
    archive_mode: 'on',
    archive_command: renderArchiveCommand(archiveDir),
    archive_timeout: '30s',
  };
}
