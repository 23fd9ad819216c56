export function runStep(
  title: string,
  program: string,
  args: readonly string[],
  environment?: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<void>;
