import { VOLUME } from './volume';

/** Condition for schemas that PostgreSQL itself does not use. */
const USER_SCHEMA = "nspname !~ '^pg_' AND nspname <> 'information_schema'";

const inSchemas = (catalog: string, schema: string) =>
  `(SELECT count(*) FROM ${catalog} JOIN pg_namespace AS schema ON schema.oid = ${schema} WHERE ${USER_SCHEMA})`;

/** Number of objects that a new database does not have. */
const OBJECTS = [
  inSchemas('pg_class', 'relnamespace'),
  inSchemas('pg_proc', 'pronamespace'),
  inSchemas('pg_type', 'typnamespace'),
  `(SELECT count(*) FROM pg_namespace WHERE ${USER_SCHEMA} AND nspname <> 'public')`,
  '(SELECT count(*) FROM pg_largeobject_metadata)',
  "(SELECT count(*) FROM pg_extension WHERE extname <> 'plpgsql')",
].join(' + ');

/**
 * Keeps of what pg_restore reports its first lines without the value that they
 * end with: the others quote rows and commands of the database.
 */
const WITHOUT_ROWS = `sed -E '/^pg_restore: /,$ {
  /^pg_restore: /!d
  s/(ERROR: .*): ".*$/\\1/
}'`;

/**
 * Restores a dump into the empty database of a new server, as its owner, in one
 * transaction: one that failed can be repeated. A database with data is not
 * changed, also if the data is that of an earlier restore whose pod was lost.
 * Meanwhile no backup of the volume is removed. All objects belong to the owner,
 * whoever owned them before, and rights of other roles are not restored: these
 * roles do not exist.
 *
 * Environment: those of libpq; BACKUP is the id of the backup.
 */
export const RESTORE = `${VOLUME}
said=\${TMPDIR:-/tmp}/said
: >"$said"
exec 3>&2 2>>"$said"
stage=start
without_rows() {
  ${WITHOUT_ROWS} "$said"
}
report() {
  code=$?
  trap - EXIT
  printf '{"stage":"%s","exitCode":%d,"said":"%s"}' "$stage" "$code" \\
    "$(without_rows | tail -c 1000 | base64 | tr -d '\\n')" >"\${REPORT:-/dev/termination-log}"
  without_rows >&3
  exit "$code"
}
trap report EXIT
trap 'exit 143' TERM

stage=lock
exec 9<.lock
until flock -s -n 9; do
  echo 'Waiting until a backup has ended.' >&3
  sleep 5
done

stage=find
found=
for each in $(list); do
  case $each in *-"$BACKUP") found=$each ;; esac
done
if [ -z "$found" ]; then
  echo "There is no backup $BACKUP in the volume." >&2
  exit 3
fi
stage=verify
sum=$(sha256sum <"$found/database.dump")
if ! grep -q "\\"sha256\\":\\"\${sum%% *}\\"" "$found/entry.json"; then
  echo "The dump of backup $BACKUP is damaged: its checksum is \${sum%% *}." >&2
  exit 4
fi

stage=connect
left=60
until psql -XAtqc 'SELECT 1' >/dev/null 2>"$said"; do
  left=$((left - 1))
  [ "$left" -gt 0 ] || exit 2
  sleep 2
done
stage=empty
count=$(psql -XAtqc "SELECT ${OBJECTS}") || exit 2
if [ "$count" != 0 ]; then
  echo 'The database already contains data. Nothing was restored.' >&2
  exit 5
fi
stage=restore
pg_restore --no-owner --no-privileges --single-transaction --exit-on-error \\
  -d "$PGDATABASE" "$found/database.dump"
stage=done
`;
