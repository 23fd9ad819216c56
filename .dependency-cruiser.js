// The direction of imports, as docs/ARCHITECTURE.md describes it.

/** lib's folders in reading order: each imports only those before it. */
const order = [
  "core",
  "books",
  "contracts",
  "config",
  "log",
  "mail",
  "crypto",
  "db",
  "audit",
  "quickbooks",
  "pacing",
  "queue",
  "metrics",
  "auth",
  "mapping",
  "store",
  "runs",
  "connections",
  "sync",
  "intuit-events",
  "companies",
  "records",
  "dashboard",
  "alerts",
  "http",
  "worker",
];
const downwards = order.slice(0, -1).map((folder, place) => ({
  name: `lib/${folder} imports only what comes before it`,
  severity: "error",
  from: { path: `^lib/${folder}/` },
  to: { path: `^lib/(${order.slice(place + 1).join("|")})/` },
}));

const forbid = (name, from, to) => ({ name, severity: "error", from, to });

export default {
  forbidden: [
    ...downwards,
    forbid("every folder of lib has its place in the order", { path: `^lib/(?!(${order.join("|")})/)` }, {}),
    forbid("no cycles", {}, { circular: true }),
    forbid(
      "lib knows nothing of what stands on it",
      { path: "^lib/" },
      { path: "^(app|components|scripts|tests|bench|worker\\.ts)" },
    ),
    forbid(
      "the sandbox shares nothing with the product, so that the two check each other",
      { path: "^sandbox/" },
      { path: "^(lib|app|components|prisma|scripts|bench|worker\\.ts)" },
    ),
    forbid(
      "the product knows nothing of the sandbox",
      { path: "^(lib|app|components|worker\\.ts)" },
      { path: "^sandbox/" },
    ),
    forbid(
      "components fetch over our API and never touch the server's parts",
      { path: "^components/" },
      // The exceptions are tables of words, pure as those.
      {
        path: "^(app/|lib/(?!core/|books/|contracts/|connections/(connect/connect-outcome|state/describe-cause)\\.ts))",
        dependencyTypesNot: ["type-only"],
      },
    ),
    forbid(
      "pages and routes make one call and write no query",
      { path: "^app/" },
      // A route may open the transaction that its one call needs.
      { path: "^(lib/(db/(?!scope\\.ts)|store/|crypto/|mapping/)|prisma/|node_modules/pg/)" },
    ),
    forbid(
      "sealed values are opened in lib/connections alone, and a chat tool's webhook where it is used",
      {
        path: "^(app|components|worker\\.ts|lib/(?!connections/|crypto/|alerts/channels/channel-url\\.ts))",
      },
      { path: "^lib/crypto/(?!digest|page-cursor)" },
    ),
    forbid(
      "PostgreSQL and Prisma's client are reached through lib/db",
      { path: "^(app|components|worker\\.ts|server\\.ts|lib/(?!db/))" },
      {
        path: "^(node_modules/(@types/)?pg/|prisma/generated/(client|internal)|node_modules/@prisma)",
      },
    ),
    forbid(
      "the pool of connections stays within lib/db, but for the processes that open and close it",
      { path: "^(app|components|lib/(?!db/|worker/))" },
      { path: "^lib/db/(pool|prisma)\\.ts", dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "what runs in production needs no tool of development",
      { path: "^(lib|app|components|worker\\.ts)" },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    ),
    forbid("everything imported exists", {}, { couldNotResolve: true }),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
    doNotFollow: { path: "node_modules|^prisma/generated" },
    exclude: { path: "^(\\.next|\\.cache|\\.data|\\.git)/|next-env" },
  },
};
