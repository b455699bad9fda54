/** Runs what is given under one name one after another. */
export function serial(): <T>(name: string, act: () => Promise<T>) => Promise<T> {
  const lasts = new Map<string, Promise<unknown>>();
  return async (name, act) => {
    const before = lasts.get(name);
    const turn = (async () => {
      await before?.catch(() => undefined);
      return act();
    })();
    lasts.set(name, turn);
    try {
      return await turn;
    } finally {
      if (lasts.get(name) === turn) lasts.delete(name);
    }
  };
}
