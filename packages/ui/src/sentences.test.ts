import { newId } from '@insites/kernel';
import type { JobView } from '@insites/platform/contract';
import { describe, expect, it } from 'vitest';
import { progressSentence, stateSentence } from './job-sentences.ts';
import { uploadSentence } from './upload-sentence.ts';
import type { UploadItem } from './uploads.ts';

const job: JobView = {
  id: newId(),
  name: 'datasets.import',
  title: 'Import of trees.csv',
  state: 'running',
  step: null,
  done: 120_000,
  total: 240_000,
  unit: 'rows',
  rate: 60_000,
  secondsLeft: 2,
  object: null,
  error: null,
  result: null,
  createdAt: '2026-11-22T12:00:00Z',
  finishedAt: null,
  can: { cancel: true },
};

const item: UploadItem = {
  key: 'a',
  name: 'a.csv',
  bytes: 2_000_000,
  sent: 500_000,
  rate: 500_000,
  state: 'sending',
  error: null,
};

describe('a job', () => {
  it('says how much, how fast and how long still', () => {
    expect(progressSentence(job)).toBe('120,000 of 240,000 rows (50%) · 60,000 rows/s · 2 s left');
  });
  it('says what it knows while the whole is unknown', () => {
    expect(progressSentence({ ...job, total: null, rate: null, secondsLeft: null })).toBe(
      '120,000 rows',
    );
  });
  it('gives no rate once it has ended', () => {
    expect(progressSentence({ ...job, state: 'done', done: 240_000 })).toBe(
      '240,000 of 240,000 rows (100%)',
    );
  });
  it('writes bytes in their units', () => {
    expect(progressSentence({ ...job, unit: 'bytes', rate: null, secondsLeft: null })).toBe(
      '120 kB of 240 kB (50%)',
    );
  });
  it('has a sentence for every state', () => {
    expect(stateSentence(job)).toBe('Has begun.');
    expect(stateSentence({ ...job, step: 'Reads the rows' })).toBe('Reads the rows');
    expect(stateSentence({ ...job, state: 'cancelled' })).toContain('Nothing half-done');
  });
});

describe('an upload', () => {
  it('says how much, how fast and how long still', () => {
    expect(uploadSentence(item)).toBe('500 kB of 2 MB · 500 kB/s · 3 s left');
  });
  it('does not promise a time while it is paused', () => {
    expect(uploadSentence({ ...item, state: 'paused' })).toBe('500 kB of 2 MB · paused');
  });
});
