/** Percent-encoding that is also safe between single quotes in a shell. */
export function percent(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** One word of a POSIX shell command. */
export function shellWord(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value)
    ? value
    : `'${value.replace(/'/g, `'\\''`)}'`;
}

/** A value in libpq's `key=value` connection strings. */
export function conninfoValue(value: string): string {
  return /^[\w.:@%+,/-]+$/.test(value)
    ? value
    : `'${value.replace(/[\\']/g, '\\$&')}'`;
}

/**
 * A string literal of JavaScript, Python, Go and YAML alike: all four read the
 * escapes of JSON.
 */
export function literal(value: string): string {
  return JSON.stringify(value);
}

/**
 * A value in a `.env` file, read the same by a shell and by dotenv libraries;
 * undefined where no way of writing it means the same to both.
 */
export function dotEnvValue(value: string): string | undefined {
  if (/^[\w@%+:,./=-]+$/.test(value)) return value;
  if (/[\r\n]/.test(value)) return undefined;
  if (!value.includes("'")) return `'${value}'`;
  return /["$`\\!]/.test(value) ? undefined : `"${value}"`;
}
