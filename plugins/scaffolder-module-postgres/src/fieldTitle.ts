/** Returns the title of a field of a request or of a form: `extensions.0` is "Extensions". */
export function fieldTitle(field: string): string {
  const words = field
    .split('.')
    .filter(part => part !== 'options' && !/^\d+$/.test(part))
    .join(' ')
    .replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
