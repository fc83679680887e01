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

/** Bytes of a quantity of Kubernetes, `10Gi`; undefined where it is none. */
export function bytesOf(quantity?: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(
    quantity ?? '',
  );
  const factor = match && FACTORS[match[2]];
  return factor ? Math.round(Number(match[1]) * factor) : undefined;
}
