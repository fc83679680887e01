const FACTORS: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** Returns a Kubernetes quantity, such as `20Gi`, `500m` or `1e3`, as a number; undefined if it is invalid. @public */
export function amountOf(quantity: string | undefined): number | undefined {
  const match = quantity?.match(
    /^(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)([A-Za-z]*)$/,
  );
  const factor = match && FACTORS[match[2]];
  return match && factor ? Number(match[1]) * factor : undefined;
}

/** Returns the bytes of a volume size such as `20Gi`; undefined if it is invalid. @public */
export function parseQuantity(text: string): number | undefined {
  const size = text.trim();
  return /^\d+(\.\d+)?[MGT]i?$/.test(size)
    ? amountOf(size) || undefined
    : undefined;
}
