import { describe, expect, it } from 'vitest';
import { countOf, type Report } from './test-count.ts';

const clean: Report = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
};

describe('the closing line of npm test', () => {
  it('counts what Vitest counted', () => {
    expect(countOf(clean, 0)).toEqual({ passed: 3, failed: 0, skipped: 2 });
  });

  it('counts a file that broke before its first test', () => {
    const broken = { ...clean, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(countOf(broken, 1).failed).toBe(1);
  });

  it('never calls a failed run clean', () => {
    expect(countOf(clean, 1).failed).toBe(1);
  });
});
