// The floor under webhook intake: the least that a route of the same kind of server can do with what it
// is sent. Copied into a Next.js application of its own, which is why it is not TypeScript.

import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

export async function POST(request) {
  await pool.query({
    name: "bench-insert",
    text: "INSERT INTO bench_insert (body) VALUES ($1)",
    values: [await request.text()],
  });
  return new Response(null, { status: 200 });
}
