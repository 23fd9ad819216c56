// The one file that reads the environment. It is checked once, at start: a wrong value stops the
// process with a sentence that names the variable.

import { z } from "zod";

import { AppError } from "#lib/core/app-error.ts";
import { apiBaseFor, guideDiscovery, intuitDiscovery } from "./intuit-addresses.ts";
import { ratesOf } from "./rate-profiles.ts";
import { parseTokenEncryptionKeys, type EncryptionKey } from "./token-encryption-keys.ts";

/** Values that the demo ships with. Production refuses each of them. */
export const demoSecrets = {
  clientId: "sandbox-client",
  clientSecret: "sandbox-secret",
  webhookVerifierToken: "sandbox-verifier",
  nextAuthSecret: "demo-only-secret-demo-only-secret-demo",
  tokenEncryptionKeys: "demo:ZGVtby1vbmx5LWtleS1kZW1vLW9ubHkta2V5LTAwMDE=",
} as const;

const url = z.url({ protocol: /^https?$/ });

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_SYSTEM_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  // Of npm run db:migrate alone; checked here because a file of settings is checked as a whole.
  DATABASE_MIGRATION_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  NEXTAUTH_URL: url.default("http://localhost:3000"),
  NEXTAUTH_SECRET: z.string().min(32),
  QUICKBOOKS_CLIENT_ID: z.string().min(1),
  QUICKBOOKS_CLIENT_SECRET: z.string().min(1),
  QUICKBOOKS_ENVIRONMENT: z.enum(["sandbox", "production"]).default("sandbox"),
  QUICKBOOKS_DISCOVERY_DOCUMENT: url.transform((address) => guideDiscovery[address] ?? address).optional(),
  QUICKBOOKS_API_BASE: url.optional(),
  QUICKBOOKS_WEBHOOK_VERIFIER_TOKEN: z.string().min(1),
  TOKEN_ENCRYPTION_KEYS: z.string().min(1),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(8).max(200).default(9),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default("0.0.0.0"),
  TRUSTED_PROXIES: z.string().default("loopback"),
  WORKER_HEALTH_HOST: z.string().min(1).default("127.0.0.1"),
  WORKER_HEALTH_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  QUICKBOOKS_TIMEOUT_MS: z.coerce.number().int().min(100).default(130_000),
  QUICKBOOKS_RATE_PROFILE: z.enum(["intuit", "production", "sandbox"]).default("intuit"),
  QUICKBOOKS_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).optional(),
  QUICKBOOKS_BURST_REQUESTS: z.coerce.number().int().min(1).optional(),
  QUICKBOOKS_REQUESTS_PER_SECOND: z.coerce.number().int().min(1).default(10),
  QUICKBOOKS_CONCURRENT_REQUESTS: z.coerce.number().int().min(1).max(10).default(4),
  QUICKBOOKS_BATCH_METERING: z.enum(["items", "call"]).default("items"),
  QUICKBOOKS_MONTHLY_CALLS: z.coerce.number().int().min(1).default(500_000),
  QUICKBOOKS_FIRM_MONTHLY_CALLS: z.coerce.number().int().min(1).optional(),
  WEBHOOK_COALESCE_MS: z.coerce.number().int().min(0).default(200),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  ALERT_EMAIL_FROM: z.email().optional(),
  ALERT_EMAIL_TO: z.string().optional(),
  ALERT_WEBHOOK_URL: url.optional(),
  ALERT_WEBHOOK_HOSTS: z.string().optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
});

type Environment = z.infer<typeof schema>;

/** Every variable that is read, by name. */
export const configVariables: readonly string[] = Object.keys(schema.shape);

export interface Config {
  readonly mode: Environment["NODE_ENV"];
  /** As the application role, which row-level security binds to one firm at a time. */
  readonly databaseUrl: string;
  /** As the role of what serves all firms: sign-in, webhook intake, the clock, the queue. */
  readonly databaseSystemUrl: string;
  /** Connections that this process may have at once, in all: see lib/db/connection-budget. */
  readonly databasePoolSize: number;
  /** Origin under which browsers and Intuit reach us, without a trailing slash. */
  readonly appUrl: string;
  readonly nextAuthSecret: string;
  readonly tokenEncryptionKeys: readonly [EncryptionKey, ...EncryptionKey[]];
  readonly quickbooks: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly environment: "sandbox" | "production";
    readonly discoveryDocument: string;
    /** Without a trailing slash; the path starts at /v3. */
    readonly apiBaseUrl: string;
    readonly redirectUri: string;
    /** The first is Intuit's current one; further ones are accepted while it is being replaced. */
    readonly webhookVerifierTokens: readonly string[];
    readonly timeoutMs: number;
    readonly requestsPerMinute: number;
    /** So many of a minute's requests may go out without being spread over it. */
    readonly burstRequests: number;
    readonly requestsPerSecond: number;
    readonly concurrentRequests: number;
    /** What Intuit bills of a batch: each of its items, or one call. */
    readonly batchMetering: "items" | "call";
    readonly monthlyCalls: number;
    /** What one firm may use of them; undefined is a share by its companies. */
    readonly firmMonthlyCalls: number | undefined;
    readonly webhookCoalesceMs: number;
  };
  readonly web: { readonly port: number; readonly host: string };
  /** Whose `X-Forwarded-For` is believed: addresses, networks, or proxy-addr's names for some. */
  readonly trustedProxies: readonly string[];
  readonly worker: {
    readonly concurrency: number;
    readonly healthHost: string;
    readonly healthPort: number;
  };
  readonly logLevel: Environment["LOG_LEVEL"];
  readonly alerts: {
    readonly smtpUrl: string | undefined;
    readonly emailFrom: string | undefined;
    readonly emailTo: readonly string[];
    readonly webhookUrl: string | undefined;
    /** Hosts (with or without a port) of the operator's own network that firms' webhooks may lead to. */
    readonly webhookHosts: readonly string[];
  };
  readonly metricsToken: string | undefined;
}

/** @throws AppError `config.invalid` whose message names each variable and what is wrong with it. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(filled);
  if (!parsed.success) {
    throw new AppError("config.invalid", parsed.error.issues.map(describeIssue).join(" "));
  }
  const values = parsed.data;
  const complaints = values.NODE_ENV === "production" ? productionComplaints(values) : [];
  if (complaints.length > 0) throw new AppError("config.invalid", complaints.join(" "));

  const appUrl = values.NEXTAUTH_URL.replace(/\/+$/, "");
  return {
    mode: values.NODE_ENV,
    databaseUrl: values.DATABASE_URL,
    databaseSystemUrl: values.DATABASE_SYSTEM_URL,
    databasePoolSize: values.DATABASE_POOL_SIZE,
    appUrl,
    nextAuthSecret: values.NEXTAUTH_SECRET,
    tokenEncryptionKeys: parseTokenEncryptionKeys(values.TOKEN_ENCRYPTION_KEYS),
    quickbooks: {
      clientId: values.QUICKBOOKS_CLIENT_ID,
      clientSecret: values.QUICKBOOKS_CLIENT_SECRET,
      environment: values.QUICKBOOKS_ENVIRONMENT,
      discoveryDocument:
        values.QUICKBOOKS_DISCOVERY_DOCUMENT ?? intuitDiscovery[values.QUICKBOOKS_ENVIRONMENT],
      apiBaseUrl: apiBaseFor(
        values.QUICKBOOKS_ENVIRONMENT,
        values.QUICKBOOKS_API_BASE,
        values.QUICKBOOKS_DISCOVERY_DOCUMENT,
      ),
      redirectUri: `${appUrl}/api/auth/quickbooks/callback`,
      webhookVerifierTokens: list(values.QUICKBOOKS_WEBHOOK_VERIFIER_TOKEN),
      timeoutMs: values.QUICKBOOKS_TIMEOUT_MS,
      ...ratesOf(
        values.QUICKBOOKS_RATE_PROFILE,
        values.QUICKBOOKS_REQUESTS_PER_MINUTE,
        values.QUICKBOOKS_BURST_REQUESTS,
      ),
      requestsPerSecond: values.QUICKBOOKS_REQUESTS_PER_SECOND,
      concurrentRequests: values.QUICKBOOKS_CONCURRENT_REQUESTS,
      batchMetering: values.QUICKBOOKS_BATCH_METERING,
      monthlyCalls: values.QUICKBOOKS_MONTHLY_CALLS,
      firmMonthlyCalls: values.QUICKBOOKS_FIRM_MONTHLY_CALLS,
      webhookCoalesceMs: values.WEBHOOK_COALESCE_MS,
    },
    web: { port: values.PORT, host: values.HOST },
    trustedProxies: list(values.TRUSTED_PROXIES),
    worker: {
      concurrency: values.WORKER_CONCURRENCY,
      healthHost: values.WORKER_HEALTH_HOST,
      healthPort: values.WORKER_HEALTH_PORT,
    },
    logLevel: values.LOG_LEVEL,
    alerts: {
      smtpUrl: values.SMTP_URL,
      emailFrom: values.ALERT_EMAIL_FROM,
      emailTo: list(values.ALERT_EMAIL_TO ?? ""),
      webhookUrl: values.ALERT_WEBHOOK_URL,
      webhookHosts: list((values.ALERT_WEBHOOK_HOSTS ?? "").toLowerCase()),
    },
    metricsToken: values.METRICS_TOKEN,
  };
}

let current: Config | undefined;

/** The process's configuration, read on first use. */
export function config(): Config {
  current ??= readConfig(process.env);
  return current;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const name = issue.path.join(".");
  const missing = issue.code === "invalid_type" && issue.input === undefined;
  return missing ? `${name} is not set.` : `${name} is not right: ${issue.message}.`;
}

function list(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part.length > 0);
}

function productionComplaints(values: Environment): string[] {
  const complaints: string[] = [];
  const demo: [string, string, string][] = [
    ["QUICKBOOKS_CLIENT_ID", values.QUICKBOOKS_CLIENT_ID, demoSecrets.clientId],
    ["QUICKBOOKS_CLIENT_SECRET", values.QUICKBOOKS_CLIENT_SECRET, demoSecrets.clientSecret],
    [
      "QUICKBOOKS_WEBHOOK_VERIFIER_TOKEN",
      values.QUICKBOOKS_WEBHOOK_VERIFIER_TOKEN,
      demoSecrets.webhookVerifierToken,
    ],
    ["NEXTAUTH_SECRET", values.NEXTAUTH_SECRET, demoSecrets.nextAuthSecret],
    ["TOKEN_ENCRYPTION_KEYS", values.TOKEN_ENCRYPTION_KEYS, demoSecrets.tokenEncryptionKeys],
  ];
  for (const [name, value, shipped] of demo) {
    if (value.includes(shipped))
      complaints.push(`${name} still holds the demo's value, which everybody knows.`);
  }
  if (!values.NEXTAUTH_URL.startsWith("https:")) complaints.push("NEXTAUTH_URL must start with https://.");
  const discovery = values.QUICKBOOKS_DISCOVERY_DOCUMENT ?? intuitDiscovery[values.QUICKBOOKS_ENVIRONMENT];
  if (!discovery.startsWith("https:")) {
    complaints.push("QUICKBOOKS_DISCOVERY_DOCUMENT must start with https://.");
  }
  if (values.QUICKBOOKS_ENVIRONMENT === "production" && discovery.includes("openid_sandbox_configuration")) {
    complaints.push(
      "QUICKBOOKS_DISCOVERY_DOCUMENT is Intuit's sandbox while QUICKBOOKS_ENVIRONMENT is production.",
    );
  }
  if (values.QUICKBOOKS_API_BASE && !values.QUICKBOOKS_API_BASE.startsWith("https:")) {
    complaints.push("QUICKBOOKS_API_BASE must start with https://.");
  }
  return complaints;
}
