/** Returns whether a pattern matches the whole name; `*` matches any characters. */
export function isHidden(name: string, patterns: string[]): boolean {
  return patterns.some(pattern => {
    const parts = pattern
      .split('*')
      .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
  });
}
