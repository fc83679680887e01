/**
 * Returns the changed data of a basic-auth Secret for another password. The
 * operator writes the connection strings beside it only at creation, so a
 * change of the password has to change them in the same write.
 */
export function withPassword(
  data: Record<string, string>,
  password: string,
): Record<string, string> {
  const changed = Object.entries(data).flatMap(([key, text]) => {
    const next = rewrite(key, text, password);
    return next === text ? [] : [[key, next]];
  });
  return { ...Object.fromEntries(changed), password };
}

function rewrite(key: string, text: string, after: string): string {
  if (/^postgres(ql)?:\/\//.test(text)) {
    return text.replace(
      /^(\w+:\/\/[^:@/?]*:)[^@/?]*@/,
      (_, login) => `${login}${encodeURIComponent(after)}@`,
    );
  }
  if (text.startsWith('jdbc:')) {
    return text.replace(
      /([?&]password=)[^&]*/,
      (_, name) => `${name}${encodeURIComponent(after)}`,
    );
  }
  if (key === 'pgpass') {
    return text.replace(
      /^((?:(?:[^:\\\n]|\\.)*:){4})[^\n]*/gm,
      (_, login) => `${login}${after.replace(/[\\:]/g, '\\$&')}`,
    );
  }
  return text;
}
