import {
  isParameterName,
  keyed,
  parameterValue,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** Parameters that only the operator sets (FixedConfigurationParameters of 1.30). */
const FIXED = new Set(
  `allow_system_table_mods archive_mode bonjour bonjour_name cluster_name config_file
   data_directory data_sync_retry event_source external_pid_file hba_file hot_standby
   ident_file jit_provider listen_addresses logging_collector port primary_conninfo
   primary_slot_name recovery_target recovery_target_action recovery_target_inclusive
   recovery_target_lsn recovery_target_name recovery_target_time recovery_target_timeline
   recovery_target_xid restore_command shared_preload_libraries temp_tablespaces
   unix_socket_directories unix_socket_group unix_socket_permissions
   archive_cleanup_command archive_command log_destination log_directory log_file_mode
   log_filename log_rotation_age log_rotation_size log_truncate_on_rotation
   pg_failover_slots.primary_dsn pg_failover_slots.standby_slot_names promote_trigger_file
   recovery_end_command recovery_min_apply_delay restart_after_crash ssl ssl_ca_file
   ssl_cert_file ssl_crl_file ssl_dh_params_file ssl_key_file ssl_passphrase_command
   ssl_passphrase_command_supports_reload ssl_prefer_server_ciphers stats_temp_directory
   synchronous_standby_names synchronized_standby_slots syslog_facility syslog_ident
   syslog_sequence_numbers syslog_split_messages`.split(/\s+/),
);

const BOOLEANS = new Set([
  'hot_standby_feedback',
  'sync_replication_slots',
  'wal_log_hints',
]);

function keyProblem(key: string): string | undefined {
  if (!isParameterName(key)) {
    return 'must be the name of a parameter, in lowercase letters';
  }
  return FIXED.has(key) ? 'must be omitted: the operator sets it' : undefined;
}

const UNITS: Record<string, number> = {
  B: 1,
  kB: 2 ** 10,
  MB: 2 ** 20,
  GB: 2 ** 30,
  TB: 2 ** 40,
};

/** Returns bytes as the operator's webhook parses them: a number without a unit is MB. */
export function parameterBytes(text: string): number | undefined {
  const match = text.match(/^(\d+) ?(B|kB|MB|GB|TB)?$/);
  return match ? Number(match[1]) * UNITS[match[2] ?? 'MB'] : undefined;
}

/** Parameters of `postgresql.conf` that the operator does not set. */
export const parametersSchema = keyed(keyProblem, parameterValue).superRefine(
  (parameters, context) => {
    const refuse = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    for (const key of ['shared_buffers', 'min_wal_size', 'max_wal_size']) {
      const text = parameters[key];
      if (text !== undefined && parameterBytes(text) === undefined) {
        refuse(key, 'must be a number with the unit kB, MB, GB or TB');
      }
    }
    for (const key of BOOLEANS) {
      const text = parameters[key];
      if (text !== undefined && !/^(on|off|true|false)$/.test(text)) {
        refuse(key, 'must be on or off');
      }
    }
    const { wal_level: level } = parameters;
    if (level !== undefined && !/^(logical|replica)$/.test(level)) {
      refuse(
        'wal_level',
        'must be logical or replica: backups and standbys require it',
      );
    }
    const min = parameterBytes(parameters.min_wal_size ?? '80MB');
    const max = parameterBytes(parameters.max_wal_size ?? '1GB');
    if (min !== undefined && max !== undefined && min >= max) {
      refuse(
        parameters.min_wal_size === undefined ? 'max_wal_size' : 'min_wal_size',
        'must be such that min_wal_size (default 80MB) is less than max_wal_size (default 1GB)',
      );
    }
  },
);
