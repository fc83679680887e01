/** Parameters or variables by name; what is undefined is left out. @public */
export type LibpqParameters = Record<string, string | number | undefined>;

function given(parameters: LibpqParameters): [string, string][] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
}

/** A connection string `key=value …`, with quotes where libpq needs them. @public */
export function libpqConninfo(parameters: LibpqParameters): string {
  return given(parameters)
    .map(([key, value]) => `${key}=${conninfoValue(value)}`)
    .join(' ');
}

function conninfoValue(value: string): string {
  return /^[\w.:@%+,/-]+$/.test(value)
    ? value
    : `'${value.replace(/[\\']/g, '\\$&')}'`;
}

/**
 * A text as `value`, `command` or `args` of a container, where Kubernetes puts
 * the value of a variable in place of `$(NAME)`, and one `$` in place of two.
 *
 * @public
 */
export function containerText(text: string): string {
  return text.replace(/\$(?=[$(])/g, '$$$$');
}

/**
 * Lines of an environment file: `docker run --env-file`, `EnvironmentFile=` of
 * systemd, `kubectl create configmap --from-env-file`, dotenv and
 * `node --env-file`. None of them is a shell, and Docker and Kubernetes know no
 * quotes: a value is written as it is. A comment says where readers differ.
 *
 * @public
 */
export function environmentFile(variables: LibpqParameters): string[] {
  return given(variables).flatMap(([name, value]) => {
    // eslint-disable-next-line no-control-regex
    const holdable = !/[\x00-\x1f\x7f]|^\s|\s$/.test(value);
    // dotenv and node end a value at "#", and take quotes around it away.
    if (holdable && !/#|^["'`]/.test(value))
      return value.includes('\\')
        ? ['# systemd needs each backslash twice.', `${name}=${value}`]
        : [`${name}=${value}`];
    const mark = [`'`, `"`].find(quote => !value.includes(quote));
    if (!holdable || !mark || value.includes('\\'))
      return [
        `# ${name} is left out: no line means ${JSON.stringify(
          value,
        )} to all that read such files.`,
      ];
    return [
      '# Quoted for dotenv, node and systemd: remove the quotes for Docker and Kubernetes, which keep them.',
      `${name}=${mark}${value}${mark}`,
    ];
  });
}
