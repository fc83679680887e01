import { VOLUME } from './volume';

/**
 * Dumps the database as its owner into a new folder of the volume, reads the
 * whole dump, and only then gives the folder its name. A run that is
 * interrupted leaves nothing that looks like a backup, and one that is repeated
 * finds its own. Runs wait for each other. It reports all backups of the volume
 * at its end, also if it failed: nobody else reads the volume.
 *
 * Passwords of roles are not dumped. It uses only programs of the official
 * image.
 *
 * Environment: those of libpq; JOB is the name of its Job, KEEP the maximum
 * number of backups, and KEEP_SECONDS their maximum age.
 */
export const BACKUP = `${VOLUME}
umask 077
id=\${JOB##*-}
began=$(date -u +%Y%m%dT%H%M%SZ)
start=$(date +%s)
stage=start
said=\${TMPDIR:-/tmp}/said
: >"$said"
exec 3>&2 2>>"$said"

# Everything that anybody learns of this run: at most 4 KiB.
report() {
  code=$?
  trap - EXIT
  [ -z "\${new:-}" ] || rm -rf "$new"
  full=false
  ! grep -q 'No space left on device' "$said" || full=true
  set -- $(df -Pk . | tail -n 1)
  listed=
  for each in $(list | head -n 40); do
    complete "$each" || continue
    listed="$listed\${listed:+,}[\\"\${each#*-}\\",\\"\${each%%-*}\\",$(number seconds "$each"),$(number bytes "$each")]"
  done
  printf '{"stage":"%s","exitCode":%d,"said":"%s","full":%s,"free":%d,"size":%d,"backups":[%s]}' \\
    "$stage" "$code" "$(tail -c 600 "$said" | base64 | tr -d '\\n')" "$full" \\
    "$((\${4:-0} * 1024))" "$((\${2:-0} * 1024))" "$listed" >"\${REPORT:-/dev/termination-log}"
  cat "$said" >&3
  exit "$code"
}
trap report EXIT
trap 'exit 143' TERM

# The newest is always kept, and that of this run, also if the clock was set back.
retain() {
  kept=0
  for own in *-"$id"; do [ ! -d "$own" ] || kept=1; done
  oldest=$(date -u -d "@$(($(date +%s) - KEEP_SECONDS))" +%Y%m%d%H%M%S)
  for each in $(list); do
    [ "\${each#*-}" != "$id" ] || continue
    complete "$each" || continue
    at=$(echo "\${each%%-*}" | tr -d TZ)
    if [ "$kept" -eq 0 ] || { [ "$kept" -lt "$KEEP" ] && [ "$at" -ge "$oldest" ]; }; then
      kept=$((kept + 1))
    else
      mv "$each" ".old-$each"
      rm -rf ".old-$each"
    fi
  done
}

stage=lock
exec 9>.lock
until flock -n 9; do
  echo 'Waiting until another backup has ended.' >&3
  sleep 5
done
rm -rf .new-* .old-*
for each in $(list); do
  case $each in *-"$id")
    if complete "$each"; then stage=done; exit 0; fi ;;
  esac
done

stage=connect
left=60
until psql -XAtqc 'SELECT 1' >/dev/null 2>"$said"; do
  left=$((left - 1))
  [ "$left" -gt 0 ] || exit 2
  sleep 2
done

stage=retain
retain
new=".new-$began-$id"
mkdir "$new"
stage=dump
pg_dump -Fc --lock-wait-timeout=600s -f "$new/database.dump"
pg_dumpall --globals-only --no-role-passwords -l "$PGDATABASE" -f "$new/globals.sql"
stage=verify
pg_restore -f /dev/null "$new/database.dump"
grep -q 'cluster dump complete' "$new/globals.sql"
stage=write
sum=$(sha256sum <"$new/database.dump")
globals=$(sha256sum <"$new/globals.sql")
printf '{"startedAt":"%s","seconds":%d,"bytes":%d,"sha256":"%s","globalsSha256":"%s","server":"%s"}\\n' \\
  "$began" "$(($(date +%s) - start))" "$(wc -c <"$new/database.dump")" \\
  "\${sum%% *}" "\${globals%% *}" "$(psql -XAtqc 'SHOW server_version')" >"$new/entry.json"
sync "$new"/* "$new"
mv "$new" "$began-$id"
sync .
stage=retain
retain
stage=done
`;
