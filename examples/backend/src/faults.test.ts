import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
// The suite of `npm run faults`, which is no package: a backend with all its parts.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import {
  judge,
  randomFor,
  randomOf,
  runRound,
  sampleOf,
  startStage,
} from '../../../faults';

/** Use another seed for another sample: `PGSTAGE_FAULTS_SEED=7`. */
const SEED = Number(process.env.PGSTAGE_FAULTS_SEED ?? 20261127);
/** One of each link. */
const ROUNDS = 4;
/** Tests run on machines that do other work, too; `npm run faults` measures 5 s. */
const SHOWN_WITHIN_MS = 30_000;

jest.setTimeout(600_000);

describeWithPart('PGSTAGE_TOXIPROXY', 'links that break', toxiproxy =>
  describeWithPart('PGSTAGE_PG18_BIN', 'of databases', postgresBin =>
    describeWithPart('PGSTAGE_MOTO_SERVER', 'with moto_server', moto =>
      describeWithPart('KUBEBUILDER_ASSETS', 'and an API server', () =>
        describeWithPart('PGSTAGE_CRD_DIR', `sample ${SEED}`, crds => {
          let stage: Awaited<ReturnType<typeof startStage>>;
          beforeAll(async () => {
            stage = await startStage({
              ...{ toxiproxy, moto, postgresBin, crds },
              seed: SEED,
            });
          });
          afterAll(() => stage?.stop());

          it.each(sampleOf(randomOf(SEED), ROUNDS))(
            '$link, $fault: nothing is lost, twice, or shown without being known',
            async round => {
              const result = await runRound(
                stage,
                round,
                randomFor(SEED, round),
              );
              expect({
                problems: judge(result, SHOWN_WITHIN_MS),
                result,
              }).toEqual({ problems: [], result });
            },
          );
        }),
      ),
    ),
  ),
);
