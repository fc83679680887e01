/** Makes the table. Repeatable, so every start may do it. */
export async function prepare(pool) {
  await pool.query(`CREATE TABLE IF NOT EXISTS orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item text NOT NULL CHECK (item <> ''),
    ordered_at timestamptz NOT NULL DEFAULT now()
  )`);
}

export async function list(pool) {
  const { rows } = await pool.query(
    'SELECT id, item, ordered_at FROM orders ORDER BY id DESC LIMIT 100',
  );
  return rows;
}

export async function add(pool, item) {
  const { rows } = await pool.query(
    'INSERT INTO orders (item) VALUES ($1) RETURNING id, item, ordered_at',
    [item],
  );
  return rows[0];
}
