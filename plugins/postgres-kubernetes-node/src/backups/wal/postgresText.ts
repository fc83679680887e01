/** Returns the distance in bytes between two WAL positions, `0/70120E0`, never below 0, or undefined if one is not valid. @public */
export function lsnDistance(from?: string, to?: string): number | undefined {
  const [start, end] = [position(from), position(to)];
  if (start === undefined || end === undefined) return undefined;
  return end > start ? Number(end - start) : 0;
}

function position(lsn = ''): bigint | undefined {
  const match = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(lsn);
  return match
    ? BigInt(`0x${match[1]}`) * 2n ** 32n + BigInt(`0x${match[2]}`)
    : undefined;
}

const INTERVAL =
  /^(?:(\d+) days? ?)?(?:(-?)(\d{2,}):(\d{2}):(\d{2}(?:\.\d+)?))?$/;

/** Returns the seconds of an interval as PostgreSQL writes it, `1 day 00:00:00.5`, or undefined if it is not valid. @public */
export function intervalSeconds(text = ''): number | undefined {
  const match = INTERVAL.exec(text);
  if (!match || !text) return undefined;
  const [, days = '0', sign = '', hours = '0', minutes = '0', seconds = '0'] =
    match;
  const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return Number(days) * 86_400 + (sign ? -time : time);
}
