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
  'datasets.rowsUnaccounted':
    'Rows of the file are neither loaded nor rejected; nothing was published.',
  'datasets.held': 'A version of the dataset waits for a person to release or discard it.',
  'datasets.notHeld': 'The version waits for nobody: it is published, discarded or being released.',
  'datasets.notCompared': 'The version was not held against another one: it was the first.',
  'datasets.reasonNeeded': 'What is done to a held version needs a reason.',
  'datasets.patchInvalid': 'The patch does not fit the columns of the version.',
  'datasets.expectationUnknown': 'The dataset has no such expectation.',
  'datasets.expectationInvalid': 'The expectation cannot be checked on this dataset.',
} as const;
