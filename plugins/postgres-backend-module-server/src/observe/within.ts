/** Waits for a probe, but not for ever. One that fails or hangs leaves what was known before. */
export async function within(
  ms: number,
  probe: Promise<unknown>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([probe.catch(() => undefined), late]);
  clearTimeout(timer);
}
