const COMMENTS = /^(\s|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)*/;

const COMMANDS = new Set(
  `ABORT ALTER ANALYZE ANALYSE BEGIN CALL CHECKPOINT CLOSE CLUSTER COMMENT COMMIT COPY CREATE
   DEALLOCATE DECLARE DELETE DISCARD DO DROP END EXECUTE EXPLAIN FETCH GRANT IMPORT INSERT LISTEN
   LOAD LOCK MERGE MOVE NOTIFY PREPARE REASSIGN REFRESH REINDEX RELEASE RESET REVOKE ROLLBACK
   SAVEPOINT SECURITY SELECT SET SHOW START TABLE TRUNCATE UNLISTEN UPDATE VACUUM VALUES WITH`.split(
    /\s+/,
  ),
);

/**
 * Whether a text can be SQL at all. The operator runs it exactly once: a file
 * name or YAML instead would result in a database that never starts.
 *
 * @public
 */
export function beginsWithSql(text: string): boolean {
  const command = text.replace(COMMENTS, '').match(/^[a-z]+(?![\w:.-])/i)?.[0];
  return (
    !text.includes('\u0000') &&
    command !== undefined &&
    COMMANDS.has(command.toUpperCase())
  );
}
