export { type BackupOptions, type BackupReport, backUp } from './backup.ts';
export {
  type PreparedRestore,
  prepareRestore,
  type RestoreOptions,
  type RestoreReport,
  restore,
} from './restore.ts';
export { type VerifyReport, verifyBackup } from './verify.ts';
