/** Text as code, whatever it holds. */
export function code(text) {
  const ticks = /`/.test(text) ? '``' : '`';
  return `${ticks}${text}${ticks}`;
}

/** A fenced block of code. */
export function block(language, text) {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\``;
}

/** Text on one line, as a cell needs it. */
function cell(text = '') {
  return text
    .trim()
    .replace(/\n\s*\n/g, '<br>')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/(?<!\\)\|/g, '\\|');
}

/** A table; columns that are empty in every row are left out. */
export function table(headers, rows) {
  const used = headers.map((_, index) => rows.some(row => row[index]));
  const line = cells =>
    `| ${cells.filter((_, index) => used[index]).join(' | ')} |`;
  return [
    line(headers),
    line(headers.map(() => '---')),
    ...rows.map(row => line(headers.map((_, index) => cell(row[index])))),
  ].join('\n');
}

/** Parts of a page, one after the other; parts that are missing are left out. */
export function page(...parts) {
  return `${parts.flat(Infinity).filter(Boolean).join('\n\n')}\n`;
}
