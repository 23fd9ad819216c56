import { Logger } from "graphile-worker";
import type { Logger as PinoLogger } from "pino";

/**
 * graphile-worker's own messages, without what it hangs on them: jobs with their payloads, and errors
 * whose text may quote what they failed on. Each failed job is logged by us, in start-lane.
 */
export function queueLog(log: PinoLogger): Logger {
  return new Logger(() => (level, message) => {
    const [firstLine = ""] = message.split("\n");
    const isAboutJob = /^(?:Failed task|Completed task|Found task)/.test(firstLine);
    if (level === "error" && !isAboutJob) log.warn({ queue: firstLine.slice(0, 200) }, "job queue");
    else log.trace({ queue: level }, "job queue");
  });
}
