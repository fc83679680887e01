/** Several measurements of one thing. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** Returns the smallest value that at least `share` of all values do not exceed. */
export function percentile(values: number[], share: number): number {
  if (!values.length)
    throw new Error('There is nothing to take a percentile of');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export function spreadOf(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2
      ? sorted[Math.floor(middle)]
      : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted[sorted.length - 1] };
}
