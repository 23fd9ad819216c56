/** @type {import('next').NextConfig} */
const config = {
  // Route types come from our own `npm run typecheck`, which sees the whole tree.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@node-rs/argon2", "pino", "intuit-oauth", "graphile-worker", "pg"],
  poweredByHeader: false,
  // It would lie over the colour switch in the corner.
  devIndicators: false,
  // A second server of the same checkout, beside a running one, needs a folder of its own.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // Pages answer 403 with a page of their own (app/forbidden.tsx).
  experimental: { authInterrupts: true },
};
export default config;
