import { configureGlobal } from 'fast-check';

// A failed property prints its seed; INSITES_TEST_SEED runs every property of the run with it again.
const given = process.env.INSITES_TEST_SEED;

configureGlobal({
  ...(given ? { seed: Number(given) } : {}),
  verbose: 1,
  interruptAfterTimeLimit: 15_000,
  markInterruptAsFailure: false,
});
