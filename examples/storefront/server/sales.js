import { createServer } from 'node:http';

const QUERY = 'SELECT storetype, SUM(revenue) AS revenue FROM `carto-demo-data.demo_tables.retail_stores` GROUP BY 1';

/** Sales by type of store, asked with a token that never leaves the server. */
createServer(async (_request, response) => {
  const answer = await fetch(
    `https://gcp-us-east1.api.carto.com/v3/sql/carto_dw/query?q=${encodeURIComponent(QUERY)}`,
    { headers: { Authorization: `Bearer ${process.env.CARTO_ACCESS_TOKEN}` } },
  );
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(await answer.text());
}).listen(8787);
