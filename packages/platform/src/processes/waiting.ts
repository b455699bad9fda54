import { moduleVariable } from './messages.ts';

// Who lists the processes of the machine tells those that wait from those that work.
await import(process.env[moduleVariable] ?? '');
