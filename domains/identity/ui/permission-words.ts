/** What a permission means to who gives it away; one that is not named here shows as it is called. */
const words: Readonly<Record<string, string>> = {
  'datasets:read': 'Read data sets that you may see',
  'datasets:write': 'Make and change data sets',
  'files:read': 'Read files that you may see',
  'files:write': 'Upload, change and delete files',
  'audit:read': 'Read the log of your organisation',
  'audit:mine': 'Read your own activity',
  'governance:read': 'Read the rules',
  'licensing:read': 'See plan and usage',
  'platform:jobs': 'See and stop your jobs',
  'identity:people': 'See the people of your organisation',
  'identity:me': 'Know who you are',
};

export function permissionWords(permission: string): string {
  return words[permission] ?? permission;
}
