export {
  type BackUpDatabasesOptions,
  backUpDatabases,
  verifyBackupFolder,
} from './backup.ts';
export { type CheckReport, checkDatabases, type DriftItem } from './check.ts';
export { generateMigrations } from './generate.ts';
export { type MarkOptions, markDatabases } from './mark.ts';
export { type MigrateReport, migrateDatabases } from './migrate.ts';
export {
  type RecreateDatabasesOptions,
  type RecreateDatabasesReport,
  recreateDatabases,
} from './recreate.ts';
export { type RestoreDatabasesOptions, restoreDatabases } from './restore.ts';
export { migrationSql, type SqlItem } from './sql.ts';
export { databaseStatus, type StatusReport } from './status.ts';
