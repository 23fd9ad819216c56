/**
 * Aborted when somebody asks this process to end: Ctrl-C, a service manager, a closed terminal, or the
 * death of the process that started it. Asked a second time, it ends at once and leaves the rest to the
 * guardian.
 */
export function listenForInterruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  if (process.connected) {
    process.once("disconnect", interrupt);
    // Listening for the parent is no reason to go on living.
    process.channel?.unref();
  }
  return controller.signal;
}

/** Resolves when the signal is aborted. */
export function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
