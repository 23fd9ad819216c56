export function runStep(
  title: string,
  program: string,
  args: readonly string[],
  environment?: Readonly<Record<string, string>>,
): Promise<void>;
