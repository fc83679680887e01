/** Folder of the volume with the backups, in the pods of Jobs. */
const BACKUPS = '/backups';

/**
 * What scripts that use the volume begin with. Each backup is a folder
 * `<time>-<id>`, and those that begin with a dot are not finished.
 */
export const VOLUME = `set -eu
export LC_ALL=C
cd "\${BACKUPS:-${BACKUPS}}"

# The newest first.
list() {
  ls -1 | grep -E '^[0-9]{8}T[0-9]{6}Z-[a-z0-9]+$' | sort -r
}
number() {
  sed -n "s/.*\\"$1\\":\\([0-9]*\\).*/\\1/p" "$2/entry.json"
}
complete() {
  [ -s "$1/entry.json" ] && [ -s "$1/globals.sql" ] && [ -s "$1/database.dump" ] &&
    [ "$(number bytes "$1")" -eq "$(wc -c <"$1/database.dump")" ]
}
`;
