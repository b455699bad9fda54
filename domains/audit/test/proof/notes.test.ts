import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  formatNote,
  formatVerifier,
  openCheckpoint,
  originOf,
  parseCheckpoint,
  parseNote,
  parseVerifier,
  signCheckpoint,
  signerOf,
  signText,
  verifyNote,
} from '../../proof/index.ts';

const seed = (word: string) => createHash('sha256').update(word).digest();
const log = signerOf(seed('log'), 'log', (key) => originOf('one', key));
const witness = signerOf(seed('witness'), 'witness', () => 'witness.example/w1');
const root = seed('root');
const at = new Date('2026-11-22T12:00:00.900Z');
const text = signCheckpoint({ origin: log.name, size: 7, root }, [log, witness], at);

describe('the published note', () => {
  const key = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const signed =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  it('is read, and its signature holds', () => {
    const verifier = parseVerifier(key);
    const note = parseNote(signed);
    if (!verifier || !note) throw new Error('not read');
    expect(verifyNote(note, verifier)?.valid).toBe(true);
    expect(verifyNote({ ...note, text: `${note.text}!` }, verifier)?.valid).toBe(false);
    expect(formatVerifier(verifier)).toBe(key);
  });

  it('is not of a key whose parts contradict each other', () => {
    expect(parseVerifier(key.replace('c74f20a3', 'c74f20a4'))).toBeNull();
    expect(parseVerifier(key.replace('ARpc', 'ARpd'))).toBeNull();
    expect(parseVerifier('no key')).toBeNull();
  });
});

describe('a checkpoint', () => {
  it('has the lines of the standard', () => {
    expect(text.split('\n').slice(0, 4)).toEqual([log.name, '7', root.toString('base64'), '']);
    expect(openCheckpoint(text, log)).toEqual({ origin: log.name, size: 7, root });
  });

  it('is signed by the log, and by the witness with the time', () => {
    const note = parseCheckpoint(text)?.note;
    if (!note) throw new Error('not read');
    expect(verifyNote(note, log)).toEqual({ valid: true, seconds: null });
    expect(verifyNote(note, witness)).toEqual({
      valid: true,
      seconds: Date.parse('2026-11-22T12:00:00Z') / 1000,
    });
    const later = parseCheckpoint(text.replace('\n7\n', '\n8\n'))?.note;
    expect(later && verifyNote(later, witness)?.valid).toBe(false);
  });

  it('is not accepted from another key, even under the same name', () => {
    const thief = signerOf(seed('thief'), 'log', () => log.name);
    const forged = signCheckpoint({ origin: log.name, size: 7, root }, [thief]);
    expect(openCheckpoint(forged, log)).toBeNull();
    expect(openCheckpoint(forged, thief)).toBeNull();
  });

  it.each([
    ['no signature', text.slice(0, text.indexOf('\n\n') + 1)],
    ['a size with a zero before it', text.replace('\n7\n', '\n07\n')],
    ['a root that is too short', text.replace(/\n[^\n]{44}\n\n/, '\nAAAA\n\n')],
    ['a control character', text.replace('\n7\n', '\n7\t\n')],
    ['a line more', text.replace('\n\n', '\nmore\n\n')],
    ['nothing', ''],
  ])('is not read with %s', (_, broken) => {
    expect(openCheckpoint(broken, log)).toBeNull();
  });

  it('keeps signatures of keys that nobody knows', () => {
    const other = signerOf(seed('other'), 'log', () => 'other.example');
    const parsed = parseCheckpoint(text);
    if (!parsed) throw new Error('not read');
    const both = formatNote(parsed.note.text, [
      signText(parsed.note.text, other),
      signText(parsed.note.text, log),
    ]);
    expect(openCheckpoint(both, log)?.size).toBe(7);
  });
});
