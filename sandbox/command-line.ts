import { parseArgs } from "node:util";
import type { CompanySpec } from "./company/company.ts";
import { demoApp } from "./oauth/demo-app.ts";
import type { AppRegistration } from "./oauth/app-registration.ts";

export interface CommandLine {
  readonly port: number;
  readonly host: string;
  readonly companies: number;
  readonly size: CompanySpec["size"];
  readonly seed: number;
  readonly webhookUrl: string | undefined;
  readonly app: AppRegistration;
  readonly limits: boolean;
  readonly stateFile: string | undefined;
}

export const help = `A local QuickBooks Online: Intuit's OAuth pages, accounting API, reports and webhooks.

npm run sandbox -- [options]
  --port 4010             port to listen on; 0 takes any free one
  --host 127.0.0.1        address to listen on
  --companies 3           how many companies to open
  --size small            small (about 600 records), medium (20,000), large (200,000) or a number of records
  --seed 42               the same seed gives the same companies
  --webhook-url URL       where webhooks are sent
  --no-limits             do not answer 429; excesses are still counted
  --state FILE            keep connections (not books) over a restart
  --client-id ID          or SANDBOX_CLIENT_ID        (${demoApp.clientId})
  --client-secret SECRET  or SANDBOX_CLIENT_SECRET    (${demoApp.clientSecret})
  --verifier-token TOKEN  or SANDBOX_VERIFIER_TOKEN   (${demoApp.verifierToken})
  --redirect-uri URI      or SANDBOX_REDIRECT_URIS, comma-separated; may be given more than once
                          (${demoApp.redirectUris.join(", ")})
  --disconnect-url URL    where a browser goes after a disconnect inside QuickBooks
  --reconnect-url URL     where notices of an expiring connection lead
  --help                  this text

docs/SANDBOX.md describes every endpoint, rule and switch.`;

const sizes = ["small", "medium", "large"] as const;

/** @throws Error with one sentence when an option is unknown or its value is wrong. */
export function readCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CommandLine | "help" {
  const { values } = parseArgs({
    args: [...args],
    strict: true,
    options: {
      port: { type: "string", default: "4010" },
      host: { type: "string", default: "127.0.0.1" },
      companies: { type: "string", default: "3" },
      size: { type: "string", default: "small" },
      seed: { type: "string", default: "42" },
      "webhook-url": { type: "string" },
      "no-limits": { type: "boolean", default: false },
      state: { type: "string" },
      "client-id": { type: "string" },
      "client-secret": { type: "string" },
      "verifier-token": { type: "string" },
      "redirect-uri": { type: "string", multiple: true },
      "disconnect-url": { type: "string" },
      "reconnect-url": { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const redirectUris = values["redirect-uri"] ?? environment["SANDBOX_REDIRECT_URIS"]?.split(",");
  return {
    port: wholeNumber("--port", values.port, 0, 65_535),
    host: values.host,
    companies: wholeNumber("--companies", values.companies, 0, 10_000),
    size: sizes.find((size) => size === values.size) ?? wholeNumber("--size", values.size, 1, 10_000_000),
    seed: wholeNumber("--seed", values.seed, 0, 2 ** 31),
    webhookUrl: values["webhook-url"],
    limits: !values["no-limits"],
    stateFile: values.state,
    app: {
      clientId: values["client-id"] ?? environment["SANDBOX_CLIENT_ID"] ?? demoApp.clientId,
      clientSecret: values["client-secret"] ?? environment["SANDBOX_CLIENT_SECRET"] ?? demoApp.clientSecret,
      verifierToken:
        values["verifier-token"] ?? environment["SANDBOX_VERIFIER_TOKEN"] ?? demoApp.verifierToken,
      redirectUris: redirectUris ?? demoApp.redirectUris,
      disconnectUrl: values["disconnect-url"],
      reconnectUrl: values["reconnect-url"],
    },
  };
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Error(`${option} is a whole number from ${least} to ${most}, not "${text}".`);
}
