/**
 * Promotes a standby, unless it is a primary already. Before it does, no WAL
 * arrives any more, so that the old primary does not run, and no other standby
 * that responds has received more: it could not follow. The others get their
 * slots before the promotion, so that the WAL that they need is kept.
 */
export const PROMOTE = `set -u
said=/tmp/said
ask() {
  host=$1
  shift
  psql -XAtqw -v ON_ERROR_STOP=1 -h "$host" "$@" 2>"$said"
}
end() {
  printf '{"promoted":%s,"said":"%s"}' "$1" "$(tail -c 2000 "$said" | base64 | tr -d '\\n')" \\
    >/dev/termination-log
  [ "$1" = true ]
  exit
}
# Waits for this long until a query of the standby returns this.
until_is() {
  left=$1
  until [ "$(ask "$TARGET" -c "$3")" = "$2" ]; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    sleep 1
  done
}
refuse() {
  echo "$1" >"$said"
  end false
}
received="SELECT greatest(coalesce(pg_last_wal_receive_lsn(), '0/0'), pg_last_wal_replay_lsn())"
until_is 30 t 'SELECT true' || end "$BEFORE"
if [ "$(ask "$TARGET" -c 'SELECT pg_is_in_recovery()')" = t ]; then
  until_is 60 0 'SELECT count(*) FROM pg_stat_wal_receiver' ||
    refuse 'The standby still receives WAL: the old primary runs.'
  own=$(ask "$TARGET" -c "$received") || end false
  for other in $OTHERS; do
    its=$(ask "$other" -c "$received") || continue
    [ "$(ask "$TARGET" -c "SELECT pg_lsn '$its' > pg_lsn '$own'")" = f ] ||
      refuse "$other has received more WAL: promote it instead."
  done
  for slot in $SLOTS; do
    ask "$TARGET" -c "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
      WHERE slot_name = '$slot' AND NOT active" -c "SELECT
      pg_create_physical_replication_slot('$slot', true)" >/dev/null || end false
  done
  ask "$TARGET" -c 'SELECT pg_promote(false)' >/dev/null || {
    # 1: rejected. Otherwise the connection was lost, and it may be promoted.
    [ $? -eq 1 ] && end false
    end null
  }
fi
until_is 300 f 'SELECT pg_is_in_recovery()' || end null
: >"$said"
end true
`;
