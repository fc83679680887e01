/**
 * PostgreSQL parameters that only affect a database's own server: its memory,
 * plans, volumes and session defaults. All others are for the platform team:
 * those that load libraries, run programs, open files or connections, write
 * statements to the log of the pods, or put load on the archive; and those that
 * are not classified yet.
 */
const INSIDE = new Set(
  `array_nulls backend_flush_after backslash_quote bytea_output check_function_bodies client_encoding
   client_min_messages commit_delay commit_siblings constraint_exclusion cpu_index_tuple_cost
   cpu_operator_cost cpu_tuple_cost createrole_self_grant cursor_tuple_fraction datestyle
   deadlock_timeout default_statistics_target default_text_search_config default_toast_compression
   default_transaction_deferrable default_transaction_isolation default_transaction_read_only
   effective_cache_size effective_io_concurrency escape_string_warning exit_on_error
   extra_float_digits from_collapse_limit gin_fuzzy_search_limit gin_pending_list_limit
   hash_mem_multiplier hot_standby_feedback idle_in_transaction_session_timeout
   idle_replication_slot_timeout idle_session_timeout intervalstyle io_combine_limit
   io_max_combine_limit io_max_concurrency join_collapse_limit lc_messages lc_monetary lc_numeric lc_time
   lock_timeout logical_decoding_work_mem lo_compat_privileges maintenance_io_concurrency
   maintenance_work_mem max_connections
   max_locks_per_transaction max_logical_replication_workers max_notify_queue_pages
   max_pred_locks_per_page max_pred_locks_per_relation max_pred_locks_per_transaction
   max_prepared_transactions max_replication_slots max_slot_wal_keep_size max_stack_depth
   max_standby_archive_delay max_standby_streaming_delay max_sync_workers_per_subscription
   max_wal_senders max_wal_size max_worker_processes min_dynamic_shared_memory min_wal_size
   old_snapshot_threshold parallel_leader_participation parallel_setup_cost parallel_tuple_cost
   plan_cache_mode quote_all_identifiers random_page_cost recovery_prefetch recursive_worktable_factor
   search_path seq_page_cost shared_buffers standard_conforming_strings statement_timeout
   sync_replication_slots synchronize_seqscans synchronous_commit tcp_keepalives_count
   tcp_keepalives_idle tcp_keepalives_interval tcp_user_timeout temp_buffers temp_file_limit timezone
   transaction_timeout transform_null_equals wal_buffers wal_compression wal_decode_buffer_size
   wal_init_zero wal_keep_size wal_level wal_log_hints wal_receiver_status_interval
   wal_receiver_timeout wal_recycle wal_retrieve_retry_interval wal_sender_timeout
   wal_skip_threshold wal_writer_delay wal_writer_flush_after work_mem xmlbinary xmloption`.split(
    /\s+/,
  ),
);

/** Whole families, by prefix. */
const FAMILIES =
  /^(autovacuum($|_)|bgwriter_|checkpoint_(completion_target|flush_after|timeout$|warning$)|commit_timestamp_buffers$|enable_|geqo($|_)|jit($|_(above|inline|optimize|expressions|tuple))|max_parallel_|min_parallel_|multixact_|notify_buffers$|serializable_buffers$|subtransaction_buffers$|track_|transaction_buffers$|vacuum_|pg_stat_statements\.|pg_trgm\.|hnsw\.|ivfflat\.)/;

/** Whether a parameter only affects the database's own server. @public */
export function isDatabaseScoped(name: string): boolean {
  return INSIDE.has(name) || FAMILIES.test(name);
}
