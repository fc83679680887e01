const GO_TIME =
  /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) ([+-]\d{2})(\d{2})(?: \S+)?(?: m=\S+)?$/;

/** Parses Go's text of a time, `2027-02-19 01:05:27 +0000 UTC`. Returns undefined if it is not one. @public */
export function parseGoTime(text: string): Date | undefined {
  const match = GO_TIME.exec(text.trim());
  const iso = match
    ? `${match[1]}T${match[2].slice(0, 12)}${match[3]}:${match[4]}`
    : text;
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
