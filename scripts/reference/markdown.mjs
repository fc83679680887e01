/** Returns text as inline code, including text with backticks. */
export function code(text) {
  const ticks = /`/.test(text) ? '``' : '`';
  return `${ticks}${text}${ticks}`;
}

/** A fenced block of code. */
export function block(language, text) {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\``;
}

/** Returns text on one line for a table cell. */
function cell(text = '') {
  return text
    .trim()
    .replace(/\n\s*\n/g, '<br>')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/(?<!\\)\|/g, '\\|');
}

/** Returns a table; columns that are empty in every row are omitted. */
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

/** Joins the parts of a page; missing parts are omitted. */
export function page(...parts) {
  return `${parts.flat(Infinity).filter(Boolean).join('\n\n')}\n`;
}
