// Nobody frames our pages, guesses the type of what we send, or learns where a visitor came from. Scripts
// are not restricted further: Next.js writes some into the page itself.
const securityHeaders = [
  {
    key: "Content-Security-Policy",
    value: "frame-ancestors 'none'; base-uri 'self'; object-src 'none'; form-action 'self'",
  },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  // Browsers heed it over https only.
  { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
];

/** @type {import('next').NextConfig} */
const config = {
  // Route types come from our own `npm run typecheck`, which sees the whole tree.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@node-rs/argon2", "pino", "intuit-oauth", "graphile-worker", "pg"],
  poweredByHeader: false,
  headers: () => Promise.resolve([{ source: "/:path*", headers: securityHeaders }]),
  // It would lie over the colour switch in the corner.
  devIndicators: false,
  // A second server of the same checkout, beside a running one, needs a folder of its own.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // Pages answer 403 with a page of their own (app/forbidden.tsx).
  experimental: { authInterrupts: true },
};
export default config;
