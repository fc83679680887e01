/** Parameters or variables by name; undefined ones are omitted. @public */
export type LibpqParameters = Record<string, string | number | undefined>;

function defined(parameters: LibpqParameters): [string, string][] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
}

/** Returns a connection string `key=value …`, with quotes if libpq requires them. @public */
export function libpqConninfo(parameters: LibpqParameters): string {
  return defined(parameters)
    .map(([key, value]) => `${key}=${conninfoValue(value)}`)
    .join(' ');
}

function conninfoValue(value: string): string {
  return /^[\w.:@%+,/-]+$/.test(value)
    ? value
    : `'${value.replace(/[\\']/g, '\\$&')}'`;
}

/**
 * Escapes a text for `value`, `command` or `args` of a container, in which
 * Kubernetes replaces `$(NAME)` with the value of a variable, and `$$` with `$`.
 *
 * @public
 */
export function containerText(text: string): string {
  return text.replace(/\$(?=[$(])/g, '$$$$');
}

/**
 * Returns the lines of an environment file for `docker run --env-file`,
 * `EnvironmentFile=` of systemd, `kubectl create configmap --from-env-file`,
 * dotenv and `node --env-file`. Values are not escaped: none of these is a shell,
 * and Docker and Kubernetes do not support quotes. A comment is added if they
 * read a value differently.
 *
 * @public
 */
export function environmentFile(variables: LibpqParameters): string[] {
  return defined(variables).flatMap(([name, value]) => {
    // eslint-disable-next-line no-control-regex
    const isValid = !/[\x00-\x1f\x7f]|^\s|\s$/.test(value);
    // dotenv and node end a value at "#", and remove quotes around it.
    if (isValid && !/#|^["'`]/.test(value))
      return value.includes('\\')
        ? ['# For systemd, double each backslash.', `${name}=${value}`]
        : [`${name}=${value}`];
    const quote = [`'`, `"`].find(each => !value.includes(each));
    if (!isValid || !quote || value.includes('\\'))
      return [
        `# ${name} is omitted, because ${JSON.stringify(
          value,
        )} cannot be written for all readers of this file.`,
      ];
    return [
      '# Quoted for dotenv, node and systemd. Remove the quotes for Docker and Kubernetes.',
      `${name}=${quote}${value}${quote}`,
    ];
  });
}
