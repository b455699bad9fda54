import { childrenRunning, endless, startTestEngine } from '../../engine/engine-fixture.ts';

// A server in the middle of its work: the test kills it.
const test = startTestEngine();
const session = await test.engine.trusted();
session.run(endless).catch(() => {});
await test.engine.query(test.ask('SELECT 1'), { limit: 1 });
test.engine.query(test.ask(endless), { limit: 1 }).catch(() => {});
process.send?.({
  folder: test.folder,
  pids: ['session-worker', 'gate-worker', 'trusted-worker'].flatMap(childrenRunning),
});
