import { pgSchema } from 'drizzle-orm/pg-core';

/** The PostgreSQL schema that the platform's own tables share. */
export const platformSchema = pgSchema('platform');
