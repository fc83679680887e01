/** Percent-encoding that is also safe between single quotes in a shell. */
export function percent(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Returns a string literal of JavaScript, Python, Go and YAML: all of them read
 * the escapes of JSON.
 */
export function literal(value: string): string {
  return JSON.stringify(value);
}
