/** @type {import('next').NextConfig} */
const config = {
  // Route types come from our own `npm run typecheck`, which sees the whole tree.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@node-rs/argon2", "pino", "intuit-oauth", "graphile-worker", "pg"],
  poweredByHeader: false,
};
export default config;
