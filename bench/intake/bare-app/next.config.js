import path from "node:path";

/** @type {import('next').NextConfig} */
const config = {
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pg"],
  poweredByHeader: false,
  turbopack: { root: path.resolve(import.meta.dirname, "../../..") },
};
export default config;
