const UNITS: Record<string, number> = {
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  M: 1e6,
  G: 1e9,
  T: 1e12,
};

/** Bytes of a volume size such as `20Gi`; nothing where it is no such size. @public */
export function parseQuantity(text: string): number | undefined {
  const [, digits, unit] =
    text.trim().match(/^(\d+(?:\.\d+)?)([MGT]i?)$/) ?? [];
  return unit && Number(digits) > 0 ? Number(digits) * UNITS[unit] : undefined;
}
