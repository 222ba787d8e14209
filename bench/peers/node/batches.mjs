// Collects the keys that the resolvers of one request ask for within a tick, and fetches each of them once.

/** A batching loader over `fetch`, which answers distinct keys with a Map from key to value. */
export function batched(fetch, missing = null) {
  const promises = new Map();
  let waiting = null;

  async function run() {
    const asked = waiting;
    waiting = null;
    try {
      const values = await fetch([...asked.keys()]);
      for (const [key, { resolve }] of asked) resolve(values.get(key) ?? missing);
    } catch (error) {
      for (const { reject } of asked.values()) reject(error);
    }
  }

  return (key) => {
    if (!promises.has(key)) {
      if (waiting === null) {
        waiting = new Map();
        process.nextTick(run);
      }
      promises.set(key, new Promise((resolve, reject) => waiting.set(key, { resolve, reject })));
    }
    return promises.get(key);
  };
}
