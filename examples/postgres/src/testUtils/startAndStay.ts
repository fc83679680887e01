import { startDemoPostgres } from '../demoPostgres';

/** Runs as a separate process: starts servers with the options in its argument, prints their process ids, and runs until it is killed. */
async function main() {
  const demo = await startDemoPostgres(JSON.parse(process.argv[2]));
  process.once('SIGINT', () => demo.stop().then(() => process.exit(0)));
  setInterval(() => {}, 60_000);
  process.stdout.write(`${JSON.stringify(await demo.pids())}\n`);
}

main().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
