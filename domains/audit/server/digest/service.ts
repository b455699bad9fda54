import type { Config, Outbox } from '@insites/platform';
import { noteBegin, noteEnd, parseCheckpoint } from '../../proof/index.ts';
import type { Checkpointer } from '../tree/checkpointer.ts';

/** What the digest is made of and goes by. */
export interface DigestDeps {
  readonly checkpointer: Checkpointer;
  readonly mail: Outbox;
  readonly config: Pick<Config, 'auditWitnessMail' | 'publicUrl'>;
}

/**
 * Mails a checkpoint that covers the whole log to those who keep it: out of the reach of whoever runs
 * the server. Answers with how many mails went into the outbox.
 */
export async function mailCheckpoint(
  { checkpointer, mail, config }: DigestDeps,
  now: Date = new Date(),
): Promise<number> {
  const { note } = await checkpointer.now();
  const at = now.toISOString().slice(0, 10);
  const subject = `Checkpoint of the audit log, ${at}`;
  const text = digest(note, config.publicUrl ?? 'this Insites server', now);
  for (const to of config.auditWitnessMail) await mail.send({ to, subject, text });
  return config.auditWitnessMail.length;
}

function digest(note: string, where: string, now: Date): string {
  const size = parseCheckpoint(note)?.checkpoint.size ?? 0;
  return [
    `The audit log of ${where} had ${size} entries on ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    '',
    'Keep this mail. With it anybody can tell later whether an entry up to here was changed or',
    'removed. Save it as a text file, and:',
    '',
    '  insites audit export -o log.jsonl',
    '  insites audit verify log.jsonl --checkpoint saved-mail.txt',
    '',
    noteBegin,
    `${note}${noteEnd}`,
    '',
  ].join('\n');
}
