import { useCallback, useEffect, useRef, useState } from 'react';

/** What the server says after the last byte: ids of the file and of its new version. */
export interface Uploaded {
  readonly fileId: string;
  readonly versionId: string;
  readonly name: string;
}

export interface UploadItem {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
  /** Bytes a second over the last seconds. */
  readonly rate: number | null;
  readonly state: 'waiting' | 'sending' | 'paused' | 'failed' | 'done';
  readonly error: unknown;
}

interface Running {
  readonly file: File;
  readonly upload: { start(): void; abort(terminate?: boolean): Promise<void> };
}

/** Resumable uploads by tus 1.0. A file that was begun before, even before a reload, goes on where it stopped. */
export function useUploads(options: {
  readonly endpoint: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly onUploaded?: (uploaded: Uploaded) => void;
}) {
  const [items, setItems] = useState<readonly UploadItem[]>([]);
  const running = useRef(new Map<string, Running>());
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const change = useCallback((key: string, next: Partial<UploadItem>) => {
    setItems((all) => all.map((item) => (item.key === key ? { ...item, ...next } : item)));
  }, []);
  const drop = useCallback((key: string) => {
    running.current.delete(key);
    setItems((all) => all.filter((item) => item.key !== key));
  }, []);

  const begin = useCallback(
    async (key: string, file: File) => {
      try {
        const upload = await makeUpload(file, latest.current, {
          progress: (sent, rate) => change(key, { sent, rate, state: 'sending' }),
          failed: (error) => change(key, { state: 'failed', error }),
          done: (uploaded) => {
            change(key, { state: 'done', sent: file.size });
            running.current.delete(key);
            latest.current.onUploaded?.(uploaded);
          },
        });
        running.current.set(key, { file, upload });
        upload.start();
        change(key, { state: 'sending', error: null });
      } catch (error) {
        change(key, { state: 'failed', error });
      }
    },
    [change],
  );

  const add = useCallback(
    (files: readonly File[]) => {
      for (const file of files) {
        const key = `${file.name} ${file.size} ${file.lastModified} ${Math.random()}`;
        setItems((all) => [...all, fresh(key, file)]);
        void begin(key, file);
      }
    },
    [begin],
  );
  const pause = (key: string) => {
    void running.current.get(key)?.upload.abort();
    change(key, { state: 'paused', rate: null });
  };
  const resume = (key: string) => {
    running.current.get(key)?.upload.start();
    change(key, { state: 'sending', error: null });
  };
  const cancel = (key: string) => {
    void running.current
      .get(key)
      ?.upload.abort(true)
      .catch(() => undefined);
    drop(key);
  };
  return { items, add, pause, resume, cancel, drop };
}

function fresh(key: string, file: File): UploadItem {
  return {
    key,
    name: file.name,
    bytes: file.size,
    sent: 0,
    rate: null,
    state: 'waiting',
    error: null,
  };
}

async function makeUpload(
  file: File,
  options: { readonly endpoint: string; readonly metadata?: Readonly<Record<string, string>> },
  tell: {
    progress(sent: number, rate: number | null): void;
    failed(error: unknown): void;
    done(uploaded: Uploaded): void;
  },
): Promise<Running['upload']> {
  const { Upload } = await import('tus-js-client');
  const pace = paceMeter();
  const upload = new Upload(file, {
    endpoint: options.endpoint,
    metadata: { filename: file.name, filetype: file.type, ...options.metadata },
    retryDelays: [500, 1500, 4000, 8000, 16_000],
    removeFingerprintOnSuccess: true,
    // The same file for another folder is another upload.
    fingerprint: () => Promise.resolve(fingerprint(file, options)),
    onProgress: (sent) => tell.progress(sent, pace(sent)),
    onError: (error) => tell.failed(plain(error)),
    onSuccess: ({ lastResponse }) =>
      tell.done({
        fileId: lastResponse.getHeader('Insites-File') ?? '',
        versionId: lastResponse.getHeader('Insites-Version') ?? '',
        name: file.name,
      }),
  });
  const [previous] = await upload.findPreviousUploads();
  if (previous) upload.resumeFromPreviousUpload(previous);
  return upload;
}

function fingerprint(
  file: File,
  { endpoint, metadata = {} }: Parameters<typeof makeUpload>[1],
): string {
  const whither = JSON.stringify(Object.entries(metadata).sort());
  return ['insites', file.name, file.size, file.lastModified, endpoint, whither].join(' ');
}

function paceMeter(): (sent: number) => number | null {
  const samples: { at: number; sent: number }[] = [];
  return (sent) => {
    const at = performance.now();
    samples.push({ at, sent });
    while (samples.length > 2 && at - (samples[0]?.at ?? at) > 5000) samples.shift();
    const first = samples[0];
    if (!first || at - first.at < 300) return null;
    return ((sent - first.sent) / (at - first.at)) * 1000;
  };
}

/** The server's problem, when it sent one; else what the library says in plain words. */
function plain(error: unknown): unknown {
  const body = (
    error as { originalResponse?: { getBody(): string } | null }
  ).originalResponse?.getBody();
  try {
    const problem = JSON.parse(body ?? '') as { detail?: string; hint?: string };
    if (problem.detail)
      return Object.assign(new Error(problem.detail), { details: { hint: problem.hint } });
  } catch {
    // Not a problem document.
  }
  return Object.assign(new Error('The upload stopped.'), {
    details: { hint: 'Check the connection and go on: what has arrived is kept.' },
  });
}
