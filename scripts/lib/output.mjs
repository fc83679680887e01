/** Logs a step, runs it, and logs how long it took. */
export async function step(title, work) {
  const begin = performance.now();
  process.stdout.write(`${title} ...\n`);
  const result = await work();
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  process.stdout.write(`${title}: done in ${seconds} s\n`);
  return result;
}

/** Runs a command; an error is reported as one sentence, without a stack. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
