// A launcher that starts one process and is then killed without a chance to stop it. For the test of the
// guardian: it prints the process's id first.

import { startSupervisor } from "#scripts/processes/supervisor.ts";
import { runProcess } from "#scripts/processes/running-process.ts";

const running = runProcess({
  name: "sleeper",
  args: ["-e", "setInterval(() => undefined, 1000)"],
  environment: {},
  logFile: "/dev/null",
  supervisor: startSupervisor(),
});
process.stdout.write(`${running.pid}\n`, () => process.kill(process.pid, "SIGKILL"));
