/** Whether so much more fits under a limit; null = no limit. */
export function fits(limit: number | null, used: number, more: number): boolean {
  return limit === null || used + more <= limit;
}
