import { AppError } from "#lib/core/app-error.ts";
import { jobs, type JobName, type JobPayload } from "./jobs.ts";

/**
 * What a handler is given, checked: a job may have been stored by an earlier version of this program.
 *
 * @throws AppError `internal` that names the job.
 */
export function parsePayload<Name extends JobName>(name: Name, payload: unknown): JobPayload<Name> {
  const parsed = jobs[name].payload.safeParse(payload);
  if (!parsed.success) {
    throw new AppError("internal", `the payload of a ${name} job is not right`, { cause: parsed.error });
  }
  /* The schema looked up by name made exactly this type; TypeScript does not connect the two. */
  return parsed.data as JobPayload<Name>;
}
