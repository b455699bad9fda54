import type { CliPrint } from '@insites/client';
import { cutTo } from './cells.ts';
import type { Terminal } from './run.ts';

type Step = Parameters<CliPrint['progress']>[0];

export interface Progress {
  show(step: Step): void;
  /** Ends the line of a bar, when there is one. */
  end(): void;
}

/** A bar that stays in its line on a terminal; elsewhere a line for each step and ten per cent. */
export function createProgress(stream: Terminal['stderr']): Progress {
  let last = '';
  let drawn = false;
  return {
    show(step) {
      if (stream.isTTY) {
        const line = cutTo(bar(step), (stream.columns ?? 80) - 1);
        stream.write(`\r\u001b[K${line}`);
        drawn = true;
        return;
      }
      const tenth = step.total ? Math.floor((step.done / step.total) * 10) : 0;
      const key = `${step.step}:${tenth}`;
      if (key !== last) stream.write(`${plain(step)}\n`);
      last = key;
    },
    end() {
      if (drawn) stream.write('\n');
      drawn = false;
    },
  };
}

function bar(step: Step): string {
  if (!step.total) return plain(step);
  const part = Math.min(1, step.done / step.total);
  const full = Math.round(part * 24);
  return `${'█'.repeat(full)}${'░'.repeat(24 - full)} ${Math.floor(part * 100)} %  ${plain(step)}`;
}

function plain({ step, done, total, unit }: Step): string {
  const count = (number: number) =>
    unit === 'bytes' ? inBytes(number) : number.toLocaleString('en');
  const amount = total ? `${count(done)} of ${count(total)}` : count(done);
  return `${step}  ${amount}${unit === 'bytes' ? '' : ` ${unit}`}`.trim();
}

/** 1 kB = 1,000 bytes, as network and disk makers count. */
function inBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${units[power]}`;
}
