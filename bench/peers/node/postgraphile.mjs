// PostGraphile 5 as its documentation sets it up for production: one process, prepared statements, no extras served.
import { createServer } from "node:http";
import { grafserv } from "postgraphile/grafserv/node";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { jsonPgSmartTags } from "postgraphile/utils";

// The database is named by PGHOST, PGUSER and PGDATABASE.
const [port, poolSize] = process.argv.slice(2).map(Number);

const RECORDS = ["school", "teacher_dispatch", "principal_placement", "school_construction", "entrant_grant"];
const FILTERED = ["hub_pairing.level", ...RECORDS.map((table) => `education_${table}.status`)];

const Tags = jsonPgSmartTags({
  version: 1,
  config: {
    // Only indexed columns can be filtered by unless it is asked for.
    attribute: Object.fromEntries(FILTERED.map((name) => [`public.${name}`, { tags: { behavior: "+attribute:filterBy" } }])),
    // A view has no keys of its own.
    class: {
      "peers.dispatch_by_county_year": {
        tags: { primaryKey: "county_code,year", foreignKey: "(county_code) references public.hub_area (code)" },
      },
    },
  },
});

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [Tags],
  pgServices: [makePgService({ schemas: ["public", "peers"], poolConfig: { max: poolSize, idleTimeoutMillis: 0 } })],
  schema: { defaultBehavior: "-insert -update -delete" },
  grafserv: { graphqlPath: "/graphql", graphiql: false, graphqlOverGET: false, websockets: false, watch: false },
  grafast: { explain: false },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(port, "127.0.0.1");
