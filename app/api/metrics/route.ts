import { AppError } from "#lib/core/app-error.ts";
import { declareAccess } from "#lib/http/access.ts";
import { problemResponse } from "#lib/http/problem.ts";
import { mayReadMetrics, metricsContentType, renderMetrics } from "#lib/metrics/render-metrics.ts";

export const GET = declareAccess(
  { public: "Prometheus has no session; it sends METRICS_TOKEN, without which nobody is answered" },
  async (request: Request): Promise<Response> => {
    try {
      if (!mayReadMetrics(request.headers.get("authorization"))) throw new AppError("auth.required");
      return new Response(await renderMetrics(), {
        headers: { "Content-Type": metricsContentType, "Cache-Control": "no-store" },
      });
    } catch (thrown) {
      return problemResponse(thrown);
    }
  },
);
