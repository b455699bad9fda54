/** Codes of datasets' errors and what each means. */
export const errorCodes = {
  'datasets.unknown': 'There is no such dataset, or it is not shown to you.',
  'datasets.versionUnknown': 'The dataset has no such version, or it is not ready.',
  'datasets.nameAmbiguous': 'Several organisations have a public dataset of this name.',
  'datasets.nameTaken': 'Your organisation has a dataset of this name.',
  'datasets.importing': 'An import into this dataset is going on.',
  'datasets.fileEmpty': 'The file has no content.',
  'datasets.fileBinary': 'The file is not text, whatever its name says.',
  'datasets.formatUnknown': 'The file is of a kind that cannot become a dataset.',
  'datasets.lineTooLong': 'A line is too long to be a row of a table.',
  'datasets.encodingUnknown': 'The text is in no encoding that we can tell.',
  'datasets.tooManyColumns': 'The file has more columns than a dataset can have.',
  'datasets.noRows': 'No row of the file could be read.',
  'datasets.compressionRefused':
    'The Parquet file is compressed in a way that is not safe to read.',
  'datasets.fileDamaged': 'The file is cut off or damaged.',
  'datasets.fileLocked': 'A password keeps the content of the file from being read.',
  'datasets.fileUnsafe':
    'The file is made so that reading it would do harm, or unpacks to far more than it is.',
  'datasets.choiceNeeded': 'The file holds several tables: one has to be chosen.',
  'datasets.dialectUnsure': 'The text can be read in two ways: one has to be chosen.',
  'datasets.columnsDiffer':
    'The file has other columns than the version whose recipe would be replayed on it.',
  'datasets.notStandardised': 'The version is as its file is: it has no recipe of steps.',
  'datasets.rowsUnaccounted':
    'Rows of the file are neither loaded nor rejected; nothing was published.',
  'datasets.rejectedUnknown': 'The version has no such rejected row.',
  'datasets.repairEmpty': 'No repaired row was sent.',
  'datasets.repairRefused': 'None of the repaired rows fits the table.',
  'datasets.versionPassed': 'There is a newer version than the one that was looked at.',
  'datasets.searching': 'A search for duplicates in this dataset is going on.',
  'datasets.nothingToCompare': 'No column of the dataset says what a row is about.',
  'datasets.notSearched': 'Nobody has looked for duplicates in the newest version yet.',
  'datasets.decisionUnknown': 'There is no such decision, or it was taken back.',
  'datasets.columnUnknown': 'The dataset, or the version, has no such column.',
} as const;
