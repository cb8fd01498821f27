import { createRandom, repeated, type Random } from "./random.ts";

/** A project of services with what such files hold most: ports, volumes, environment, health, limits. */
export function compose(lines: number, seed = 2): string {
  const random = createRandom(seed);
  const head = [
    "name: bench",
    "x-logging: &logging",
    "  driver: json-file",
    "  options: { max-size: 10m, max-file: '3' }",
    "services:",
  ];
  return repeated(lines, head, (index) => service(index, random));
}

function service(index: number, random: Random): readonly string[] {
  const port = String(1024 + random.below(60_000));
  const memory = 1 + random.below(8);
  return [
    `  ${random.name()}${String(index)}:`,
    `    image: ${random.pick(["postgres:17", "redis:7-alpine", "nginx:1.29", `registry.example.org/${random.name()}:\${TAG:-${random.name()}}`])}`,
    "    restart: unless-stopped",
    "    init: true",
    `    command: ["serve", "--port", "${port}", "--name=${random.name()}"]`,
    "    environment:",
    `      ${random.name().toUpperCase()}: "${random.name()}"`,
    `      DATABASE_URL: postgres://app:\${PASSWORD:?}@db:5432/${random.name()}`,
    `      JAVA_OPTS: -Xmx${String(memory * 512)}m -Dname=${random.name()}`,
    "    ports:",
    `      - "127.0.0.1:${port}:${port}"`,
    `      - target: ${port} # for the tests`,
    `        published: "${String(1024 + random.below(60_000))}"`,
    "    volumes:",
    `      - ./${random.name()}:/etc/${random.name()}:ro`,
    `      - ${random.name()}:/var/lib/data`,
    "    # Waits for its neighbours.",
    "    healthcheck:",
    `      test: ["CMD-SHELL", "curl -fsS http://localhost:${port}/health || exit 1"]`,
    "      interval: 30s",
    "      retries: 3",
    "    logging: *logging",
    `    mem_limit: ${String(memory)}g`,
    "    cap_drop: [ALL]",
    `    labels: { traefik.enable: "true", owner: ${random.name()} }`,
    "    networks:",
    "      default:",
    `        aliases: [${random.name()}]`,
    "",
  ];
}
