/** A score in a word. */
export function strengthOf(score: number): 'Strong' | 'Likely' | 'Possible' {
  if (score >= 0.7) return 'Strong';
  return score >= 0.4 ? 'Likely' : 'Possible';
}
