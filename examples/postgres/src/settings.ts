/** PostgreSQL settings by name. */
export type Settings = Record<string, string>;

/** Returns the contents of a postgresql.conf. */
export function renderSettings(settings: Settings): string {
  // Backslashes and quotes are doubled in this file.
  const quote = (value: string) =>
    `'${value.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`;
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = ${quote(value)}\n`,
  );
  return `# Written at each start: manual changes are overwritten.\n${lines.join(
    '',
  )}`;
}

/** Returns a libpq connection string. */
export function renderConninfo(parameters: Record<string, string>): string {
  return Object.entries(parameters)
    .map(([key, value]) => `${key}='${value.replace(/[\\']/g, '\\$&')}'`)
    .join(' ');
}

/**
 * Returns an archive_command. It writes a segment atomically. If the segment
 * already exists, the command succeeds for the same contents and fails for others:
 * after a crash PostgreSQL archives the last segment again.
 */
export function renderArchiveCommand(archiveDir: string): string {
  // PostgreSQL replaces %p and %f before it runs the shell.
  const quoted = archiveDir.replace(/%/g, '%%').replace(/'/g, `'\\''`);
  const file = `'${quoted}'/%f`;
  return `if test -f ${file}; then cmp -s %p ${file}; else cp %p ${file}.part && mv ${file}.part ${file}; fi`;
}

/** Returns the settings of both servers, sized for a laptop that also runs Backstage. */
export function commonSettings(options: {
  port: number;
  fsync: boolean;
  tls?: { certFile: string; keyFile: string };
}): Settings {
  const { port, fsync, tls } = options;
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    // No Unix socket: its path is limited to 107 bytes, and the data folder may be longer.
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
    // Limits the disk space for a standby that is down. It is cloned again afterwards.
    max_slot_wal_keep_size: '512MB',
    // After a start, archive_timeout is effective only after the first checkpoint_timeout.
    checkpoint_timeout: '30s',
    hot_standby: 'on',
    // The demo shows the lag, so it is reported every second instead of every ten.
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

/** Returns the settings for WAL archiving, with a short timeout so that the recovery window grows visibly. */
export function archiveSettings(archiveDir: string): Settings {
  return {
    archive_mode: 'on',
    archive_command: renderArchiveCommand(archiveDir),
    archive_timeout: '30s',
  };
}
