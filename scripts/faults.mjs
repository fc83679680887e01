import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { formatText } from './lib/format.mjs';
import { main, step } from './lib/output.mjs';
import { root } from './lib/project.mjs';
import { summarizeSkipped } from './lib/skipped.mjs';
import { loadSource } from './lib/sources.mjs';

// npm run faults -- [--seed NUMBER] [--link LINK | --rounds NUMBER]
const parts = [
  'PGSTAGE_TOXIPROXY',
  'PGSTAGE_MOTO_SERVER',
  'PGSTAGE_PG18_BIN',
  'KUBEBUILDER_ASSETS',
  'PGSTAGE_CRD_DIR',
];
const page = path.join(root, 'docs/reliability.md');

/** Returns the text after an option of the command. */
function textOf(option) {
  const index = process.argv.indexOf(option);
  return index < 0 ? undefined : process.argv[index + 1];
}

/** Returns the number after an option of the command. */
function numberOf(option, otherwise) {
  const text = textOf(option);
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${option} must be followed by a whole number above 0.`);
}

await main(async () => {
  const missing = parts.filter(name => !process.env[name]);
  if (missing.length) {
    process.stdout.write(`${summarizeSkipped(missing.join('\n'))}\n`);
    return process.env.CI ? 1 : 0;
  }
  const seed = numberOf('--seed', Date.now() % 1_000_000);
  const count = numberOf('--rounds', undefined);
  const link = textOf('--link');
  if (count && link) throw new Error('Use --link or --rounds, not both.');
  await ensureInstalled();
  const { allRounds, randomFor, randomOf, sampleOf, ...faults } =
    loadSource('faults/index.ts');
  if (link && !faults.links.includes(link))
    throw new Error(`--link must be one of: ${faults.links.join(', ')}.`);
  const begin = performance.now();
  const rounds = count
    ? sampleOf(randomOf(seed), count)
    : allRounds.filter(round => !link || round.link === link);
  const stage = await step(`Starting all parts, seed ${seed}`, () =>
    faults.startStage({
      toxiproxy: process.env.PGSTAGE_TOXIPROXY,
      moto: process.env.PGSTAGE_MOTO_SERVER,
      crds: process.env.PGSTAGE_CRD_DIR,
      postgresBin: process.env.PGSTAGE_PG18_BIN,
      seed,
    }),
  );
  const results = [];
  const episodes = [];
  let failed = 0;
  try {
    for (const round of rounds) {
      const result = await step(`${round.link}, ${round.fault}`, () =>
        faults.runRound(stage, round, randomFor(seed, round)),
      );
      results.push(result);
      for (const problem of faults.judge(result)) {
        failed += 1;
        process.stdout.write(`  ${problem}\n`);
      }
    }
    if (!count && !link) {
      const random = randomOf(seed);
      const replicas = [stage.api, await stage.startReplica()];
      for (const fault of faults.faults) {
        const episode = await step(`History of two replicas, ${fault}`, () =>
          faults.runEpisode(stage, replicas, fault, random),
        );
        episodes.push(episode);
        if (!episode.linearizable) failed += 1;
      }
    }
  } finally {
    await stage.stop();
  }
  const report = faults.renderReport({
    results,
    episodes,
    seed,
    environment: `${os.availableParallelism()} processors, Node ${
      process.versions.node
    }`,
    minutes: (performance.now() - begin) / 60_000,
  });
  const text = await formatText(report, page);
  process.stdout.write(`\n${text}`);
  if (!count && !link) await fs.writeFile(page, text);
  return failed ? 1 : 0;
});
