/**
 * The few places where Node's lib relies on something no browser thread has. Each replacement keeps
 * every line in its place, since stack traces name them; each must match exactly once.
 */
export const patches = [
  // A browser runs microtasks only when the stack is empty, so a turn of ours runs one timer or one
  // immediate, and the rest are due at once: promise callbacks keep their place between them.
  {
    id: 'internal/timers',
    find: `      if (ranAtLeastOneList)
        runNextTicks();
      else
        ranAtLeastOneList = true;`,
    replace: `      if (ranAtLeastOneList)
        return timeoutInfo[0] > 0 ? now : -now;
      else
        ranAtLeastOneList = true;`,
  },
  {
    id: 'internal/timers',
    find: `      if (ranAtLeastOneTimer)
        runNextTicks();
      else
        ranAtLeastOneTimer = true;`,
    replace: `      if (ranAtLeastOneTimer)
        return;
      else
        ranAtLeastOneTimer = true;`,
  },
  {
    id: 'internal/timers',
    find: `      if (ranAtLeastOneImmediate)
        runNextTicks();
      else
        ranAtLeastOneImmediate = true;`,
    replace: `      if (ranAtLeastOneImmediate)
        { outstandingQueue.head = immediate; return; }
      else
        ranAtLeastOneImmediate = true;`,
  },
  // The names of a fresh global object: ours has them too, and no other can be had.
  {
    id: 'internal/repl/utils',
    find: `vm.runInNewContext('Object.getOwnPropertyNames(globalThis)')`,
    replace: `vm.runInThisContext('Object.getOwnPropertyNames(globalThis)')`,
  },
  // A second global object, for regular expressions that programs cannot have changed: there is one only.
  {
    id: 'internal/util',
    find: `internalGlobal = runInNewContext('this', undefined, { contextName: 'internal' });`,
    replace: `internalGlobal = globalThis;`,
  },
]
