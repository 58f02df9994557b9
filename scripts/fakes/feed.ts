/** A list that only grows and that a test can wait on without polling. */
export interface Feed<T> {
  readonly items: readonly T[];
  readonly push: (item: T) => void;
  /**
   * Gives the first item that fits after the one given last, waiting for it where it has not come
   * yet. What lies between is passed over.
   *
   * @throws {Error} When none comes within `timeoutMs`.
   */
  next(fits?: (item: T) => boolean, timeoutMs?: number): Promise<T>;
}

interface Waiter<T> {
  readonly fits: (item: T) => boolean;
  readonly give: (item: T) => void;
}

/** Opens an empty feed; `name` stands in the message of a wait that failed. */
export function openFeed<T>(name: string): Feed<T> {
  const items: T[] = [];
  const waiters: Waiter<T>[] = [];
  let cursor = 0;

  return {
    items,
    push(item) {
      items.push(item);
      const index = waiters.findIndex(({ fits }) => fits(item));
      if (index < 0) return;
      cursor = items.length;
      waiters.splice(index, 1)[0]?.give(item);
    },
    next(fits = () => true, timeoutMs = 5000) {
      const found = items.findIndex((item, index) => index >= cursor && fits(item));
      if (found >= 0) {
        cursor = found + 1;
        return Promise.resolve(items[found] as T);
      }
      return new Promise<T>((resolve, reject) => {
        const waiter: Waiter<T> = {
          fits,
          give(item) {
            clearTimeout(timer);
            resolve(item);
          },
        };
        const timer = setTimeout(() => {
          waiters.splice(waiters.indexOf(waiter), 1);
          const last = JSON.stringify(items.slice(-3), null, 1);
          reject(new Error(`${name}: nothing that fits came in ${timeoutMs} ms; last: ${last}`));
        }, timeoutMs);
        waiters.push(waiter);
      });
    },
  };
}
